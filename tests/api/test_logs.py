"""What a log line may say: events, routes, codes. Never who, never where from, never a secret."""

import json
import logging

import pytest
from flask import Blueprint
from hypothesis import given
from hypothesis import strategies as st
from web_shell import PASSWORD, Browser

from api.auth import anyone
from api.logs import Lines, RewrittenByLines, redacted

CANARY = "canary-+13125550142"


def lines(err):
    return [json.loads(line) for line in err.splitlines()]


def written(record):
    return json.loads(Lines().format(record))


def test_a_request_leaves_one_line_with_its_route(app, capsys):
    app.test_client().get(f"/static/{CANARY}?q={CANARY}", headers={"User-Agent": CANARY})

    (line,) = lines(capsys.readouterr().err)
    assert line["event"] == "request"
    assert line["route"] == "/static/<path:filename>"
    assert line["status"] == 404
    assert line["ms"] >= 0


def test_nothing_of_a_person_and_no_secret_reaches_a_line(app, people, values, capsys):
    browser = Browser(app)
    browser.get(f"/{CANARY}?next={CANARY}")
    browser.sign_in("agent@people.example", "wrong " + CANARY)
    browser.sign_in("agent@people.example", PASSWORD, next=f"/{CANARY}")
    browser.post(f"/webhooks/podio/{CANARY}", data={"type": CANARY})
    browser.post("/internal/tick", headers={"Authorization": f"Bearer {CANARY}"})
    said = capsys.readouterr().err

    assert len(lines(said)) > 5
    secrets = [v for k, v in values.items() if k.endswith(("SECRET", "KEY", "TOKEN"))]
    for canary in (CANARY, "people.example", PASSWORD, browser.cookie(), *secrets):
        assert canary not in said


def test_a_fault_is_told_by_type_and_place_without_its_text(app, capsys):
    bp = Blueprint("broken", __name__)
    bp.before_request(anyone)

    @bp.get("/broken")
    def door():
        raise ValueError(CANARY)

    app.register_blueprint(bp)
    app.test_client().get("/broken")

    fault, _ = lines(capsys.readouterr().err)
    assert fault["event"] == "request.broke"
    assert fault["error"] == "ValueError"
    assert fault["trace"][-1].startswith("test_logs.py:")
    assert CANARY not in str(fault)


def test_an_attribute_of_a_person_becomes_a_mark_that_repeats():
    marks = [redacted({"pii.number": number})["pii.number"] for number in ("a", "a", "b")]

    assert marks[0] == marks[1] != marks[2]
    assert "a" not in marks[0] or len(marks[0]) == 12


@given(st.text(min_size=6))
def test_no_value_of_a_person_is_written(value):
    record = logging.makeLogRecord(
        {"name": "cleardial.test", "msg": "call.dialled", "pii.number": value, "secret.x": value}
    )
    line = written(record)

    assert value not in line.values()
    assert "secret.x" not in line


def test_a_library_may_not_say_what_it_wants():
    record = logging.makeLogRecord({"name": "urllib3.connectionpool", "msg": f"GET /{CANARY}"})

    line = written(record)
    assert line["event"] == "library"
    assert line["logger"] == "urllib3.connectionpool"
    assert CANARY not in str(line)


def test_a_handler_of_others_gets_our_line():
    record = logging.makeLogRecord({"name": "cleardial.x", "msg": "job.broke", "job": "outbox"})
    try:
        raise ValueError(CANARY)
    except ValueError as error:
        record.exc_info = (type(error), error, error.__traceback__)

    RewrittenByLines().filter(record)

    assert record.exc_info is None
    said = json.loads(record.getMessage())
    assert (said["event"], said["job"], said["error"]) == ("job.broke", "outbox", "ValueError")


@pytest.mark.parametrize("value", [object(), b"x", {1, 2}, "x" * 1000])
def test_any_attribute_can_be_written(value):
    record = logging.makeLogRecord({"name": "cleardial.x", "msg": "e", "attribute": value})

    assert len(json.dumps(written(record))) < 500


def test_metrics_count_by_route_and_never_by_path(app):
    browser = Browser(app)
    browser.get(f"/static/{CANARY}")
    secret = app.extensions["settings"].cron_secret[0].get_secret_value()
    shown = browser.get("/metrics", headers={"Authorization": f"Bearer {secret}"}).text

    assert 'route="/static/<path:filename>",status="404"' in shown
    assert CANARY not in shown


def test_a_method_of_nobody_s_is_neither_counted_by_its_name_nor_logged(app, capsys):
    browser = Browser(app)
    for method in ("X3125550142", "MARIADELGADO"):
        browser.client.open("/health", method=method, base_url=browser.base)

    secret = app.extensions["settings"].cron_secret[0].get_secret_value()
    shown = browser.get("/metrics", headers={"Authorization": f"Bearer {secret}"}).text
    assert 'method="other"' in shown
    assert "3125550142" not in shown + capsys.readouterr().err
