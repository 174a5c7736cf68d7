"""How bad from 0 to 10."""

import re
from collections.abc import Iterator

from services.conversation.understanding.expected import Value, surest
from services.conversation.understanding.symbols import Grammar, Symbols, symbols

SURE, LIKELY, ROUGH = 95, 85, 70
COUNTED = r"(?:n\d|days?|weeks?|hours?|dias?|dollars?|dolares?)"
SCALE = (
    (Grammar(r"n(?P<n>10|\d) (?:(?:out of|of|over|de|sobre) )?n10"), SURE),
    (Grammar(r"(?:n(?P<low>10|\d) (?:or|to|o|a) )n(?P<n>10|\d)"), ROUGH),
    (Grammar(rf"(?<!n10 )(?<!n\d )n(?P<n>10|\d)(?! {COUNTED})"), LIKELY),
    (Grammar(r"(?P<none>no pain|none|nothing|does not hurt|nada|no me duele|sin dolor)"), LIKELY),
    (Grammar(r"(?P<most>the worst(?: pain)?|worst|unbearable|lo peor|insoportable)"), ROUGH),
)  # fmt: skip


def read_scale(text: str, *, language: str) -> Value | None:
    """`0` to `10`."""
    line = symbols(text, language)
    return surest(_rated(line))


def _rated(line: Symbols) -> Iterator[Value]:
    for grammar, confidence in SCALE:
        for match in line.find(grammar):
            yield line.value(match, _rate(match), confidence)


def _rate(match: re.Match[str]) -> str:
    found = match.groupdict()
    return "0" if found.get("none") else "10" if found.get("most") else match["n"]
