"""What a value must be, beyond its kind. `name` or `name:argument` in a slot's `checks`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from services.conversation.record import Record


@dataclass(frozen=True)
class Check:
    """`slots`: canonical values given so far."""

    record: Record
    slots: dict[str, str]
    argument: str = ""


def _past(value: str, check: Check) -> bool:
    return date.fromisoformat(value) < check.record.today


def _today_or_later(value: str, check: Check) -> bool:
    return date.fromisoformat(value) >= check.record.today


def _age(value: str, check: Check) -> bool:
    """`age:18-120`"""
    least, most = map(int, check.argument.split("-"))
    born, today = date.fromisoformat(value), check.record.today
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return least <= years <= most


def _within_days(value: str, check: Check) -> bool:
    """`within_days:30`, or `within_days:policy.max_days` from the record."""
    days = _number(check)
    on, today = date.fromisoformat(value), check.record.today
    return days is not None and today <= on <= today + timedelta(days=days)


def _at_most(value: str, check: Check) -> bool:
    """`at_most:100000`, or a field of the record."""
    most = _number(check)
    return most is not None and int(value) <= most


def _at_least(value: str, check: Check) -> bool:
    least = _number(check)
    return least is not None and int(value) >= least


def _calling_hours(value: str, check: Check) -> bool:
    return "08:00" <= value <= "20:30"


def _number(check: Check) -> int | None:
    argument = check.argument
    found = argument if argument.isdecimal() else check.record.values.get(argument)
    return int(found) if found is not None and str(found).isdecimal() else None


def _length(value: str, check: Check) -> bool:
    """`length:5` or `length:5-12`"""
    least, _, most = check.argument.partition("-")
    return int(least) <= len(value) <= int(most or least)


VALIDATORS: dict[str, Callable[[str, Check], bool]] = {
    "past": _past,
    "today_or_later": _today_or_later,
    "age": _age,
    "within_days": _within_days,
    "at_most": _at_most,
    "at_least": _at_least,
    "positive": lambda value, check: int(value) > 0,
    "calling_hours": _calling_hours,
    "length": _length,
    "phone": lambda value, check: len(value.removeprefix("1")) == 10,
}
ARGUED = frozenset({"age", "within_days", "at_most", "at_least", "length"})


def passes(checks: tuple[str, ...], value: str, check: Check) -> bool:
    """Every one of `checks` holds. A value that a check cannot read does not pass it."""
    for written in checks:
        name, _, argument = written.partition(":")
        try:
            if not VALIDATORS[name](value, Check(check.record, check.slots, argument)):
                return False
        except (ValueError, OverflowError):
            return False
    return True
