"""Dates as people say and write them."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from services.conversation.understanding.calendar_words import (
    Calendar,
    day_of_month,
    day_of_year,
    made_day,
    shifted,
)
from services.conversation.understanding.date_rows import ROW, row_of
from services.conversation.understanding.expected import Value, surest
from services.conversation.understanding.relative_days import relative_days
from services.conversation.understanding.symbols import Grammar, Symbols, symbols

FULL, NO_YEAR, SHORT_YEAR, BY_DAY, BARE_DAY, ODD = 98, 95, 85, 90, 60, 50
YEAR = (
    r"(?P<y>n(?:19|20)\d\d|n2100|n(?:19|20) n0 n\d|n(?:19|20) n\d\d|n\d\d(?! (?:am|pm|a m|p m|o)))"
)
DAY = r"[no](?P<d>[0-3]?\d)"
MONTH = r"m(?P<m>\d+)"
OF = r"(?:(?:of|in|de|del|the|el|year|ano) ){0,3}"
WEEKDAY = r"(?:w(?P<w>\d) )?"
NAMED = (
    Grammar(rf"{WEEKDAY}(?:the )?{MONTH} (?:the )?{DAY}(?: {OF}{YEAR})?"),
    Grammar(
        rf"{WEEKDAY}(?:(?:the|el|dia) ){{0,2}}{DAY} (?:day )?(?:of |de )?{MONTH}(?: {OF}{YEAR})?"
    ),
)
NO_DAY = (
    "one|option|choice|time|thing|offer|slot|vez|opcion|floor|grade|am|pm|a m|p m|o clock|dollars|"
    "dolares|bucks|percent|cents|days?|weeks?|months?|years?|hours?|minutes?|dias?|semanas?|mes|"
    "meses|anos?|horas?|minutos?|of (?!next|this|the month|each|every)|"
    r"and n\d+|[no]\d+|m\d+|street|avenue"
)
NUMBERED = Grammar(
    rf"{WEEKDAY}(?P<article>(?:(?:the|el|dia) ){{1,2}})?[no](?P<d>[0-3]?\d)(?! (?:{NO_DAY})(?!\S))"
    r"(?: (?:of|de|del) (?:(?P<next>next|proximo)|this|the|each|every|este)? ?(?:month|mes)"
    r"(?P<coming> que viene)?)?"
)


class Dated(NamedTuple):
    """`day` as text, said by words `first` up to, not including, `behind`."""

    day: str
    first: int
    behind: int
    confidence: int


def read_date(text: str, *, language: str, today: date, past: bool = False) -> Value | None:
    """`2026-11-24`. Without a year: the nearest such day from today on; for the past the year must
    be said, unless the day is named by its distance ("yesterday")."""
    return surest(dates(symbols(text, language), Calendar(today, past, language)))


def dates(line: Symbols, calendar: Calendar) -> Iterator[Value]:
    """Every date that the utterance can be read to hold."""
    for day, first, behind, confidence in spelled_dates(line, calendar):
        yield Value(day, line.said.quote(first, behind), confidence)
    for match in line.find(NUMBERED):
        found, confidence = _numbered(line, match, calendar)
        if found and not calendar.past:
            yield line.value(match, found.isoformat(), _fitting(match, found, confidence))
    for match, found, confidence in relative_days(line, calendar):
        yield line.value(match, found.isoformat(), confidence)


def spelled_dates(line: Symbols, calendar: Calendar) -> Iterator[Dated]:
    """Dates with day and month, in words or in numbers."""
    for grammar in NAMED:
        for match in line.find(grammar):
            yield from _dated(line, match, _named(match, calendar))
    for match in line.find(ROW):
        first, behind = line.words_of(match)
        sloped = "/" in line.said.quote(first, min(behind, first + 2))
        yield from _dated(line, match, row_of(match.group(), calendar, sloped=sloped))


def _dated(line: Symbols, match: re.Match[str], found: tuple[date | None, int]) -> Iterator[Dated]:
    day, confidence = found
    if day is not None:
        yield Dated(day.isoformat(), *line.words_of(match), _fitting(match, day, confidence))


def _fitting(match: re.Match[str], day: date, confidence: int) -> int:
    """Half as sure where the weekday that was said is another."""
    weekday = match.groupdict().get("w")
    return ODD if weekday and int(weekday) != day.weekday() else confidence


def _named(match: re.Match[str], calendar: Calendar) -> tuple[date | None, int]:
    month, day = int(match["m"]), int(match["d"])
    digits = (match["y"] or "").replace("n", "").replace(" ", "")
    year = calendar.year_of(digits) if digits else None
    if year is not None:
        return made_day(year, month, day), FULL if len(digits) == 4 else SHORT_YEAR
    if calendar.past:
        return None, 0
    return day_of_year(calendar.today, month, day), NO_YEAR


def _numbered(line: Symbols, match: re.Match[str], calendar: Calendar) -> tuple[date | None, int]:
    """A day without its month: "the fifteenth", "Friday the fifteenth", "the 1st of next month"."""
    day = int(match["d"])
    marked = match["article"] or match["w"] or " o" in f" {match.group()}"
    if not marked and match.group() != line.line:
        return None, 0
    if match["next"] or match["coming"]:
        month = shifted(calendar.today.replace(day=1), 1, "m")
        return (made_day(month.year, month.month, day) if month else None), BY_DAY
    found = day_of_month(calendar.today, day)
    return found, BY_DAY if match["article"] or match["w"] else BARE_DAY
