"""The validation notice within five days of the first communication; a disputed debt rests."""

from collections.abc import Iterator
from typing import Any

from services.compliance.case import Case, Ruling
from services.compliance.clock import day_later
from services.compliance.facts import Debt
from services.compliance.model import FindingKind, Purpose
from services.compliance.moment import days, first_instant
from services.compliance.plain import to_plain
from services.compliance.register import rule_of
from services.compliance.rules.gates import notice
from services.compliance.rules.idle import idle
from services.compliance.speech import day_said

RULE = "REGF-VALIDATION"
finding = rule_of(RULE)
WITHIN = 5  # days after the first communication
ANOTHER = "This binds calls that collect a debt."


def validation_notice(case: Case) -> Iterator[Ruling]:
    if case.question.purpose is not Purpose.DEBT:
        yield idle(RULE, ANOTHER)
        return
    debt = case.facts.debt.value
    inputs = case.known("debt", case.facts.debt, to_plain)
    if debt is None:
        reason = "Cannot know: what is known of the debt was not read."
        yield Ruling(finding(FindingKind.UNKNOWN, reason, inputs))
    elif _disputed(case, debt):
        reason = "The debt is disputed in writing: verify it and send that before any call."
        yield Ruling(finding(FindingKind.DENY, reason, inputs))
    else:
        yield _noticed(case, debt, inputs)


def _disputed(case: Case, debt: Debt) -> bool:
    """Until verification has been sent, after the dispute and before today's end."""
    if debt.disputed_on is None:
        return False
    sent = debt.verified_on
    return sent is None or sent < debt.disputed_on or sent > min(days(case.moment))


def _noticed(case: Case, debt: Debt, inputs: dict[str, Any]) -> Ruling:
    today, first = max(days(case.moment)), debt.first_contact_on
    if debt.notice_on is not None and debt.notice_on <= today:
        reason = "The validation notice went out."
        return Ruling(finding(FindingKind.ALLOW, reason, inputs))
    if first is None:
        reason = "The validation notice is due in this call, or within five days of it."
        return notice(RULE, reason, inputs)
    last = day_later(first, WITHIN)
    if today > last:
        reason = f"The validation notice was due by {day_said(last)} and has not gone out."
        return Ruling(finding(FindingKind.DENY, reason, inputs))
    reason = f"The validation notice is due by {day_said(last)}."
    return notice(RULE, reason, inputs)._replace(
        not_after=first_instant(case.moment, day_later(last, 1))
    )
