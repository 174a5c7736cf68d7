"""Business with us, or a personal relationship: it opens the national list to a person who dials.

18 calendar months or 540 days after a transaction, 3 or 90 after an inquiry or an application,
whichever ends first; the last day is still open. A request for no more calls ends every tie that
was there. A machine is never let in by it: consent alone does that.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from services.compliance.case import Case, Ruling
from services.compliance.facts import ListAnswer, Tie
from services.compliance.lines import business
from services.compliance.model import CallKind, FindingKind
from services.compliance.moment import first_instant
from services.compliance.plain import to_plain
from services.compliance.register import rule_of
from services.compliance.rules.idle import idle
from services.compliance.standing import LONGEST, ended, holds, tie_ends

RULE = "FED-DNC-EBR"
BY_HAND = "Business with us opens the national list to a person who sells, never to a machine."
WORDS = {
    Tie.TRANSACTION: "business of {day}",
    Tie.INQUIRY: "the inquiry of {day}",
    Tie.APPLICATION: "the application of {day}",
    Tie.PERSONAL: "a personal relationship",
}


class Opened(NamedTuple):
    """`words`: what opens the list; `not_after`: until when."""

    words: str
    not_after: datetime | None


def business_ties(case: Case) -> Iterator[Ruling]:
    """A tie is only ever a reason to allow; what lacks one is denied by the list itself."""
    answer = case.facts.national_list.value
    if not case.binds(RULE):
        yield idle(RULE, BY_HAND)
        return
    if business(case) or not answer or answer.answer is not ListAnswer.LISTED:
        yield idle(RULE, "The national list does not stand against this call.")
        return
    tie = opening_tie(case)
    inputs = case.known(
        "relationships", case.facts.relationships, lambda held: list(map(to_plain, held))
    )
    kind = FindingKind.ALLOW if tie else FindingKind.NOT_APPLICABLE
    reason = f"The national list is open to {tie.words}." if tie else _why_not(case)
    yield Ruling(rule_of(RULE)(kind, reason, inputs))


def opening_tie(case: Case) -> Opened | None:
    """The tie that holds for the longest; none for a machine."""
    if case.question.kind is not CallKind.LIVE_MANUAL:
        return None
    held = case.facts.relationships.value or ()
    ends = {tie: tie_ends(tie, LONGEST.get(tie.kind)) for tie in held if not ended(tie, held)}
    standing = [tie for tie in ends if holds(case, tie, ends[tie])]
    if not standing:
        return None
    best = max(standing, key=lambda tie: ends[tie])
    words = WORDS[best.kind].format(day=best.on.isoformat())
    return Opened(words, first_instant(case.moment, ends[best]))


def _why_not(case: Case) -> str:
    if case.facts.relationships.value is None:
        return "Business with this person was not read, so that it opens nothing."
    return "No business with this person is young enough to open the national list."
