"""Nobody but the person hears of the debt; whoever is asked where the person is, is asked once.

A script with the word `third_party` is for somebody else, whose number is the one that is called:
any talk over it was with that person. House rule: a person makes such calls, since a machine cannot
tell who answers it.
"""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.debt_ledger import to_another
from services.compliance.model import CallKind, FindingKind, Purpose
from services.compliance.register import rule_of
from services.compliance.rules.debt_script import ANOTHER, shown
from services.compliance.rules.idle import idle

RULE = "REGF-3RD"
finding = rule_of(RULE)
TELLING = frozenset({"debt", "billing"})


def third_party(case: Case) -> Iterator[Ruling]:
    if case.question.purpose is not Purpose.DEBT:
        yield idle(RULE, ANOTHER)
        return
    inputs = case.known("script", case.facts.script, shown)
    kind, reason = _says(case)
    if to_another(case):
        inputs |= case.known("conversations", case.facts.conversations, len)
    yield Ruling(finding(kind, reason, inputs))


def _says(case: Case) -> tuple[FindingKind, str]:
    script, held = case.facts.script.value, case.facts.conversations.value
    if script is None or not to_another(case):
        return FindingKind.ALLOW, "No word of the debt before it is sure that the person listens."
    if case.question.kind is not CallKind.LIVE_MANUAL:
        return FindingKind.DENY, "A person, and no machine, asks somebody else where the debtor is."
    if script.wording & TELLING or script.debt_collector_said:
        return FindingKind.DENY, "These words tell somebody else of the debt."
    if held is None:
        return FindingKind.UNKNOWN, "Cannot know: whether somebody else was asked was not read."
    if any(talk.third_party or talk.same_number for talk in held):
        return FindingKind.DENY, "Somebody else was asked where this person is, and is asked once."
    return FindingKind.ALLOW, "Say your name, ask where the person is, and name no debt."
