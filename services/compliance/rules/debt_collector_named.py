"""That a debt collector speaks: in full in the first communication, and in every later one."""

from collections.abc import Iterator
from dataclasses import replace

from services.compliance.case import Case, Ruling
from services.compliance.debt_ledger import to_another
from services.compliance.model import CallKind, FindingKind, Purpose
from services.compliance.moment import days
from services.compliance.register import code_rules, rule_of
from services.compliance.rules.debt_script import ANOTHER, UNREAD, shown
from services.compliance.rules.gates import notice
from services.compliance.rules.idle import idle

FIRST, LATER = "REGF-MIRANDA", "REGF-MIRANDA-LATER"


def collector_named(case: Case) -> Iterator[Ruling]:
    """The initial words are longer; which are due turns on the first communication."""
    why = _no_words_due(case)
    if why:
        yield idle(FIRST, why)
        yield idle(LATER, why)
        return
    due, other = (FIRST, LATER) if _initial(case) else (LATER, FIRST)
    found = {due: _collector_said(case, due)}
    found[other] = idle(other, "The other words are due in this call.")
    yield from (found[rule] for rule in (FIRST, LATER))


def _no_words_due(case: Case) -> str | None:
    if case.question.purpose is not Purpose.DEBT:
        return ANOTHER
    if case.question.kind is CallKind.VOICEMAIL_DROP:
        return "A limited-content message leaves these words out."
    return "To somebody else no debt is named." if to_another(case) else None


def _initial(case: Case) -> bool:
    """Until a first communication is known; a call after it on the same day is a later one."""
    debt = case.facts.debt.value
    first = debt.first_contact_on if debt else None
    return first is None or any(day < first for day in days(case.moment))


def _collector_said(case: Case, rule: str) -> Ruling:
    script = case.facts.script.value
    said = script.debt_collector_said if script else None
    inputs = case.known("script", case.facts.script, shown)
    if said is None and case.question.kind is CallKind.LIVE_MANUAL:
        return notice(rule, "Say in this call that a debt collector speaks.", inputs)
    made, text = rule_of(rule), code_rules()[rule].text
    if said is None:
        return Ruling(replace(made(FindingKind.UNKNOWN, UNREAD, inputs), text=text))
    if said:
        return Ruling(made(FindingKind.ALLOW, "It is said that a debt collector speaks.", inputs))
    reason = "Nothing says that a debt collector speaks."
    return Ruling(replace(made(FindingKind.DENY, reason, inputs), text=text))
