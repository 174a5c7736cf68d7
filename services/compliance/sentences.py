"""Every row of the rulebook, and the rule of each as an agent is told it.

A row whose terms say the rule gets its sentence from them; any other holds its own.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from services.compliance.book import FEDERAL, UNREAD_ROW, current
from services.compliance.clock import DAY_S
from services.compliance.debt_law import debt_caps
from services.compliance.law import AgeRow, BanRow, CapRow, DisclosureRow, HoursRow, Row, Span
from services.compliance.law_states import (
    DutyRow,
    RecordingConsent,
    RecordingRow,
    RegistrationRow,
    StateListRow,
)
from services.compliance.register import code_rules
from services.compliance.speech import clock_time
from services.compliance.state_law import state_law
from services.compliance.ways import Ways, said

HOUR_S = 3_600
RECORDED = {
    RecordingConsent.ALL: "has all parties know of a recording",
    RecordingConsent.ONE: "lets one party record a call",
    RecordingConsent.UNCLEAR: "is unclear on recordings: all parties are told",
}

FACTS = {
    "litigator": "litigators",
    "national_list": "the national list",
    "lead": "a lead",
    "line": "what a line is",
    "verified_place": "a verified address, for the clock it stands for,",
    "stated_location": "where a person said to be",
    "protected_line": "protected lines",
    "emergencies": "emergencies",
    "proclaimed": "proclaimed holidays",
    "redemption": "the day until which a tax lien is redeemed",
}


def whole_book() -> Iterator[Row]:
    """The rows of rules, in no order: several of one rule where it changes with time."""
    book, law = current(), state_law()
    yield from (row for held in book.hours.values() for hours in held for row in hours.rows)
    yield from (*book.caps, *book.bans, *book.disclosures, *book.ages, *code_rules().values())
    yield from (row for rows in debt_caps().values() for row in rows)
    tables = (
        law.registrations, law.lists, law.emergencies, law.duties, law.recording, law.area_codes,
        law.caller_ids, law.opt_outs,
    )  # fmt: skip
    for table in tables:
        yield from (row for rows in table.by_state.values() for row in rows)


def sentence_of(row: Row) -> str:
    """One sentence or two; never empty."""
    if row.sentence:
        return row.sentence if row.sentence.endswith((".", "?", '"')) else f"{row.sentence}."
    tell = TELL.get(type(row))
    return tell(row, place_of(row.state)) if tell else row.rule


def place_of(state: str) -> str:
    """A jurisdiction as it is said at the beginning of a sentence."""
    if state == UNREAD_ROW:
        return "A state that nobody has read"
    return "Federal law" if state == FEDERAL else current().states[state].name


def _hours(row: HoursRow, place: str) -> str:
    if row.week is None:
        return f"{place} adds no hours of its own to the federal ones."
    weekdays, saturday, sunday = (row.week[day] for day in (0, 5, 6))
    if weekdays == saturday == sunday:
        told = f"{place} allows calls {_span(weekdays)} every day"
    else:
        told = f"{place} allows calls {_span(weekdays)} Monday to Friday"
        told += f", {_span(saturday)} on Saturday, {_span(sunday)} on Sunday"
    holidays = f", {_span(row.on_holidays)} on its holidays" if row.calendar else ""
    return f"{told}{holidays}{_unless(row.open_if)}."


def _span(span: Span | None) -> str:
    return f"{clock_time(span[0])} to {clock_time(span[1])}" if span else "none"


def _cap(row: CapRow, place: str) -> str:
    span = f"{row.seconds // DAY_S} days" if row.seconds > DAY_S else f"{row.seconds // HOUR_S} h"
    return f"{place} allows {row.most} attempt{'s' * (row.most > 1)} to a person in {span}."


def _ban(row: BanRow, place: str) -> str:
    return f"{place} forbids {row.words}{_unless(row.open_if)}."


def _disclosure(row: DisclosureRow, place: str) -> str:
    return f"{row.words[0].upper()}{row.words[1:]}."


def _registration(row: RegistrationRow, place: str) -> str:
    of_whom = f" of {row.condition}" if row.condition else ""
    return f"{place} asks for {row.words}{of_whom}{_unless(row.open_if)}."


def _list(row: StateListRow, place: str) -> str:
    return (
        f"A number on {place}'s own do-not-call list is not called to sell{_unless(row.open_if)}."
    )


def _duty(row: DutyRow, place: str) -> str:
    return f"{place}: {row.told}"


def _recording(row: RecordingRow, place: str) -> str:
    listed = row.consent is RecordingConsent.ONE and row.law["mark"] == "U"
    unread = " as far as is listed; its law is unread, so all parties are told" if listed else ""
    return f"{place} {RECORDED[row.consent]}{unread}."


def _age(row: AgeRow, place: str) -> str:
    hours = int(row.age.total_seconds()) // HOUR_S
    span = f"{hours // 24} days" if hours > 24 else f"{hours} hours"
    return f"What is known of {FACTS[row.fact]} is at most {span} old."


def _unless(ways: Ways) -> str:
    return f", unless there is {said(ways)}" if ways else ""


TELL: Mapping[type[Row], Callable[[Any, str], str]] = {
    HoursRow: _hours,
    CapRow: _cap,
    AgeRow: _age,
    BanRow: _ban,
    DisclosureRow: _disclosure,
    RegistrationRow: _registration,
    StateListRow: _list,
    DutyRow: _duty,
    RecordingRow: _recording,
}
