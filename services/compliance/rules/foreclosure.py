"""An owner who lives in a home in foreclosure hears the disclaimer first."""

from collections.abc import Iterator
from typing import Any

from services.compliance.case import Case, Ruling
from services.compliance.facts import Answer
from services.compliance.model import FindingKind, Purpose
from services.compliance.register import rule_of
from services.compliance.rules.gates import gate

GATE = "owner_occupied_foreclosure"
finding = rule_of("GATE-OWNER-OCCUPIED-FORECLOSURE")


def owner_occupied_foreclosure(case: Case) -> Iterator[Ruling]:
    distress, inputs = case.facts.distress, inputs_of(case)
    if case.question.purpose is not Purpose.TELEMARKETING:
        reason = "This binds offers to the owner; the call makes none."
        yield Ruling(finding(FindingKind.NOT_APPLICABLE, reason, inputs))
    elif distress.value is not None and "foreclosure" not in distress.value:
        reason = "The property is not in foreclosure."
        yield Ruling(finding(FindingKind.NOT_APPLICABLE, reason, inputs))
    elif case.facts.owner_occupied.value is Answer.NO:
        reason = "The owner does not live in the property."
        yield Ruling(finding(FindingKind.ALLOW, reason, inputs))
    else:
        sure = certain(case)
        reason = f"{_who(case)}: read the foreclosure disclaimer."
        yield gate(case, GATE, reason, unknown=not sure, inputs=inputs)


def may_live_there(case: Case) -> bool:
    """Whether an offer may go to an owner who lives in a home in foreclosure."""
    distress = case.facts.distress.value
    in_foreclosure = distress is None or "foreclosure" in distress
    selling = case.question.purpose is Purpose.TELEMARKETING
    return selling and in_foreclosure and case.facts.owner_occupied.value is not Answer.NO


def certain(case: Case) -> bool:
    """Whether that is known, and not only possible."""
    lives_there = case.facts.owner_occupied.value is Answer.YES
    return lives_there and case.facts.distress.value is not None


def inputs_of(case: Case) -> dict[str, Any]:
    inputs = case.known("distress", case.facts.distress, sorted)
    return inputs | case.known("owner_occupied", case.facts.owner_occupied)


def _who(case: Case) -> str:
    if case.facts.distress.value is None:
        return "Cannot know: whether the home is in foreclosure"
    lives = "lives" if certain(case) else "may live"
    return f"The owner {lives} in a home in foreclosure"
