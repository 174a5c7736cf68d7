"""The National Do Not Call Registry, from a copy that is young enough."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from services.compliance.case import Case, Ruling
from services.compliance.facts import ListAnswer, NationalList
from services.compliance.model import Finding, FindingKind, Purpose
from services.compliance.numbering import Kind
from services.compliance.register import rule_of

finding = rule_of("FED-DNC-NATIONAL")


def national_list(case: Case) -> Iterator[Ruling]:
    fact = case.facts.national_list
    inputs = case.known("national_list", fact, _shown)
    if case.question.purpose is not Purpose.TELEMARKETING:
        reason = "The national list binds telephone solicitations; this call sells nothing."
        yield Ruling(finding(FindingKind.NOT_APPLICABLE, reason, inputs))
    elif case.area is None or case.area.kind is not Kind.US:
        reason = "The national list is of the United States; this is no number there."
        yield Ruling(finding(FindingKind.NOT_APPLICABLE, reason, inputs))
    elif fact.value is None or fact.value.area_code != case.code:
        reason = f"Cannot know: the national list for {case.code} was not asked."
        yield Ruling(finding(FindingKind.UNKNOWN, reason, inputs))
    elif fact.value.answer in (ListAnswer.NO_COPY, ListAnswer.UNREADABLE) or not fact.value.as_of:
        yield Ruling(finding(FindingKind.UNKNOWN, _missing(fact.value), inputs))
    else:
        yield _aged(case, fact.value, fact.value.as_of, inputs)


def _missing(answer: NationalList) -> str:
    what = "cannot be read" if answer.answer is ListAnswer.UNREADABLE else "is not here"
    return f"Cannot know: the national list for {answer.area_code} {what}. {_cure(answer)}"


def _cure(answer: NationalList) -> str:
    return f"Fetch area code {answer.area_code} from telemarketing.donotcall.gov and import it."


def _aged(case: Case, answer: NationalList, copy_of: date, inputs: dict[str, Any]) -> Ruling:
    today = case.question.at.astimezone(UTC).date()
    most, age = case.book.max_age("national_list", today).days, (today - copy_of).days
    if not 0 <= age <= most:
        said = f"is {age} days old" if age > 0 else "bears a day that is yet to come"
        reason = f"Cannot know: the national list for {answer.area_code} {said}. {_cure(answer)}"
        return Ruling(finding(FindingKind.UNKNOWN, reason, inputs))
    stale = copy_of + timedelta(days=most + 1)
    return Ruling(_said(answer, age, inputs), not_after=datetime.combine(stale, time(), UTC))


def _said(answer: NationalList, age: int, inputs: dict[str, Any]) -> Finding:
    copy = f"our copy for {answer.area_code} is {age} day{'' if age == 1 else 's'} old"
    if answer.answer is ListAnswer.LISTED:
        return finding(FindingKind.DENY, f"The number is on the national list ({copy}).", inputs)
    return finding(FindingKind.ALLOW, f"The number is not on the national list ({copy}).", inputs)


def _shown(answer: NationalList) -> dict[str, str | None]:
    day = answer.as_of.isoformat() if answer.as_of else None
    return {"area_code": answer.area_code, "answer": answer.answer.value, "copy_of": day}
