"""Times of day as people say and write them."""

import re
from collections.abc import Callable, Iterator

from services.conversation.understanding.expected import Value, surest
from services.conversation.understanding.symbols import Grammar, Symbols, symbols

Read = Callable[[re.Match[str]], tuple[int, int] | None]  # hour, minute
SURE, GUESSED, FROM_DIGITS = 97, 75, 60  # GUESSED: morning or afternoon by what offices do
OPENS_AT = 7  # an hour from 7 on is meant in the morning, an earlier one in the afternoon
HOUR = r"n(?P<h>[0-2]?\d)"
MINUTE = r"n(?P<min>[0-5]\d|0 n\d)"
HALF = (
    r"(?P<half>am|pm|a m|p m|(?:in the |this |of the )?(?:morning|afternoon|evening)|at night"
    r"|tonight|(?:de|por|en) la (?:manana|tarde|noche|madrugada)|de la madrugada)"
)
BEFORE_NOON = ("am", "a m", "morning", "manana", "madrugada")
NIGHT = ("night", "noche")
NOT_TIMES = (
    r"(?! (?:dollars|bucks|percent|days?|weeks?|months?|years?|hours?|minutes?|dolares|dias?"
    r"|semanas?|mes|meses|anos?|horas?|minutos?|people|of|de m\d+|n\d+|street)(?!\S))"
)


def read_time(text: str, *, language: str) -> Value | None:
    """`14:30`. Without morning or afternoon the hour is the one that offices mean."""
    return surest(times(symbols(text, language), language))


def times(line: Symbols, language: str) -> Iterator[Value]:
    for grammar, confidence in GRAMMARS[language]:
        for match in line.find(grammar):
            if (found := _clock(match)) is not None:
                yield line.value(match, f"{found[0]:02}:{found[1]:02}", _sure(match, confidence))


def _sure(match: re.Match[str], confidence: int) -> int:
    found = match.groupdict()
    hour = found.get("h") or ""
    said = found.get("half") or found.get("fixed") or len(hour) == 2 and not "10" <= hour <= "12"
    return confidence if said else min(confidence, GUESSED)


def _clock(match: re.Match[str]) -> tuple[int, int] | None:
    found = match.groupdict()
    if fixed := found.get("fixed"):
        return (0, 0) if fixed in ("midnight", "medianoche", "media noche") else (12, 0)
    hour = _hour(found["h"], found.get("half") or "")
    minute = _minute(found)
    if hour is None:
        return None
    total = (hour * 60 - minute if found.get("before") else hour * 60 + minute) % (24 * 60)
    return divmod(total, 60)


def _minute(found: dict[str, str | None]) -> int:
    if found.get("quarter"):
        return 15
    if found.get("halfway"):
        return 30
    return int((found.get("min") or "0").replace(" n", ""))


def _hour(said: str, half: str) -> int | None:
    hour = int(said)
    if hour > 23:
        return None
    if hour > 12 or (len(said) == 2 and said[0] == "0" and not half):
        return hour
    if half.endswith(BEFORE_NOON):
        return hour % 12
    if half:
        return hour % 12 if half.endswith(NIGHT) and hour == 12 else hour % 12 + 12
    return hour % 12 + (0 if OPENS_AT <= hour < 12 else 12) if hour else 0


ENGLISH = [
    (Grammar(rf"{HOUR}(?: {MINUTE})?(?: o clock)? {HALF}"), SURE),
    (Grammar(rf"{HOUR} {MINUTE}{NOT_TIMES}"), SURE),
    (Grammar(rf"(?P<halfway>half) (?:past|after) {HOUR}(?: {HALF})?"), SURE),
    (Grammar(rf"(?:a )?(?P<quarter>quarter) (?:past|after) {HOUR}(?: {HALF})?"), SURE),
    (Grammar(rf"(?:a )?(?P<quarter>quarter) (?P<before>to|of|till) {HOUR}(?: {HALF})?"), SURE),
    (Grammar(rf"n(?P<min>[0-5]?\d) (?:minutes )?(?:past|after) {HOUR}(?: {HALF})?"), SURE),
    (Grammar(rf"n(?P<min>[0-5]?\d) (?:minutes )?(?P<before>to|till) {HOUR}(?: {HALF})?"), SURE),
    (Grammar(rf"{HOUR} o clock"), SURE),
    (Grammar(r"(?P<fixed>noon|midday|midnight)"), SURE),
    (Grammar(rf"(?:at|around|about|by|after|before|say|like) {HOUR}(?: ish)?{NOT_TIMES}"), GUESSED),
    (Grammar(rf"(?:at )?n(?P<h>[01]?\d|2[0-3])(?P<min>[0-5]\d)(?: {HALF})?{NOT_TIMES}"),
     FROM_DIGITS),
    (Grammar(rf"^{HOUR}(?: ish| please| works| is good)?$"), FROM_DIGITS),
]  # fmt: skip
LAS = r"(?:a |para )?(?:la |las )?"
SPANISH = [
    (Grammar(rf"{LAS}{HOUR}(?: (?:y |con )?{MINUTE})?(?: en punto)? {HALF}"), SURE),
    (Grammar(rf"{LAS}{HOUR} (?:y |con )?{MINUTE}{NOT_TIMES}"), SURE),
    (Grammar(rf"{LAS}{HOUR} y (?P<halfway>media)(?: {HALF})?"), SURE),
    (Grammar(rf"{LAS}{HOUR} y (?P<quarter>o4|cuarto)(?: {HALF})?"), SURE),
    (Grammar(rf"{LAS}{HOUR} (?P<before>menos) (?P<quarter>o4|cuarto)(?: {HALF})?"), SURE),
    (Grammar(rf"{LAS}{HOUR} (?P<before>menos) n(?P<min>[0-5]?\d)(?: {HALF})?"), SURE),
    (Grammar(rf"(?P<quarter>o4|cuarto) (?P<before>para|pa) {LAS}{HOUR}(?: {HALF})?"), SURE),
    (Grammar(rf"(?:a |para )?(?:la|las) {HOUR}(?: en punto)?{NOT_TIMES}"), GUESSED),
    (Grammar(r"(?:al? )?(?P<fixed>mediodia|medio dia|medianoche|media noche)"), SURE),
    (Grammar(rf"n(?P<h>[01]?\d|2[0-3])(?P<min>[0-5]\d)(?: {HALF})?{NOT_TIMES}"), FROM_DIGITS),
    (Grammar(rf"^{HOUR}$"), FROM_DIGITS),
]  # fmt: skip
GRAMMARS = {"en": ENGLISH, "es": SPANISH}
