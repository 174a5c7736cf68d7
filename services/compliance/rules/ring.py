"""How long an unanswered sales call must ring: fifteen seconds, which four rings never exceed."""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.lines import selling
from services.compliance.model import CallKind, FindingKind
from services.compliance.register import rule_of
from services.compliance.rules.idle import idle

RULE = "FED-RING"
finding = rule_of(RULE)
LEAST_S = 15
RINGS = frozenset({CallKind.LIVE_MANUAL, CallKind.AUTODIALED, CallKind.ARTIFICIAL_VOICE})


def ring_time(case: Case) -> Iterator[Ruling]:
    if not selling(case) or case.question.kind not in RINGS:
        yield idle(RULE, "No sales call rings.")
        return
    fact = case.facts.dialing
    rings_s = fact.value.ring_s if fact.value else None
    inputs = case.known("dialing", fact, lambda dialing: {"ring_s": dialing.ring_s})
    if rings_s is None and case.question.kind is CallKind.LIVE_MANUAL:
        yield idle(RULE, "A person dials; nobody said that it rings too short a time.")
    elif rings_s is None:
        reason = "Cannot know: how long the telephone rings before we hang up."
        yield Ruling(finding(FindingKind.UNKNOWN, reason, inputs))
    elif rings_s < LEAST_S:
        reason = f"It would ring {rings_s} seconds only; a sales call rings at least {LEAST_S}."
        yield Ruling(finding(FindingKind.DENY, reason, inputs))
    else:
        yield Ruling(finding(FindingKind.ALLOW, f"It rings {rings_s} seconds.", inputs))
