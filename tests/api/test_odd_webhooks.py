"""Rightly signed and still odd: whatever a machine sends, nothing breaks."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator
from web_shell import carrier
from werkzeug.datastructures import MultiDict

USUAL = {
    "CallSid": "CA" + "1" * 32,
    "From": "client:u1234",
    "permit": "a" * 64,
    "CallStatus": "in-progress",
    "ConferenceSid": "CF" + "2" * 32,
    "FriendlyName": "0" * 32,
    "StatusCallbackEvent": "participant-join",
    "SequenceNumber": "1",
    "Timestamp": "Wed, 18 Nov 2026 18:30:00 +0000",
    "ParticipantLabel": "agent",
    "Digits": "9",
    "AnsweredBy": "human",
}
VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
    st.sampled_from(["0", "-1", "99999999999999999999", "in-progress", "completed", "9", ""]),
    st.sampled_from(["participant-join", "participant-leave", "conference-end", "client:nobody"]),
    st.sampled_from(["CA" + "1" * 32, "CF" + "2" * 32, "+13125550142", "agent", "lead", "0x1"]),
    st.sampled_from(["Wed, 18 Nov 2026 18:30:00 +0000", "not a time", "NaN", "1e309"]),
)
PLACES = st.sampled_from(["nothing", "0" * 32, "__x__", ".", "a" * 2000, "é"]) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0/?#%"), min_size=1, max_size=20
)
BOUNDED = settings(
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def rules(app):
    return sorted(r.rule for r in app.url_map.iter_rules() if "/twilio/" in r.rule)


@BOUNDED
@given(data=st.data())
def test_no_signed_webhook_of_the_carrier_makes_a_500(app, rules, data):
    known = app.extensions["settings"]
    path = re.sub(r"<[^>]+>", lambda _: data.draw(PLACES), data.draw(st.sampled_from(rules)))
    odd = data.draw(st.dictionaries(st.sampled_from([*USUAL, "Odd"]), VALUES, max_size=3))
    sent = USUAL | odd | {"AccountSid": known.twilio_account_sid}
    if data.draw(st.booleans()):
        sent["ApplicationSid"] = known.twilio_application_sid
    client, target = app.test_client(), app.test_request_context(path)
    raw = target.request.environ["REQUEST_URI"].partition("?")[0]
    token = known.twilio_auth_token[0].get_secret_value()
    signature = RequestValidator(token).compute_signature(known.public_url + raw, MultiDict(sent))
    response = client.post(path, data=sent, headers={"X-Twilio-Signature": signature})

    assert response.status_code < 500


@BOUNDED
@given(
    fields=st.dictionaries(
        st.sampled_from(["type", "item_id", "hook_id", "code", "item_revision_id", "odd"]), VALUES
    )
)
def test_no_hook_of_the_crm_makes_a_500(app, fields):
    secret = app.extensions["settings"].podio_hook_secret[0].get_secret_value()

    assert app.test_client().post(f"/webhooks/podio/{secret}", data=fields).status_code < 500


def test_the_usual_webhook_comes_through(app, rules):
    """What the fuzz starts from is a request that every door understands."""
    post, ours = carrier(app), app.extensions["settings"].twilio_application_sid
    sent = USUAL | {"ApplicationSid": ours}
    statuses = {rule: post(re.sub(r"<[^>]+>", "0" * 32, rule), sent).status_code for rule in rules}

    for marked in ("", "/room"):  # these ask for our own mark besides
        assert statuses.pop(f"/webhooks/twilio/assistant/<call_id>{marked}") == 400
    assert set(statuses.values()) <= {200, 204, 404}, statuses
