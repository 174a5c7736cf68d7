"""An owner under an exclusive listing with another broker is that broker's client."""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.facts import Answer
from services.compliance.model import FindingKind, Purpose
from services.compliance.register import rule_of
from services.compliance.rules.gates import gate, notice
from services.compliance.rules.idle import idle

GATE, RULE = "active_listing", "GATE-ACTIVE-LISTING"
finding = rule_of(RULE)


def active_listing(case: Case) -> Iterator[Ruling]:
    """Nobody's knowing is a soft gate: the agent asks. The code of ethics is no statute."""
    if case.question.purpose is not Purpose.TELEMARKETING:
        yield idle(RULE, "This binds offers to the owner; the call makes none.")
        return
    estate = case.facts.estate
    listed = estate.value.listed if estate.value else Answer.UNKNOWN
    inputs = case.known("estate", estate, lambda _: {"listed": listed.value})
    if listed is Answer.YES:
        reason = "The property is listed exclusively with another broker."
        yield gate(case, GATE, reason, unknown=False, inputs=inputs)
    elif listed is Answer.NO:
        reason = "No other broker lists the property."
        yield Ruling(finding(FindingKind.ALLOW, reason, inputs))
    else:
        yield notice(RULE, "Ask first whether another broker lists the property.", inputs)
