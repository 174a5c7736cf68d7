"""What Podio says at our door, and what strangers say."""

import pytest

from services.stores.crm_hooks import HookRows
from services.stores.dirty_leads import DirtyLeads

CHANGED = {"type": "item.update", "hook_id": "9", "item_id": "2001", "item_revision_id": "4"}
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def secret(values):
    return values["PODIO_HOOK_SECRET"]


@pytest.fixture
def post(browser):
    def send(secret, form, **more):
        return browser.client.post(
            f"/webhooks/podio/{secret}", data=form, base_url=browser.base, **more
        )

    return send


@pytest.fixture
def dirty(services, clock):
    def marked():
        clock.pass_by(seconds=1)
        rows = DirtyLeads(services.hook_inbox.dirty.documents).before(clock.now())
        return [(row.item_id, row.revision) for row in rows]

    return marked


@pytest.mark.parametrize("kind", ["item.create", "item.update", "item.delete"])
def test_a_lead_that_podio_names_is_marked_and_nothing_is_asked(post, secret, dirty, kind):
    answer = post(secret, CHANGED | {"type": kind})

    assert (answer.status_code, answer.data, dirty()) == (204, b"", [(2001, 4)])


def test_the_same_event_twice_and_an_older_one_leave_one_mark(post, secret, dirty):
    for revision in ("4", "4", "2"):
        post(secret, CHANGED | {"item_revision_id": revision})

    assert dirty() == [(2001, 4)]


@pytest.mark.parametrize("wrong", ["x", "%C3%BC", "a" * 4000])
def test_without_the_secret_there_is_no_such_page(post, dirty, wrong):
    assert post(wrong, CHANGED).status_code == 404

    assert dirty() == []


def test_both_secrets_are_good_while_one_replaces_the_other(make_app, values, secret):
    app = make_app(PODIO_HOOK_SECRET=f"{'n' * 43},{secret}")
    for good in ("n" * 43, secret):
        answer = app.test_client().post(
            f"/webhooks/podio/{good}", data=CHANGED, base_url="https://dialer.example"
        )
        assert answer.status_code == 204


def test_more_than_eight_kilobytes_are_refused(post, secret, dirty):
    assert post(secret, CHANGED | {"external_id": "x" * 9000}).status_code == 413

    assert dirty() == []


@pytest.mark.parametrize(
    ("form", "named"),
    [
        ({}, "type"),
        ({"type": "item.update"}, "item_id"),
        (CHANGED | {"item_id": "2001; drop"}, "item_id"),
        (CHANGED | {"item_id": "-1"}, "item_id"),
        (CHANGED | {"item_id": "9" * 40}, "item_id"),
        (CHANGED | {"item_revision_id": "\0"}, "item_revision_id"),
        ({"type": "hook.verify", "hook_id": "7"}, "code"),
        ({"type": "hook.verify", "hook_id": "x", "code": "a"}, "hook_id"),
        ({"type": "hook.verify", "hook_id": "7", "code": "<script>"}, "code"),
    ],
)
def test_a_malformed_form_is_told_its_fields_and_none_of_its_values(post, secret, form, named):
    answer = post(secret, form)

    assert answer.status_code == 400
    assert named in answer.json["detail"]
    assert "drop" not in answer.text


def test_a_body_that_is_no_form_is_malformed(post, secret):
    assert (
        post(secret, b'{"type": "item.update"}', content_type="application/json").status_code == 400
    )
    assert post(secret, b"type=\xff\xfe", content_type=FORM).status_code == 400


def test_events_of_other_kinds_mean_nothing(post, secret, dirty):
    assert post(secret, {"type": "comment.create", "item_id": "5"}).status_code == 204

    assert dirty() == []


def test_a_code_is_kept_for_a_hook_of_ours_and_no_other(post, secret, services):
    rows = HookRows(services.hook_inbox.rows.documents)
    rows.expect(7)

    for hook_id in ("7", "8"):
        verification = {"type": "hook.verify", "hook_id": hook_id, "code": "abc"}
        assert post(secret, verification).status_code == 204

    assert [(row.hook_id, row.code) for row in rows.with_code()] == [(7, "abc")]


def test_the_secret_stands_in_no_log_line(post, secret, caplog):
    post(secret, CHANGED)
    post("wrong-secret", CHANGED)

    assert secret not in caplog.text
    assert "wrong-secret" not in caplog.text
