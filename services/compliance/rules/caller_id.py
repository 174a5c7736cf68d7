"""The number that the person called sees: ours or the seller's, shown, and answered."""

from collections.abc import Callable, Iterator

from services.compliance.case import Case, Ruling
from services.compliance.facts import Dialing
from services.compliance.lines import selling
from services.compliance.model import CallKind, FindingKind
from services.compliance.register import rule_of
from services.compliance.rules.idle import idle
from services.compliance.rules.twins import under

RULE, TWIN, SPOOF = "FED-CID", "TSR-CALLERID", "FED-SPOOF"
OWNED = frozenset({"own", "seller"})
BLOCKED, NONE_SHOWN = "blocked", "No number is shown."
INFORMS = "This call sells nothing."
Against = Callable[[Dialing], str | None]
BY_HAND = "A person dials from our own line; no other number was told."


def caller_id(case: Case) -> Iterator[Ruling]:
    ruling = _judged(case, RULE, _hidden) if selling(case) else idle(RULE, INFORMS)
    yield ruling
    yield under(ruling, TWIN)
    yield _judged(case, SPOOF, _foreign)


def _judged(case: Case, rule: str, against: Against) -> Ruling:
    fact, finding = case.facts.dialing, rule_of(rule)
    if fact.value is None and case.question.kind is CallKind.LIVE_MANUAL:
        return idle(rule, BY_HAND)
    inputs = case.known("dialing", fact, _shown)
    if fact.value is None:
        reason = "Cannot know: which number the person called will see."
        return Ruling(finding(FindingKind.UNKNOWN, reason, inputs))
    objection = against(fact.value)
    kind = FindingKind.DENY if objection else FindingKind.ALLOW
    hidden = fact.value.caller_id == BLOCKED
    holds = NONE_SHOWN if hidden else "The person called sees a number that is ours to show."
    return Ruling(finding(kind, objection or holds, inputs))


def _hidden(dialing: Dialing) -> str | None:
    if dialing.caller_id == BLOCKED:
        return "The caller's number may not be hidden in a sales call."
    if dialing.caller_id not in OWNED:
        return "The number shown must be the caller's or the seller's."
    if not dialing.caller_id_answers:
        return "Nobody takes do-not-call requests at the number shown in business hours."
    return None


def _foreign(dialing: Dialing) -> str | None:
    """Law forbids it with intent to deceive; this house forbids it altogether."""
    if dialing.caller_id in OWNED or dialing.caller_id == BLOCKED:
        return None
    return "The number shown is not ours to show."


def _shown(dialing: Dialing) -> dict[str, str | bool]:
    return {"caller_id": dialing.caller_id, "caller_id_answers": dialing.caller_id_answers}
