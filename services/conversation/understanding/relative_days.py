"""Days named by their distance: "tomorrow", "in two weeks", "next Friday", "end of the month"."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from services.conversation.understanding import calendar_words as days
from services.conversation.understanding.calendar_words import Calendar
from services.conversation.understanding.symbols import Grammar, Symbols

Resolve = Callable[[re.Match[str], Calendar], tuple[date | None, int]]
SURE, WEEKDAY, NEXT, DISPUTED, MEANT = 95, 90, 88, 70, 60
UNITS = {"d": "d", "w": "w", "m": "m", "y": "y", "s": "w", "a": "y"}  # first letters, Spanish too


def relative_days(line: Symbols, calendar: Calendar) -> Iterator[tuple[re.Match[str], date, int]]:
    for grammar, resolve in GRAMMARS[calendar.language]:
        for match in line.find(grammar):
            day, confidence = resolve(match, calendar)
            if day is not None:
                yield match, day, confidence


def _by_days(count: int, confidence: int = SURE) -> Resolve:
    return lambda match, calendar: (days.shifted(calendar.today, count, "d"), confidence)


def _counted(match: re.Match[str], calendar: Calendar) -> tuple[date | None, int]:
    """A number of days, weeks, months or years from today, tomorrow or a weekday, or ago."""
    found = match.groupdict()
    count = int(found["n"]) if found.get("n") else 2 if found.get("couple") else 1
    unit = UNITS[match["unit"][0]]
    start = calendar.today
    if found.get("weekday"):
        start = days.coming(start, int(found["weekday"]))
    elif found.get("tomorrow"):
        start = days.shifted(start, 1, "d") or start
    return days.shifted(start, -count if found.get("ago") else count, unit), SURE


def _weekday(match: re.Match[str], calendar: Calendar) -> tuple[date | None, int]:
    if calendar.past:
        return days.gone(calendar.today, int(match["w"])), WEEKDAY
    return days.coming(calendar.today, int(match["w"])), WEEKDAY


def _last_weekday(match: re.Match[str], calendar: Calendar) -> tuple[date | None, int]:
    return days.gone(calendar.today, int(match["w"])), SURE


def _next_weekday(match: re.Match[str], calendar: Calendar) -> tuple[date | None, int]:
    """Friday of next week; less sure where this week's Friday is still to come."""
    weekday = int(match["w"])
    found = days.next_week(calendar.today, weekday)
    same = found == days.coming(calendar.today, weekday)
    return found, NEXT + 4 if same else DISPUTED


def _of_next_week(match: re.Match[str], calendar: Calendar) -> tuple[date | None, int]:
    return days.next_week(calendar.today, int(match["w"])), SURE


def _month_end(match: re.Match[str], calendar: Calendar) -> tuple[date | None, int]:
    later = match.groupdict().get("next")
    base = days.shifted(calendar.today.replace(day=1), 1 if later else 0, "m")
    return (days.end_of_month(base) if base else None), NEXT


COUNT = r"(?:n(?P<n>\d{1,3})|an?|(?P<couple>(?:a )?couple(?: of)?))"
UNIT = r"(?P<unit>days?|weeks?|months?|years?)"
UNIDAD = r"(?P<unit>dias?|semanas?|mes|meses|anos?)"
CUANTO = r"(?:n(?P<n>\d{1,3})|(?P<couple>un par de))"
ENGLISH: list[tuple[Grammar, Resolve]] = [
    (Grammar(r"today|tonight|this (?:morning|afternoon|evening)"), _by_days(0)),
    (Grammar(r"right now|now|immediately|right away"), _by_days(0, MEANT)),
    (Grammar(r"(?:the )?day after tomorrow"), _by_days(2, SURE + 1)),
    (Grammar(r"(?:the )?day before yesterday"), _by_days(-2, SURE + 1)),
    (Grammar(r"tomorrow"), _by_days(1)),
    (Grammar(r"yesterday|last night"), _by_days(-1)),
    (Grammar(rf"in (?:about |like |maybe )?{COUNT} {UNIT}(?: time)?"), _counted),
    (Grammar(rf"{COUNT} {UNIT} (?:from|after) (?:(?:now|today)|(?P<tomorrow>tomorrow)"
             r"|(?:this )?w(?P<weekday>\d))"), _counted),
    (Grammar(rf"{COUNT} {UNIT} (?P<ago>ago|back)"), _counted),
    (Grammar(r"(?<!next )(?<!last )(?:on |this |by |coming ){0,2}w(?P<w>\d)"
             r"(?! (?:of )?next)(?! [no]\d)"), _weekday),
    (Grammar(r"last w(?P<w>\d)"), _last_weekday),
    (Grammar(r"next w(?P<w>\d)"), _next_weekday),
    (Grammar(r"w(?P<w>\d) (?:of )?next week"), _of_next_week),
    (Grammar(r"next week (?:on )?w(?P<w>\d)"), _of_next_week),
    (Grammar(r"(?:the )?(?:end|last day|last) of (?:(?P<next>next)|the|this) month"), _month_end),
]  # fmt: skip
SPANISH: list[tuple[Grammar, Resolve]] = [
    (Grammar(r"hoy|esta (?:manana|tarde|noche)"), _by_days(0, SURE + 1)),
    (Grammar(r"ahora(?: mismo)?|ya mismo|de inmediato"), _by_days(0, MEANT)),
    (Grammar(r"pasado manana"), _by_days(2, SURE + 1)),
    (Grammar(r"antier|anteayer|antes de ayer"), _by_days(-2, SURE + 1)),
    (Grammar(r"(?<!\bla )(?<!\besta )(?<!\bpasado )manana"), _by_days(1)),
    (Grammar(r"ayer|anoche"), _by_days(-1)),
    (Grammar(rf"(?:en|dentro de) (?:como )?{CUANTO} {UNIDAD}"), _counted),
    (Grammar(rf"(?P<ago>hace) {CUANTO} {UNIDAD}"), _counted),
    (Grammar(r"(?<!proximo )(?:el |este )?w(?P<w>\d)"
             r"(?! (?:proximo|pasado|que viene|de la|[no]\d))"), _weekday),
    (Grammar(r"(?:el )?w(?P<w>\d) pasado"), _last_weekday),
    (Grammar(r"(?:el )?pasado w(?P<w>\d)"), _last_weekday),
    (Grammar(r"(?:el )?proximo w(?P<w>\d)"), _next_weekday),
    (Grammar(r"(?:el )?w(?P<w>\d) (?:proximo|que viene)"), _next_weekday),
    (Grammar(r"(?:el )?w(?P<w>\d) de (?:la )?(?:proxima semana|semana que viene)"), _of_next_week),
    (Grammar(r"(?:el )?(?:fin|final|finales|ultimo dia) del? (?P<next>proximo )?(?:este )?mes"),
     _month_end),
]  # fmt: skip
GRAMMARS = {"en": ENGLISH, "es": SPANISH}
