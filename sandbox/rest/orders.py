"""What every order for a new outbound leg has in common."""

import re

from sandbox.carrier.call import Call, Subscription
from sandbox.rest.form import Form
from sandbox.rest.refusal import bad_request
from sandbox.world import World, new_sid

E164 = re.compile(r"\+[1-9]\d{6,14}")
NORTH_AMERICAN = re.compile(r"\+1[2-9]\d\d[2-9]\d{6}")
SHORTEST_RING_S, LONGEST_RING_S = 5, 600


def new_leg(world: World, form: Form) -> Call:
    """Raises Refused: 21210 for a From that is not ours, 21211 for a To that is no number."""
    to, caller = form.text("To") or "", form.text("From") or ""
    if caller not in world.settings.caller_ids:
        raise bad_request("The source phone number provided is not yet verified", 21210)
    if not _dialable(to):
        raise bad_request("The phone number you are attempting to call is not valid", 21211)
    call = Call(new_sid("CA"), "outbound-api", caller, to, world.clock.now())
    call.subscription = _subscription(form)
    return call


def ring_seconds(form: Form) -> int:
    seconds = form.number("Timeout", 60)
    if not SHORTEST_RING_S <= seconds <= LONGEST_RING_S:
        raise bad_request("Invalid value for parameter Timeout")
    return seconds


def _dialable(number: str) -> bool:
    pattern = NORTH_AMERICAN if number.startswith("+1") else E164
    return pattern.fullmatch(number) is not None


def _subscription(form: Form) -> Subscription | None:
    url = form.text("StatusCallback")
    if url is None:
        return None
    if not url.startswith(("http://", "https://")):
        raise bad_request("Invalid StatusCallback URL", 21609)
    events = frozenset(form.all("StatusCallbackEvent")) or frozenset({"completed"})
    return Subscription(url, events, form.text("StatusCallbackMethod") or "POST")
