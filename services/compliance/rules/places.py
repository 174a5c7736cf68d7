"""Where the person may be: every state and zone that the number or the address makes plausible."""

from collections.abc import Iterator
from typing import Any

from services.compliance.case import Case, Ruling, rule_of
from services.compliance.facts import Place
from services.compliance.model import Citation, FindingKind

CITATION = Citation(
    "47 CFR 64.1200(c)(1) (local time at the called party's location)",
    "https://www.ecfr.gov/current/title-47/section-64.1200#p-64.1200(c)(1)",
)
finding = rule_of("TZ-ALL-PLAUSIBLE", "US", CITATION)


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
