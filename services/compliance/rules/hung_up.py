"""Who hung up on a machine is not called back by one.

An answered call after which no talk is on record may have been hung up on: unless a source says
that it was not, nobody knows.
"""

from datetime import timedelta

from services.compliance.case import Case, Ruling
from services.compliance.facts import Answer, Attempt, Outcome
from services.compliance.law_states import DutyRow
from services.compliance.lines import VOICES
from services.compliance.model import FindingKind
from services.compliance.rules.state_rows import finding

MAY_BE = frozenset({Outcome.ANSWERED, Outcome.UNKNOWN})
SOON = timedelta(minutes=5)  # from the attempt until its talk begins


def called_back(case: Case, row: DutyRow, law: str) -> Ruling:
    fact = case.facts.attempts
    inputs = case.known("attempts", fact, len)
    if fact.value is None:
        reason = f"Cannot know: earlier attempts were not read. {law}"
        return Ruling(finding(row, FindingKind.UNKNOWN, reason, inputs))
    said = {_hung_up(case, attempt) for attempt in fact.value}
    if Answer.YES in said:
        reason = f"This person hung up on a machine. {law}"
        return Ruling(finding(row, FindingKind.DENY, reason, inputs))
    if Answer.UNKNOWN in said:
        reason = f"Cannot know: whether this person hung up on an earlier machine. {law}"
        return Ruling(finding(row, FindingKind.UNKNOWN, reason, inputs))
    return Ruling(finding(row, FindingKind.ALLOW, f"Nobody hung up on a machine. {law}", inputs))


def _hung_up(case: Case, attempt: Attempt) -> Answer:
    if attempt.kind not in VOICES or attempt.third_party:
        return Answer.NO
    if attempt.hung_up is not Answer.UNKNOWN:
        return attempt.hung_up
    clear = attempt.outcome not in MAY_BE or _talked(case, attempt)
    return Answer.NO if clear else Answer.UNKNOWN


def _talked(case: Case, attempt: Attempt) -> bool:
    return any(
        timedelta(0) <= talk.at - attempt.at < SOON and talk.same_number is attempt.same_number
        for talk in case.facts.conversations.value or ()
        if not talk.third_party
    )
