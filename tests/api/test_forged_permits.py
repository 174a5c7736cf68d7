"""Whatever a browser carries as its permit: rightly signed by the carrier, it is told and ended."""

from urllib.parse import quote_plus

import pytest
from twilio.request_validator import RequestValidator

VOICE = "/webhooks/twilio/voice"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def knock(app):
    """knock(permit, n) is the answer to the carrier's question about the n-th call."""
    known = app.extensions["settings"]
    token = known.twilio_auth_token[0].get_secret_value()

    def knock(permit, n=1):
        sent = {
            "CallSid": f"CA{n:032x}",
            "AccountSid": known.twilio_account_sid,
            "ApplicationSid": known.twilio_application_sid,
            "From": "client:u1234",
            "permit": permit,
        }
        signature = RequestValidator(token).compute_signature(known.public_url + VOICE, sent)
        body = "&".join(f"{name}={quote_plus(value)}" for name, value in sent.items())
        headers = {"X-Twilio-Signature": signature}
        return app.test_client().post(VOICE, data=body, content_type=FORM, headers=headers)

    return knock


@pytest.mark.parametrize(
    "permit",
    ["", "x" * 129, "x" * 60_000, "é" * 200, "\r\n<Dial>+13125550142</Dial>", "0" * 32 + "." * 500]
    + ["0" * 32 + ".é", "٣" * 32 + ".0", "\U0001f600", "0" * 32 + "." + "0" * 5000],
)
def test_a_forged_permit_is_told_and_hung_up_and_recorded(knock, services, permit):
    answer = knock(permit)

    assert (answer.status_code, answer.mimetype) == (200, "text/xml")
    assert "<Say>This call has no permission. Nobody was called.</Say><Hangup" in answer.text
    assert "<Dial" not in answer.text
    (record,) = services.trail.chain("refusals:u1234")
    assert record.body["reason"] == "forged"


def test_long_forgeries_are_recorded_once_a_call_and_ten_a_minute(knock, services):
    for n in [0, *range(14)]:
        assert knock("y" * 1000, n).status_code == 200

    assert len(services.trail.chain("refusals:u1234")) == 10


def test_a_permit_with_a_nul_is_a_malformed_form_and_one_too_large_is_refused(knock, services):
    assert knock("\0").status_code == 400
    assert knock("x" * 65 * 1024).status_code == 413
    assert services.trail.chain("refusals:u1234") == ()
