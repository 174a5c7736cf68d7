"""Amounts of money as people say and write them, in cents."""

import re
from collections.abc import Iterator

from services.conversation.understanding.expected import Value, surest
from services.conversation.understanding.symbols import Grammar, Symbols, symbols

SURE, LIKELY, BARE, UNSURE = 98, 85, 75, 60
WRITTEN = re.compile(
    r"(?<![\d.,/:-])(?P<sign>\$ ?)?(?P<whole>\d{1,3}(?:,\d{3}){1,4}|\d{1,12})"
    r"(?:\.(?P<part>\d{1,6}))?(?![\d/:%-]|\.\d|,\d{3}|st\b|nd\b|rd\b|th\b)"
    r"(?: ?(?P<scale>k|thousand|grand|million|mil|millones|millon|mill[oó]n)\b)?"
    r"(?P<unit> ?(?:dollars?|bucks|usd|d[oó]lares|d[oó]lar)\b)?"
    r"(?:,? (?:and|con|y) (?P<cents>\d\d?) (?:cents?|centavos)\b)?",
    re.IGNORECASE,
)
SCALES = {
    "k": 3,
    "thousand": 3,
    "grand": 3,
    "mil": 3,
    "million": 6,
    "millon": 6,
    "millón": 6,
    "millones": 6,
}
UNIT = r"(?:dollars?|bucks?|usd|dolares|dolar)"
CENTS = r"(?:cents?|centavos)"
AMOUNT = r"n(?P<a>\d+)(?: n(?P<b>\d\d))?(?: n(?P<c>\d\d))?"
NOT_MONEY = (
    r"(?! (?:percent|por ciento|days?|weeks?|months?|years?|hours?|minutes?|dias?|semanas?|mes"
    r"|meses|anos?|am|pm|a m|p m|o clock|(?:of |de )?m\d+|people|n\d+|payments|pagos|times)(?!\S))"
)
SPOKEN = (
    (Grammar(rf"{AMOUNT} {UNIT}(?: (?:and|con|y|with))? n(?P<cents>\d\d?)(?: {CENTS})?"), SURE),
    (Grammar(rf"{AMOUNT} {UNIT}"), SURE - 1),
    (Grammar(rf"n(?P<only>\d\d?) {CENTS}"), SURE - 2),
    (Grammar(rf"(?P<one>a|un) (?:dollar|dolar)(?: (?:and |con )?n(?P<cents>\d\d?)(?: {CENTS})?)?"),
     LIKELY),
    (Grammar(r"n(?P<a>\d+) (?:point|punto) n(?P<tenths>\d)0{6}"), LIKELY),
    (Grammar(r"(?P<half>half n1000000|medio millon)"), LIKELY),
    (Grammar(rf"n(?P<a>\d+) (?:con|and|y) n(?P<cents>\d\d)(?: {CENTS})?{NOT_MONEY}"), BARE),
    (Grammar(rf"(?<!m\d )(?<!m\d\d )(?<!n\d )(?<!n\d\d ){AMOUNT}{NOT_MONEY}"), BARE),
)  # fmt: skip


def read_money(text: str, *, language: str) -> Value | None:
    """Cents, as text: `12550`."""
    line = symbols(text, language)
    return surest([*_written(text), *_spoken(line)])


def _written(text: str) -> Iterator[Value]:
    for match in WRITTEN.finditer(text):
        marks = [mark for mark in ("sign", "unit", "scale", "cents", "part") if match[mark]]
        cents = _cents(match)
        if cents is not None and (marks or "," in match["whole"]):
            confidence = SURE if match["sign"] or match["cents"] else SURE - 1 if marks else LIKELY
            yield Value(str(cents), match.group().strip(), confidence)


def _cents(match: re.Match[str]) -> int | None:
    """None where the decimals are no cents and no part of a million."""
    places = 2 + SCALES.get((match["scale"] or "").lower(), 0)
    part = match["part"] or ""
    if len(part) > places:
        return None
    whole = int(match["whole"].replace(",", ""))
    return int(whole * 10**places + int(part.ljust(places, "0") or 0) + int(match["cents"] or 0))


def _spoken(line: Symbols) -> Iterator[Value]:
    for grammar, confidence in SPOKEN:
        for match in line.find(grammar):
            cents, sure = _counted(match)
            if cents is not None:
                yield line.value(match, str(cents), min(confidence, sure))


def _counted(match: re.Match[str]) -> tuple[int | None, int]:
    found = match.groupdict()
    small = int(found.get("cents") or 0)
    if found.get("half"):
        return 50_000_000, SURE
    if found.get("only"):
        return int(found["only"]), SURE
    if found.get("one"):
        return 100 + small, SURE
    if len(found["a"]) > 12:
        return None, 0
    if found.get("tenths"):
        return (int(found["a"]) * 10 + int(found["tenths"])) * 10_000_000, SURE
    cents, sure = _row(int(found["a"]), found.get("b"), found.get("c"))
    return (None if cents is None else cents + small), sure


def _row(first: int, second: str | None, third: str | None) -> tuple[int | None, int]:
    """ "one twenty five" is 125, "one twenty five fifty" 125.50; so is "one hundred twenty five
    fifty"; of "twelve fifty" nobody can be sure."""
    if second is None:
        return first * 100, SURE
    if third is not None:
        return ((first * 100 + int(second)) * 100 + int(third), LIKELY) if first < 10 else (None, 0)
    if first < 10:
        return (first * 100 + int(second)) * 100, SURE
    return first * 100 + int(second), LIKELY if first >= 100 else UNSURE
