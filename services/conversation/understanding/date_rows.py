"""Dates in numbers alone: "11/3/1980", "eleven three eighty", "1980-11-03", "oh three one four"."""

from datetime import date

from services.conversation.understanding.calendar_words import Calendar, day_of_year, made_day
from services.conversation.understanding.symbols import Grammar

ROW = Grammar(r"n\d+(?: n\d+)*")
LONG_YEAR, SHORT_YEAR, UNLIKELY = 95, 85, 60
MOST_PARTS = 8


def row_of(row: str, calendar: Calendar, *, sloped: bool) -> tuple[date | None, int]:
    """The date of a whole row of numbers and how sure it is. `sloped`: written with `/`, so that
    two numbers are a day of a year to come."""
    parts = [part[1:] for part in row.split()]
    if len(parts) > MOST_PARTS or sum(map(len, parts)) > MOST_PARTS:
        return None, 0
    if sloped and len(parts) == 2 and not calendar.past:
        return day_of_year(calendar.today, int(parts[0]), int(parts[1])), LONG_YEAR
    fields = _fields(parts)
    if len(fields) != 3:
        fields = _cut("".join(parts))
    day = _ordered(fields, calendar) if len(fields) == 3 else None
    if max(map(len, fields), default=0) == 4:
        return day, LONG_YEAR
    return day, SHORT_YEAR if calendar.past else UNLIKELY


def _fields(parts: list[str]) -> list[str]:
    """`0 3` is 03; `19 80` behind month and day is a year."""
    made: list[str] = []
    for part in parts:
        after_zero = bool(made) and made[-1] == "0" and len(part) == 1
        after_century = len(made) == 3 and made[-1] in ("19", "20") and len(part) == 2
        if after_zero or after_century:
            made[-1] += part
        elif len(made) == 4 and made[2] in ("19", "20") and made[3] == "0" and len(part) == 1:
            made[3] += part
        else:
            made.append(part)
    if len(made) == 4 and made[2] in ("19", "20") and len(made[3]) == 2:
        made[2:] = [made[2] + made[3]]
    return made


def _cut(digits: str) -> list[str]:
    if (
        len(digits) == 8
        and digits[:2] in ("19", "20")
        and int(digits[4:6]) <= 12 < int(digits[2:4])
    ):
        return [digits[:4], digits[4:6], digits[6:]]
    return [digits[:2], digits[2:4], digits[4:]] if len(digits) in (6, 8) else []


def _ordered(fields: list[str], calendar: Calendar) -> date | None:
    """Month before day, in Spanish behind it; the other way round where only that exists."""
    if len(fields[0]) == 4:
        year, first, second = fields[0], fields[1], fields[2]
    else:
        first, second, year = fields
    if max(len(first), len(second)) > 2 or len(year) not in (2, 4):
        return None
    read = calendar.year_of(year)
    if read is None:
        return None
    month, day = int(first), int(second)
    if calendar.language == "es" and len(fields[0]) != 4:
        month, day = day, month
    return made_day(read, month, day) or made_day(read, day, month)
