"""What the carrier posts when an agent's browser connects."""

import secrets


def voice_form(account: str, application: str, agent: str, permit: str) -> dict[str, str]:
    """The voice webhook's fields, as Twilio sends them for a client's call."""
    return {
        "AccountSid": account,
        "ApiVersion": "2010-04-01",
        "ApplicationSid": application,
        "CallSid": "CA" + secrets.token_hex(16),
        "CallStatus": "ringing",
        "Called": "",
        "Caller": f"client:{agent}",
        "Direction": "inbound",
        "From": f"client:{agent}",
        "To": "",
        "permit": permit,
    }
