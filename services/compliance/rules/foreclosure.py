"""An owner who lives in a home in foreclosure hears the disclaimer first."""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.facts import Answer
from services.compliance.model import FindingKind, Purpose
from services.compliance.register import rule_of
from services.compliance.rules.gates import gate

GATE = "owner_occupied_foreclosure"
finding = rule_of("GATE-OWNER-OCCUPIED-FORECLOSURE")


def owner_occupied_foreclosure(case: Case) -> Iterator[Ruling]:
    distress, lives_there = case.facts.distress, case.facts.owner_occupied
    inputs = case.known("distress", distress, sorted)
    inputs |= case.known("owner_occupied", lives_there)
    if case.question.purpose is not Purpose.TELEMARKETING:
        reason = "This binds offers to the owner; the call makes none."
        yield Ruling(finding(FindingKind.NOT_APPLICABLE, reason, inputs))
    elif distress.value is not None and "foreclosure" not in distress.value:
        reason = "The property is not in foreclosure."
        yield Ruling(finding(FindingKind.NOT_APPLICABLE, reason, inputs))
    elif lives_there.value is Answer.NO:
        reason = "The owner does not live in the property."
        yield Ruling(finding(FindingKind.ALLOW, reason, inputs))
    else:
        sure = lives_there.value is Answer.YES and distress.value is not None
        yield gate(case, GATE, _reason(sure=sure), unknown=not sure, inputs=inputs)


def _reason(*, sure: bool) -> str:
    lives = "lives" if sure else "may live"
    return f"The owner {lives} in a home in foreclosure: read the foreclosure disclaimer."
