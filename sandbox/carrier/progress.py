"""Call progress: what a subscription is told of one leg."""

from sandbox.carrier.call import Call
from sandbox.clock import rfc2822
from sandbox.hooks.delivery import Webhook
from sandbox.world import World

API_VERSION = "2010-04-01"
COUNTRY = "US"


def basic_fields(world: World, call: Call) -> dict[str, str]:
    """What every request about a call bears."""
    fields = {
        "AccountSid": world.settings.account_sid,
        "ApiVersion": API_VERSION,
        "CallSid": call.sid,
        "CallStatus": call.status,
        "Called": call.to,
        "Caller": call.from_,
        "Direction": call.direction,
        "From": call.from_,
        "To": call.to,
    }
    if call.application_sid:
        fields["ApplicationSid"] = call.application_sid
    return fields


def notify(world: World, call: Call, event: str) -> None:
    """Tell the subscription of initiated, ringing, answered or completed, if it asked."""
    subscription = call.subscription
    if subscription is None or event not in subscription.events:
        return
    fields = {
        **basic_fields(world, call),
        "CallbackSource": "call-progress-events",
        "SequenceNumber": str(subscription.sent),
        "Timestamp": rfc2822(world.clock.now()) or "",
    }
    if event == "completed":
        fields |= _ending(call)
    subscription.sent += 1
    webhook = Webhook(f"{subscription.kind}.{event}", subscription.url, fields, subscription.method)
    world.hooks.post(webhook, lane=call.sid)


def _ending(call: Call) -> dict[str, str]:
    fields = {"CallDuration": str(call.seconds)}
    if call.status == "completed":
        fields["Duration"] = str(-(-call.seconds // 60))
    if call.answered_by:
        fields["AnsweredBy"] = call.answered_by
    if call.sip_code is not None:
        fields["SipResponseCode"] = str(call.sip_code)
    return fields | places(call)


def places(call: Call) -> dict[str, str]:
    """Geography of the numbers; the sandbox knows the country only."""
    sides = [("From", call.from_), ("To", call.to), ("Caller", call.from_), ("Called", call.to)]
    return {
        f"{side}{part}": COUNTRY if part == "Country" else ""
        for side, number in sides
        if number.startswith("+")
        for part in ("City", "State", "Zip", "Country")
    }
