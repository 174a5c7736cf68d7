"""The guard in front of every webhook of the carrier, on a door of its own."""

from urllib.parse import urlencode

import pytest
from flask import Blueprint, request
from twilio.request_validator import RequestValidator

from api import csrf, twilio_guard

URL = "https://dialer.example"


@pytest.fixture
def opened():
    return []


@pytest.fixture
def client(app, opened):
    bp = Blueprint("guarded", __name__)
    csrf.spare(bp, twilio_guard.check)

    @bp.route("/webhooks/twilio/test/<path:what>", methods=["GET", "POST"])
    def door(what):
        opened.append((what, request.method))
        return "", 204

    app.register_blueprint(bp)
    return app.test_client()


@pytest.fixture
def sign(app):
    """sign(path, fields) is the header that the carrier would send."""
    token = app.extensions["settings"].twilio_auth_token[0].get_secret_value()
    return lambda path, fields, base=URL: {
        "X-Twilio-Signature": RequestValidator(token).compute_signature(base + path, fields)
    }


@pytest.fixture
def fields(app):
    return {
        "AccountSid": app.extensions["settings"].twilio_account_sid,
        "CallSid": "CA1",
        "A": "é ",
    }


PATH = "/webhooks/twilio/test/a"


@pytest.mark.parametrize(
    "path",
    [PATH, PATH + "%20b", PATH + "?x=1&y=%C3%A9", PATH + "%2Fb", PATH + "/ä", PATH + "?a=b%2Bc+d"],
)
def test_the_carrier_comes_in_by_every_spelling_of_a_path(client, opened, sign, fields, path):
    raw = path.replace("ä", "%C3%A4")
    response = client.post(raw, base_url=URL, data=fields, headers=sign(raw, fields))

    assert response.status_code == 204
    assert len(opened) == 1


def test_with_the_port_in_the_signed_address_too(client, sign, fields):
    headers = sign(PATH, fields, base="https://dialer.example:443")

    assert client.post(PATH, base_url=URL, data=fields, headers=headers).status_code == 204


def test_the_host_of_the_request_counts_for_nothing(client, sign, fields):
    forged = sign(PATH, fields, base="https://evil.example")
    inside = sign(PATH, fields)

    for base, headers, status in [
        ("https://evil.example", forged, 403),
        ("http://10.0.0.7:3000", inside, 204),
    ]:
        answer = client.post(PATH, base_url=base, data=fields, headers=headers)
        assert answer.status_code == status


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path, fields, headers: (path, fields, {}),
        lambda path, fields, headers: (path, fields, {"X-Twilio-Signature": ""}),
        lambda path, fields, headers: (path, fields, {"X-Twilio-Signature": "AAAA"}),
        lambda path, fields, headers: (path, {**fields, "More": "1"}, headers),
        lambda path, fields, headers: (path, {**fields, "CallSid": "CA2"}, headers),
        lambda path, fields, headers: (path + "?x=1", fields, headers),
        lambda path, fields, headers: (path + "b", fields, headers),
        lambda path, fields, headers: (path, {}, headers),
    ],
)
def test_anything_changed_is_refused_and_nothing_happens(client, opened, sign, fields, spoil):
    path, sent, headers = spoil(PATH, fields, sign(PATH, fields))

    assert client.post(path, base_url=URL, data=sent, headers=headers).status_code == 403
    assert opened == []


def test_another_account_is_refused_though_signed(client, opened, sign, fields):
    foreign = {**fields, "AccountSid": "AC" + "0" * 32}

    assert (
        client.post(PATH, base_url=URL, data=foreign, headers=sign(PATH, foreign)).status_code
        == 403
    )
    assert opened == []


def test_two_accounts_at_once_are_refused(client, sign, fields):
    body = urlencode([*fields.items(), ("AccountSid", fields["AccountSid"] + "x")])
    signature = sign(PATH, fields)

    answer = client.post(
        PATH,
        base_url=URL,
        data=body,
        content_type="application/x-www-form-urlencoded",
        headers=signature,
    )
    assert answer.status_code == 403


def test_json_is_refused_unless_its_hash_is_signed(client, sign, fields):
    path = f"{PATH}?AccountSid={fields['AccountSid']}"

    answer = client.post(path, base_url=URL, json={}, headers=sign(path, {}))
    assert answer.status_code == 403


def test_a_get_is_signed_by_its_address_alone(client, sign, fields):
    path = f"{PATH}?AccountSid={fields['AccountSid']}"

    assert client.get(path, base_url=URL, headers=sign(path, {})).status_code == 204
    assert client.get(path + "&x=1", base_url=URL, headers=sign(path, {})).status_code == 403


def test_the_older_token_still_counts(make_app, opened, fields, values):
    old = values["TWILIO_AUTH_TOKEN"]
    app = make_app(TWILIO_AUTH_TOKEN=f"{'n' * 32},{old}")
    bp = Blueprint("guarded", __name__)
    csrf.spare(bp, twilio_guard.check)
    bp.add_url_rule(PATH, view_func=lambda: ("", 204), methods=["POST"], endpoint="door")
    app.register_blueprint(bp)
    signature = RequestValidator(old).compute_signature(URL + PATH, fields)

    answer = app.test_client().post(
        PATH, base_url=URL, data=fields, headers={"X-Twilio-Signature": signature}
    )
    assert answer.status_code == 204
