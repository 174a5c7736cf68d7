"""The law as dated rows: read from TOML, checked, compiled. A broken row stops the load."""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from importlib import resources
from typing import Any, TypeVar

from services.compliance.holidays import SHIFTS, Calendar, date_of
from services.compliance.law import (
    AgeRow,
    BanRow,
    CapRow,
    DisclosureRow,
    Hours,
    HoursRow,
    RuleRow,
    Span,
)
from services.compliance.model import CallKind, Citation, Purpose
from services.compliance.ways import ways_of

Raw = dict[str, Any]
T = TypeVar("T")


class BrokenTable(Exception):
    """A row that cannot be law. Says which table, which rule and what is wrong."""


def read(name: str) -> str:
    """The text of one table of this rulebook."""
    return resources.files("services.compliance").joinpath("tables", name).read_text("utf-8")


def load_toml(name: str) -> Raw:
    """Raises BrokenTable."""
    return parse(name, read(name))


def parse(name: str, toml: str) -> Raw:
    try:
        return tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise BrokenTable(f"{name}: {error}") from error


def calendars(tables: Raw) -> dict[str, Calendar]:
    made: dict[str, Calendar] = {}
    for name, raw in tables.items():
        try:
            made[name] = _calendar(raw, made)
        except (KeyError, ValueError, TypeError) as error:
            raise BrokenTable(f"holidays.toml, {name}: {error!r}") from error
    return made


def _calendar(raw: Raw, made: Mapping[str, Calendar]) -> Calendar:
    for rule in raw["days"]:
        date_of(rule, 2028)
        SHIFTS[rule.get("shift", "none")]
    include = made[raw["include"]] if "include" in raw else None
    days, proclaimed = tuple(raw["days"]), raw.get("proclaimed", False)
    return Calendar(days, raw["section"], raw["url"], _law(dict(raw)), include, proclaimed)


def _law(raw: Raw) -> dict[str, str]:
    """What a verdict keeps of the evidence for a row; taken out of it."""
    dates = {key: raw.pop(key).isoformat() for key in ("verified_on", "review_by")}
    return {"mark": raw.pop("mark"), "confidence": raw.pop("confidence", "M"), **dates}


def hours(raw_rows: Iterable[Raw], by_name: Mapping[str, Calendar]) -> dict[str, tuple[Hours, ...]]:
    """State to its rules, each with its rows by date. Raises BrokenTable."""
    rows = [checked("hours.toml", raw, lambda r: hours_row(r, by_name)) for raw in raw_rows]
    groups: dict[tuple[str, str], list[HoursRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.since):
        groups[row.state, row.rule].append(row)
    states: dict[str, list[Hours]] = defaultdict(list)
    for (state, rule), dated in groups.items():
        refuse_overlap("hours.toml", dated)
        states[state].append(Hours(rule, state, tuple(dated)))
    return {state: tuple(rules) for state, rules in states.items()}


def hours_row(raw: Raw, by_name: Mapping[str, Calendar]) -> HoursRow:
    week = None
    if "weekdays" in raw:
        weekday, saturday, sunday = (span(raw.pop(k)) for k in ("weekdays", "saturday", "sunday"))
        week = (weekday,) * 5 + (saturday, sunday)
    calendar = by_name[raw.pop("calendar")] if "calendar" in raw else None
    on_holidays = span(raw.pop("holidays")) if calendar else None
    also = raw.pop("also_zone", None)
    own = {"week": week, "calendar": calendar, "on_holidays": on_holidays, "also_zone": also}
    ways = ways_of(raw.pop("open_if", []))
    return HoursRow(**common(raw), **own, open_if=ways)


def span(text: str) -> Span | None:
    """`08:00-21:00` as minutes; None for `closed`. Raises ValueError."""
    if text == "closed":
        return None
    start, end = (_minute(part) for part in text.split("-"))
    if not 0 <= start < end <= 1_440:
        raise ValueError(f"not a window: {text}")
    return start, end


def _minute(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def caps(raw_rows: Iterable[Raw]) -> tuple[CapRow, ...]:
    def row(raw: Raw) -> CapRow:
        most, seconds = raw.pop("most"), raw.pop("seconds")
        if most < 1 or seconds < 1:
            raise ValueError("a cap allows at least one attempt")
        return CapRow(**common(raw), most=most, seconds=seconds)

    return tuple(checked("caps.toml", raw, row) for raw in raw_rows)


def bans(raw_rows: Iterable[Raw]) -> tuple[BanRow, ...]:
    def row(raw: Raw) -> BanRow:
        lines, words = frozenset(raw.pop("line_types", ())), raw.pop("words")
        ways = ways_of(raw.pop("open_if", []))
        return BanRow(**common(raw), line_types=lines, words=words, open_if=ways)

    return tuple(checked("bans.toml", raw, row) for raw in raw_rows)


def disclosures(raw_rows: Iterable[Raw]) -> tuple[DisclosureRow, ...]:
    def row(raw: Raw) -> DisclosureRow:
        words, needs = raw.pop("words"), tuple(raw.pop("needs", ("ai_disclosure",)))
        bars, ways = frozenset(raw.pop("bars", ())), ways_of(raw.pop("open_if", []))
        return DisclosureRow(**common(raw), words=words, needs=needs, bars=bars, open_if=ways)

    return tuple(checked("disclosures.toml", raw, row) for raw in raw_rows)


def ages(raw_rows: Iterable[Raw]) -> tuple[AgeRow, ...]:
    def row(raw: Raw) -> AgeRow:
        fact, age = raw.pop("fact"), timedelta(days=raw.pop("days", 0), hours=raw.pop("hours", 0))
        return AgeRow(**common({"rule": fact, "state": "US", **raw}), fact=fact, age=age)

    return tuple(checked("ages.toml", raw, row) for raw in raw_rows)


def rules(table: str, raw_rows: Iterable[Raw]) -> tuple[RuleRow, ...]:
    """The rows of one table of rules whose shape is code. Raises BrokenTable."""

    def row(raw: Raw) -> RuleRow:
        text, ways = raw.pop("text", ""), ways_of(raw.pop("open_if", []))
        return RuleRow(**common(raw), text=text, open_if=ways)

    return tuple(checked(table, raw, row) for raw in raw_rows)


def common(raw: Raw) -> Raw:
    """What every row has, as arguments. Whatever is left over is no law: KeyError.
    `effective_from = "unset"`: known, and not in force until somebody sets the day."""
    raw.pop("note", None)
    since = raw.pop("effective_from", date.min)
    made = {
        "rule": raw.pop("rule"),
        "state": raw.pop("state"),
        "citation": Citation(raw.pop("section"), raw.pop("url")),
        "kinds": frozenset(map(CallKind, raw.pop("kinds", CallKind))),
        "purposes": frozenset(map(Purpose, raw.pop("purposes", (Purpose.TELEMARKETING,)))),
        "since": date.max if since == "unset" else since,
        "until": raw.pop("effective_to", date.max),
        "sentence": raw.pop("sentence", ""),
        "law": _law(raw),
    }
    if raw:
        raise KeyError(f"unknown keys {sorted(raw)}")
    if since != "unset" and made["since"] >= made["until"]:
        raise ValueError("ends before it begins")
    return made


def refuse_overlap(table: str, rows: list[HoursRow]) -> None:
    for earlier, later in zip(rows, rows[1:], strict=False):
        if later.since < earlier.until:
            raise BrokenTable(f"{table}, {later.rule}: two rows in force on {later.since}")


def checked(table: str, raw: Raw, make: Callable[[Raw], T]) -> T:
    """One row of a table, or BrokenTable with its name."""
    try:
        return make(dict(raw))
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BrokenTable(f"{table}, {raw.get('rule', 'a row')}: {error!r}") from error
