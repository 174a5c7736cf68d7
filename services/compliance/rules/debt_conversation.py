"""Seven days without a call after a talk about the debt; the day of the talk is the first."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from services.compliance.case import Case, Ruling
from services.compliance.clock import text
from services.compliance.debt_ledger import agreement, days_of, midnights, talks
from services.compliance.model import FindingKind, Purpose
from services.compliance.register import rule_of
from services.compliance.rules.idle import idle
from services.compliance.speech import day_said

RULE = "REGF-CONV-7"
finding = rule_of(RULE)
DAYS = 7
ANOTHER = "This binds calls that collect a debt."


def after_a_talk(case: Case) -> Iterator[Ruling]:
    if case.question.purpose is not Purpose.DEBT or not case.binds(RULE):
        yield idle(RULE, ANOTHER)
        return
    fact = case.facts.conversations
    if fact.value is None:
        reason = "Cannot know: earlier talks with this person were not read."
        yield Ruling(finding(FindingKind.UNKNOWN, reason, case.known("conversations", fact)))
        return
    held = talks(case, fact.value)
    inputs = {"talks": [text(at) for at in held[-DAYS:]], "source": fact.source}
    yield _ruling(case, held, inputs)


def _ruling(case: Case, held: list[datetime], inputs: dict[str, Any]) -> Ruling:
    free = max((end for at in held for end in midnights(case, at, DAYS)), default=None)
    until = agreement(case)
    if free is None or free <= case.question.at:
        reason = "No talk about this debt in the last seven days."
        return Ruling(finding(FindingKind.ALLOW, reason, inputs))
    if until:
        reason = "There was a talk lately, and this person agreed to be called again."
        agreed = inputs | {"agreed_until": text(until)}
        return Ruling(finding(FindingKind.ALLOW, reason, agreed), not_after=until)
    last = min(days_of(case, held[-1]).values())
    reason = (
        f"There was a talk about this debt on {day_said(last)}: the next call waits seven days."
    )
    inputs |= {"opens_at": text(free)}
    return Ruling(finding(FindingKind.DENY, reason, inputs), not_before=free)
