"""How long, as `P3D`, `P2W`, `P6M`, `P1Y`, `PT30M` (ISO 8601)."""

from collections.abc import Iterator
from datetime import date, timedelta

from services.conversation.understanding.calendar_words import Calendar
from services.conversation.understanding.expected import Value, surest
from services.conversation.understanding.relative_days import relative_days
from services.conversation.understanding.symbols import Grammar, Symbols, symbols

SURE, LIKELY, ROUGH = 95, 85, 70
UNITS = {
    "minute": "TM", "minuto": "TM", "hour": "TH", "hora": "TH", "day": "D", "dia": "D",
    "night": "D", "noche": "D", "week": "W", "semana": "W", "month": "M", "mes": "M",
    "year": "Y", "ano": "Y",
}  # fmt: skip
UNIT = (
    r"(?P<unit>minute|minuto|hour|hora|day|dia|night|noche|week|semana|month|mes|year|ano)(?:s|es)?"
)
COUNT = (
    r"(?:n(?P<n>\d{1,4})|(?P<couple>(?:a )?couple(?: of)?|un par de)|(?P<few>(?:a )?few|unos|unas)"
    r"|(?P<half>half an?|medio|media)|an?)"
)
GRAMMARS = (
    (Grammar(rf"(?:n(?P<low>\d{{1,4}}) (?:to|or|o|a|or maybe) )n(?P<n>\d{{1,4}}) {UNIT}"), ROUGH),
    (Grammar(rf"{COUNT} {UNIT}(?P<more> and a half| y medi[oa])?"), SURE),
    (Grammar(r"(?P<now>right away|asap|as soon as possible|immediately|lo antes posible|ya mismo"
             r"|cuanto antes|right now)"), LIKELY),
)  # fmt: skip
SINCE = {"en": "since ", "es": "desde "}


def read_duration(text: str, *, language: str, today: date) -> Value | None:
    line = symbols(text, language)
    return surest([*_counted(line), *_since(line, language, today)])


def _counted(line: Symbols) -> Iterator[Value]:
    for grammar, confidence in GRAMMARS:
        for match in line.find(grammar):
            found = match.groupdict()
            if found.get("now"):
                yield line.value(match, "P0D", confidence)
                continue
            count, sure = _count(found)
            value = _in_minutes(count, found) or _written(count, UNITS[match["unit"]])
            yield line.value(match, value, min(confidence, sure))


def _count(found: dict[str, str | None]) -> tuple[int, int]:
    if found.get("n"):
        return int(found["n"] or 0), SURE
    if found.get("couple"):
        return 2, LIKELY
    return (3, ROUGH) if found.get("few") else (1, SURE)


def _in_minutes(count: int, found: dict[str, str | None]) -> str:
    """Half hours and years in the smaller unit; other halves are left to the whole."""
    smaller = {"hour": ("TM", 30), "hora": ("TM", 30), "year": ("M", 6), "ano": ("M", 6)}
    unit, half = smaller.get(found["unit"] or "", ("", 0))
    if unit and found.get("half"):
        return _written(half, unit)
    return _written(count * half * 2 + half, unit) if unit and found.get("more") else ""


def _written(count: int, unit: str) -> str:
    return f"PT{count}{unit[1]}" if unit.startswith("T") else f"P{count}{unit}"


def _since(line: Symbols, language: str, today: date) -> Iterator[Value]:
    for match, day, confidence in relative_days(line, Calendar(today, True, language)):
        begins = line.line.rfind(SINCE[language], 0, match.start())
        if begins >= 0 and day <= today:
            first = line.words_at(begins, begins + 1)[0]
            quote = line.said.quote(first, line.words_of(match)[1])
            yield Value(f"P{(today - day) // timedelta(days=1)}D", quote, confidence)
