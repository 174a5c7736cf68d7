"""The manager's form for house rules: a draft of whole rules, and the one that is being written."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.parsing import Fields, Malformed
from services.compliance.facts_house import HouseRule
from services.compliance.model import CallKind, Purpose
from services.compliance.plain import to_plain
from services.compliance.speech import DAYS
from services.house_rules import rules_from

MOST = 60  # rules of a draft; the check says the same kinder
OPEN, END = "00:00", "24:00"


class Illegible(Exception):
    """A field cannot be read. Says which and how it is written, never what stood there."""


@dataclass(frozen=True)
class Draft:
    rules: tuple[HouseRule, ...]
    note: str = ""

    def texts(self) -> tuple[str, ...]:
        """Each rule as the form carries it."""
        return tuple(json.dumps(to_plain(rule)) for rule in self.rules)


def draft_of(form: Fields) -> Draft:
    """What the form has carried along. Raises Malformed."""
    note = form.get("note", [""])[0].strip()[:300]
    try:
        return Draft(rules_from(map(json.loads, form.get("rule", [])[:MOST])), note)
    except ValueError:
        raise Malformed({"rule"}) from None


def written(form: Fields) -> HouseRule:
    """The rule that was being written. Raises Illegible."""
    most = _number(form, "most")
    gap, within = _number(form, "gap_hours"), _number(form, "within_hours")
    return HouseRule(
        id=_text(form, "name").lower(),
        sentence=_sentence(_text(form, "sentence")),
        states=frozenset(_words(form, "states", str.upper)),
        kinds=_chosen(form, "kinds", CallKind),
        purposes=_chosen(form, "purposes", Purpose),
        since=_day(form, "from_day"),
        until=_day(form, "until_day"),
        never="never" in form,
        hours=_hours(form),
        closed_on=tuple(sorted(map(_date, _words(form, "closed_on", str)))),
        most=most,
        seconds=(24 if within is None else within) * 3_600,
        gap_s=gap * 3_600 if gap is not None else None,
    )


def _text(form: Fields, name: str) -> str:
    return " ".join(form.get(name, [""])[0].split())


def _sentence(text: str) -> str:
    return text if not text or text[-1] in ".!?" else f"{text}."


def _words(form: Fields, name: str, shape: Any) -> list[str]:
    return [shape(word) for word in _text(form, name).replace(",", " ").split()]


def _number(form: Fields, name: str) -> int | None:
    text = _text(form, name)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise Illegible(f"{name.replace('_', ' ').capitalize()} is a whole number")
    return int(text)


def _day(form: Fields, name: str) -> date | None:
    text = _text(form, name)
    return _date(text) if text else None


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Illegible("A day is written as 2026-12-24") from None


def _chosen(form: Fields, name: str, kind: Any) -> Any:
    """None when nothing is chosen, which means all."""
    try:
        return frozenset(map(kind, form.get(name, []))) or None
    except ValueError:
        raise Illegible(f"{name.capitalize()} are chosen from the list") from None


def _hours(form: Fields) -> tuple[str, ...]:
    """Seven windows; () when no day says anything."""
    windows = tuple(_window(form, n) for n in range(len(DAYS)))
    return () if set(windows) == {f"{OPEN}-{END}"} else windows


def _window(form: Fields, day: int) -> str:
    if f"closed_{day}" in form:
        return "closed"
    start, end = _text(form, f"opens_{day}") or OPEN, _text(form, f"closes_{day}") or END
    if not all(len(part) == 5 and part[2] == ":" for part in (start, end)):
        raise Illegible("An hour is written as 09:30")
    return f"{start}-{end}"
