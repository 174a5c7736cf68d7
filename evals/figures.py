"""Figures: those that we say, those that callers say in any form, those that stand written."""

import re
from datetime import date, datetime, timedelta

from evals import phrasing, required
from evals.people import TODAY
from evals.worlds import World
from services.assistant_offers import promised_cents

FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
SMALL = {
    word: n for language in ("en", "es") for n, word in enumerate(phrasing.ONES[language].split())
} | {"oh": 0, "to": 2, "for": 4, "ate": 8, "won": 1, "free": 3}
TENS = {
    word: n * 10
    for language in ("en", "es")
    for n, word in enumerate(phrasing.TENS[language].split(), start=2)
}
ORDINALS = {word: n for n, word in enumerate(phrasing.ORDINALS.split(), start=1)} | {
    "thirtieth": 30
}
ES = {word: n for n, word in enumerate(phrasing.TWENTIES_ES.split(), start=20)}
HUNDREDS = {word: n * 100 for n, word in enumerate(phrasing.HUNDREDS_ES.split(), start=1)} | {
    "cien": 100
}
WORD = re.compile(r"[a-záéíóúñ]+|\d+(?:,\d{3})*(?:\.\d+)?", re.I)


def figures(text: str) -> list[str]:
    return [figure.replace(",", "") for figure in FIGURE.findall(text)]


def heard_figures(text: str) -> list[str]:
    """Every number that somebody could have meant by these words: single ones, and runs of digits
    and of number words taken together."""
    found, run, parts = _days(text), "", list[int]()
    for word in [*WORD.findall(text.casefold()), "."]:
        value = _value(word)
        if value is None and word not in ("and", "y", "hundred", "thousand", "mil"):
            found += _closed(run, parts)
            run, parts = "", []
            continue
        if word == "hundred":
            parts = [*parts[:-1], (parts[-1] if parts else 1) * 100]
        elif word in ("thousand", "mil"):
            found += [str(one * 1000) for one in (*parts, 100 + sum(parts) % 100)]
            parts = [(sum(parts) or 1) * 1000]
        elif value is not None:
            run += str(value) if not word[0].isdigit() else word.replace(",", "")
            parts.append(value)
            found.append(word.replace(",", "") if word[0].isdigit() else str(value))
            found.append(str(sum(parts)))
    return found


def typed_figures(keys: str) -> list[str]:
    """The number, and the day of the month where eight digits are a date."""
    typed = "".join(filter(str.isdecimal, keys))
    return [typed, str(int(typed[2:4]))] if len(typed) == 8 else [typed]


def _days(text: str) -> list[str]:
    """Days of the month that "tomorrow" or the name of a weekday may mean."""
    said, days = text.casefold(), list[date]()
    if re.search(r"\btomorrow|\bmañana", said):
        days.append(TODAY + timedelta(days=1))
    for language in ("en", "es"):
        for n, name in enumerate(phrasing.WEEKDAYS[language].casefold().split()):
            if re.search(rf"\b{name}", said):
                ahead = (n - TODAY.weekday()) % 7
                days += [TODAY + timedelta(days=ahead + week) for week in (0, 7)]
    return [str(day.day) for day in days]


def _closed(run: str, parts: list[int]) -> list[str]:
    if not parts:
        return []
    pairs = [str(a + b) for a, b in zip(parts, parts[1:], strict=False)]
    return [run, str(sum(parts)), *pairs]


def _value(word: str) -> int | None:
    if word[0].isdigit():
        return int(float(word.replace(",", "")))
    for table in (SMALL, TENS, ES, HUNDREDS, ORDINALS):
        if word in table:
            return table[word]
    return None


def known_figures(world: World) -> set[str]:
    """Those of the record, of what may be offered, and of the texts as they are written."""
    written = [
        text
        for language in required.LANGUAGES
        for text in map(str, required.written(world.playbook, language).values())
    ]
    known = {figure for text in written for figure in figures(text)}
    for name, value in world.values.items():
        known |= _spoken(name, value)
    for place in world.slots:
        known |= _moment(datetime.fromisoformat(place["starts_at"]))
    if world.account:
        for terms in world.account.arrangements:
            known |= _money(promised_cents(world.account, terms, None)) | {str(terms.every_days)}
            known |= {str(terms.payments)} | _latest(world, terms.within_days)
    return known | {str(n) for n in range(1, 9)}  # keys


def _spoken(name: str, value: object) -> set[str]:
    text = str(value)
    if name.endswith("_cents"):
        return _money(int(text))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return {str(date.fromisoformat(text).day)}
    if text.startswith("+1"):
        return {text[2:5], text[5:8], text[8:]}
    return set(figures(text))


def _money(cents: int) -> set[str]:
    whole, rest = divmod(cents, 100)
    return {str(whole), f"{whole}.{rest:02}"}


def _moment(at: datetime) -> set[str]:
    return {str(at.day), str(at.hour % 12 or 12), f"{at.minute:02}"}


def _latest(world: World, days: int) -> set[str]:
    return {str((TODAY + timedelta(days=days)).day)}
