"""A debt whose time has run out is neither sued for nor threatened with a suit."""

from collections.abc import Iterator
from typing import Any

from services.compliance.case import Case, Ruling
from services.compliance.facts import Answer, Script
from services.compliance.model import CallKind, Finding, FindingKind, Purpose
from services.compliance.register import rule_of
from services.compliance.rules.debt_script import ANOTHER, UNREAD, shown
from services.compliance.rules.gates import notice
from services.compliance.rules.idle import idle

SUIT = "REGF-TIMEBARRED"
suit = rule_of(SUIT)
THREAT = "threat_of_suit"


def no_threat_of_suit(case: Case) -> Iterator[Ruling]:
    if case.question.purpose is not Purpose.DEBT:
        yield idle(SUIT, ANOTHER)
        return
    script, debt = case.facts.script.value, case.facts.debt.value
    old = debt.time_barred if debt else Answer.UNKNOWN
    inputs = case.known("script", case.facts.script, shown)
    inputs |= case.known(
        "debt", case.facts.debt, lambda known: {"time_barred": known.time_barred.value}
    )
    yield _of_a_suit(case, script, old, inputs)


def _of_a_suit(case: Case, script: Script | None, old: Answer, inputs: dict[str, Any]) -> Ruling:
    if script is None and case.question.kind is not CallKind.LIVE_MANUAL:
        return Ruling(suit(FindingKind.UNKNOWN, UNREAD, inputs))
    if script is not None and THREAT in script.wording and old is not Answer.NO:
        return Ruling(_threatened(old, inputs))
    if old is Answer.NO:
        reason = "The time to sue for this debt has not run out."
        return Ruling(suit(FindingKind.ALLOW, reason, inputs))
    sure = "The time to sue has run out" if old is Answer.YES else "It may be too late to sue"
    return notice(SUIT, f"{sure}: neither sue nor speak of a suit.", inputs)


def _threatened(old: Answer, inputs: dict[str, Any]) -> Finding:
    if old is Answer.YES:
        reason = "The words threaten to sue for a debt whose time has run out."
        return suit(FindingKind.DENY, reason, inputs)
    reason = (
        "Cannot know: the words threaten to sue, and nobody knows whether the time has run out."
    )
    return suit(FindingKind.UNKNOWN, reason, inputs)
