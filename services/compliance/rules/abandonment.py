"""Answered, and nobody there: at most 3 in 100 of a campaign's answered calls in 30 days.

Whether an assistant is the live representative of 47 CFR 64.1200(a)(7) is unsettled, so that its
calls stand on (a)(7)(ii): consent, which has a rule of its own, and the first words within two
seconds of the greeting.
"""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.facts import Dialing
from services.compliance.lines import business, selling
from services.compliance.model import CallKind, FindingKind
from services.compliance.register import rule_of
from services.compliance.rules.idle import idle
from services.compliance.rules.twins import under

RULE, TWIN = "FED-ABANDON", "TSR-ABANDON"
finding = rule_of(RULE)
WITHIN_S, PERCENT = 2, 3
ANSWERED = frozenset({CallKind.LIVE_MANUAL, CallKind.AUTODIALED, CallKind.ARTIFICIAL_VOICE})


def abandonment(case: Case) -> Iterator[Ruling]:
    """The reason of what binds no such call at all depends on nothing that is known of the line."""
    ruling = _ruling(case)
    yield ruling
    outside = case.question.kind in ANSWERED and selling(case) and business(case)
    yield idle(TWIN, "The line is a business's.") if outside else under(ruling, TWIN)


def _ruling(case: Case) -> Ruling:
    kind, dialing = case.question.kind, case.facts.dialing.value
    by_hand = kind is CallKind.LIVE_MANUAL
    if not selling(case) or kind not in ANSWERED:
        return idle(RULE, "No sales call is answered.")
    if by_hand and dialing is None:
        return idle(RULE, "The agent is on the line before the number is dialled.")
    inputs = case.known("dialing", case.facts.dialing, _shown)
    objection = _objection(dialing, kind) if dialing else None
    if objection:
        return Ruling(finding(FindingKind.DENY, objection, inputs))
    if dialing is None or (not by_hand and not _known(dialing, kind)):
        reason = "Cannot know: how soon somebody speaks, and how many calls were abandoned."
        return Ruling(finding(FindingKind.UNKNOWN, reason, inputs))
    reason = "Somebody speaks within two seconds of the greeting."
    return Ruling(finding(FindingKind.ALLOW, reason, inputs))


def _objection(dialing: Dialing, kind: CallKind) -> str | None:
    within, answered, left = dialing.person_within_s, dialing.answered, dialing.abandoned
    if within is not None and within > WITHIN_S:
        return f"Words would come {within} seconds after the greeting; the law allows {WITHIN_S}."
    if kind is CallKind.ARTIFICIAL_VOICE or answered is None or left is None:
        return None
    if left * 100 > answered * PERCENT:
        return f"{left} of {answered} answered calls were abandoned: more than {PERCENT} in 100."
    return None


def _known(dialing: Dialing, kind: CallKind) -> bool:
    needs_rate = kind is CallKind.AUTODIALED
    rate = dialing.answered is not None and dialing.abandoned is not None
    return dialing.person_within_s is not None and (rate or not needs_rate)


def _shown(dialing: Dialing) -> dict[str, int | None]:
    fields = ("person_within_s", "answered", "abandoned")
    return {name: getattr(dialing, name) for name in fields}
