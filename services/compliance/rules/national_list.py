"""The National Do Not Call Registry, from a copy that is young enough, and what opens it.

The copy must be known whatever opens it. A signed agreement opens it to every kind of call that it
covers; a personal relationship or business with us only to a person who dials and speaks.
"""

from collections.abc import Iterator
from datetime import UTC, date
from typing import Any

from services.compliance import agreements
from services.compliance.case import Case, Ruling
from services.compliance.facts import ConsentTier, ListAnswer, NationalList
from services.compliance.lines import business, selling
from services.compliance.model import Finding, FindingKind
from services.compliance.numbering import Kind
from services.compliance.register import rule_of
from services.compliance.rules.business_ties import Opened, opening_tie
from services.compliance.rules.idle import idle
from services.compliance.rules.state_rows import copy_until
from services.compliance.rules.twins import under

RULE, TWIN = "FED-DNC-NATIONAL", "TSR-DNC"
finding = rule_of(RULE)
INFORMS = "The national list binds telephone solicitations; this call sells nothing."
FOREIGN = "The national list is of the United States; this is no number there."
A_BUSINESS = "The national list is of residential lines; this landline is a business's."


def national_list(case: Case) -> Iterator[Ruling]:
    ruling = _ruling(case)
    yield ruling
    yield under(ruling, TWIN)


def _ruling(case: Case) -> Ruling:
    fact = case.facts.national_list
    if not selling(case):
        return idle(RULE, INFORMS)
    if case.area is None or case.area.kind is not Kind.US:
        return idle(RULE, FOREIGN)
    if business(case):
        return idle(RULE, A_BUSINESS)
    inputs = case.known("national_list", fact, _shown)
    if fact.value is None or fact.value.area_code != case.code:
        reason = f"Cannot know: the national list for {case.code} was not asked."
        return Ruling(finding(FindingKind.UNKNOWN, reason, inputs))
    if fact.value.answer not in (ListAnswer.LISTED, ListAnswer.CLEAR) or not fact.value.as_of:
        return Ruling(finding(FindingKind.UNKNOWN, _missing(fact.value), inputs))
    return _aged(case, fact.value, fact.value.as_of, inputs)


def _missing(answer: NationalList) -> str:
    what = "cannot be read" if answer.answer is ListAnswer.UNREADABLE else "is not here"
    return f"Cannot know: the national list for {answer.area_code} {what}. {_cure(answer)}"


def _cure(answer: NationalList) -> str:
    return f"Fetch area code {answer.area_code} from telemarketing.donotcall.gov and import it."


def _aged(case: Case, answer: NationalList, copy_of: date, inputs: dict[str, Any]) -> Ruling:
    today = case.question.at.astimezone(UTC).date()
    most, age = case.book.max_age("national_list", today).days, (today - copy_of).days
    stale = copy_until(case, copy_of, most)
    if stale is None:
        said = f"is {age} days old" if age > 0 else "bears a day that is yet to come"
        reason = f"Cannot know: the national list for {answer.area_code} {said}. {_cure(answer)}"
        return Ruling(finding(FindingKind.UNKNOWN, reason, inputs))
    opened = _opened(case) if answer.answer is ListAnswer.LISTED else None
    ends = min(stale, opened.not_after) if opened and opened.not_after else stale
    return Ruling(_said(answer, age, opened, inputs), not_after=ends)


def _said(answer: NationalList, age: int, opened: Opened | None, inputs: dict[str, Any]) -> Finding:
    copy = f"our copy for {answer.area_code} is {age} day{'' if age == 1 else 's'} old"
    if answer.answer is ListAnswer.CLEAR:
        reason = f"The number is not on the national list ({copy})."
    elif opened:
        reason = f"The number is on the national list ({copy}); {opened.words} opens it."
    else:
        return finding(FindingKind.DENY, f"The number is on the national list ({copy}).", inputs)
    return finding(FindingKind.ALLOW, reason, inputs)


def _opened(case: Case) -> Opened | None:
    """An agreement goes before a tie, for it opens more."""
    agreed = agreements.covering(case, ConsentTier.WRITTEN)
    if agreed:
        day = agreed.given_at.date().isoformat()
        return Opened(f"the signed agreement of {day}", agreed.until)
    return opening_tie(case)


def _shown(answer: NationalList) -> dict[str, str | None]:
    day = answer.as_of.isoformat() if answer.as_of else None
    return {"area_code": answer.area_code, "answer": answer.answer.value, "copy_of": day}
