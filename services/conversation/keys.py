"""What a caller typed. 9 alone is an opt-out and 0 alone a person, wherever they are pressed."""

from datetime import date, time

from services.conversation.command import Cmd, Command
from services.conversation.slot_spec import Kind

STOP, PERSON = "9", "0"
Options = tuple[tuple[str, str], ...]


def digits(keys: str) -> str:
    return "".join(key for key in keys if key.isdecimal() and key.isascii())


def means_stop(keys: str, kind: Kind) -> bool:
    """9, alone or held down; where one key is awaited also as the first of several."""
    typed = digits(keys)
    if kind in (Kind.YES_NO, Kind.OPTION, Kind.OPEN) and typed.startswith(STOP):
        return True
    return typed == STOP


def means_person(keys: str) -> bool:
    return digits(keys) == PERSON


def keyed(keys: str, kind: Kind, slot: str | None, options: Options) -> tuple[Command, ...]:
    """The command that the keys give where a value of `kind` is awaited; nothing when they give
    none."""
    typed = digits(keys)
    if kind is Kind.YES_NO:
        answers = {"1": Cmd.AFFIRM, "2": Cmd.DENY}
        return (Command(answers[typed[0]], keys, slot),) if typed[:1] in answers else ()
    value = _value(typed, kind, options)
    return (Command(Cmd.SET_SLOT, keys, slot, value),) if value is not None and slot else ()


def _value(typed: str, kind: Kind, options: Options) -> str | None:
    if not typed:
        return None
    if kind is Kind.OPTION:
        place = int(typed[0])
        return options[place - 1][0] if 1 <= place <= len(options) else None
    if kind is Kind.MONEY:
        return str(int(typed) * 100)
    if kind is Kind.DATE:
        return _date(typed)
    if kind is Kind.TIME:
        return _time(typed)
    if kind is Kind.SCALE:
        return str(int(typed)) if int(typed) <= 10 else None
    if kind is Kind.DURATION:
        return f"P{int(typed)}D"
    return typed if kind is Kind.DIGITS else None


def _date(typed: str) -> str | None:
    """MMDDYYYY"""
    try:
        return date(int(typed[4:]), int(typed[:2]), int(typed[2:4])).isoformat()
    except ValueError:
        return None


def _time(typed: str) -> str | None:
    """HHMM, of 24 hours; three digits lack the zero in front."""
    try:
        return time(int(typed[:-2]), int(typed[-2:])).isoformat("minutes") if typed[:-2] else None
    except ValueError:
        return None
