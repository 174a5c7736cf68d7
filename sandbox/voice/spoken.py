"""A hint as the words that somebody would say: `10:30 a.m.` is `ten thirty a m`."""

import re

UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)*|\d+(?:st|nd|rd|th)?")
_HALVES = re.compile(r"\b([ap])\.?\s?m\b\.?")


def words(text: str) -> tuple[str, ...]:
    """Lower case, letters and apostrophes only, numbers as they are spoken."""
    plain = _HALVES.sub(r"\1 m", text.lower().replace("’", "'"))
    plain = re.sub(r"(\d):00\b", r"\1", plain)
    said: list[str] = []
    for token in _TOKEN.findall(plain):
        after_month = bool(said) and said[-1] in MONTHS
        said += _number(token, after_month) if token[0].isdigit() else [token]
    return tuple(said)


def _number(token: str, after_month: bool) -> list[str]:
    digits = token.rstrip("sthnrd")
    value = int(digits)
    if digits != token or (after_month and 0 < value < 32):
        return ordinal(value)
    if digits[0] == "0" or len(digits) > 4:
        return [UNITS[int(digit)] for digit in digits]
    if len(digits) == 4 and value % 1000 > 9:
        rest = value % 100
        return [*below_hundred(value // 100), *(below_hundred(rest) if rest else ["hundred"])]
    return cardinal(value)


def cardinal(value: int) -> list[str]:
    """Of 0 to 9999."""
    if value >= 1000:
        rest = value % 1000
        return [*cardinal(value // 1000), "thousand", *(cardinal(rest) if rest else [])]
    if value >= 100:
        rest = value % 100
        return [UNITS[value // 100], "hundred", *(below_hundred(rest) if rest else [])]
    return below_hundred(value)


def below_hundred(value: int) -> list[str]:
    if value < 20:
        return [UNITS[value]]
    unit = value % 10
    return [TENS[value // 10], *([UNITS[unit]] if unit else [])]


def ordinal(value: int) -> list[str]:
    *first, last = cardinal(value)
    if last.endswith("y"):
        return [*first, last[:-1] + "ieth"]
    return [*first, ORDINALS.get(last, last + "th")]
