"""Where the person may be: every state and zone that number, address and word make plausible."""

from collections.abc import Iterator
from typing import Any

from services.compliance.case import Case, Ruling
from services.compliance.clock import city
from services.compliance.facts import Place
from services.compliance.model import FindingKind
from services.compliance.register import rule_of
from services.compliance.speech import listed

finding = rule_of("TZ-ALL-PLAUSIBLE")


def plausible_places(case: Case) -> Iterator[Ruling]:
    reach = case.reach
    inputs = {"states": dict(reach.states), "zones": dict(reach.zones)}
    inputs |= {"replaced": dict(reach.replaced)} if reach.replaced else {}
    inputs |= case.known("address", case.facts.address, _shown)
    if case.facts.stated_location.value:
        inputs |= case.known("stated_location", case.facts.stated_location, _shown)
    if reach.unread:
        reason = "Cannot know: the state of the address cannot be read."
    elif not reach.zones:
        reason = "Cannot know: neither the number nor the address says where the person is."
    else:
        yield Ruling(finding(FindingKind.ALLOW, _where(case), inputs))
        return
    yield Ruling(finding(FindingKind.UNKNOWN, reason, inputs))


def _where(case: Case) -> str:
    reach = case.reach
    names = ", ".join(case.book.states[code].name for code in reach.states)
    if not reach.replaced:
        return f"The person may be in {names}."
    clocks = listed(city(zone) for zone in reach.zones)
    return f"The person may be in {names}; by young evidence the clock is that of {clocks}."


def _shown(place: Place) -> dict[str, Any]:
    verified = place.verified_on.isoformat() if place.verified_on else None
    return {"state": place.state, "zip3": place.zip3, "verified_on": verified}
