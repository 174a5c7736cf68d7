"""Where the person may be: every state and zone that the number or the address makes plausible."""

from collections.abc import Iterator
from typing import Any

from services.compliance.case import Case, Ruling
from services.compliance.facts import Place
from services.compliance.model import FindingKind
from services.compliance.register import rule_of

finding = rule_of("TZ-ALL-PLAUSIBLE")


def plausible_places(case: Case) -> Iterator[Ruling]:
    reach = case.reach
    inputs = {"states": dict(reach.states), "zones": dict(reach.zones)}
    inputs |= case.known("address", case.facts.address, _shown)
    if reach.unread:
        reason = "Cannot know: the state of the address cannot be read."
    elif not reach.zones:
        reason = "Cannot know: neither the number nor the address says where the person is."
    else:
        names = ", ".join(case.book.states[code].name for code in reach.states)
        yield Ruling(finding(FindingKind.ALLOW, f"The person may be in {names}.", inputs))
        return
    yield Ruling(finding(FindingKind.UNKNOWN, reason, inputs))


def _shown(place: Place) -> dict[str, Any]:
    verified = place.verified_on.isoformat() if place.verified_on else None
    return {"state": place.state, "zip3": place.zip3, "verified_on": verified}
