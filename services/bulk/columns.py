"""The columns of a list of leads: what each may hold, and what it says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.checking.days import is_reckoned
from services.checking.vocabulary import DISTRESS, FLAGS, LINES, RESTRICTIONS, ROLES
from services.compliance.book import current
from services.compliance.facts import ConsentTier, LineUse
from services.compliance.kinds import Answer
from services.compliance.places import state_code

Read = Callable[[str], Any]
BIT = {"yes": True, "no": False}


@dataclass(frozen=True)
class Column:
    """`read` gives the value of a stripped text that is not empty, or raises ValueError, KeyError;
    `cure` says what to write instead."""

    read: Read
    cure: str


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or not is_reckoned(at):
        raise ValueError
    return at


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not is_reckoned(day):
        raise ValueError
    return day


def _many(read: Read) -> Read:
    return lambda text: tuple(read(part.strip()) for part in text.split(";") if part.strip())


def _one_of(words: frozenset[str]) -> Column:
    known = {word: word for word in words}
    return Column(lambda text: known[text.lower()], f"write {', '.join(sorted(words))}")


def _enum(kind: Any) -> Column:
    return Column(lambda text: kind(text.lower()), f"write {', '.join(kind)}")


def _state(text: str) -> str:
    return state_code(text, current().states)


def _some_of(known: frozenset[str]) -> Column:
    words = {word: word for word in known}
    read = _many(lambda part: words[part.lower()])
    cure = f"write {', '.join(sorted(known))}, with ; between them"
    return Column(lambda text: frozenset(read(text)), cure)


def _zip(text: str) -> str:
    digits = text.split("-")[0]
    if len(digits) not in (3, 4, 5) or not digits.isascii() or not digits.isdigit():
        raise ValueError
    return digits.zfill(5)[:3] if len(digits) > 3 else digits


DAY = Column(_day, "write a day as 2026-11-21")
INSTANT = Column(_instant, "write an instant as 2026-11-21T15:00:00Z")
INSTANTS = Column(_many(_instant), f"{INSTANT.cure}, several with ; between them")
YES_NO = Column(lambda text: BIT[text.lower()], "write yes or no")
TEXT = Column(str, "write a text")
STATE = Column(_state, "write two letters or the state's name")

COLUMNS: Mapping[str, Column] = {
    "state": STATE,
    "zip": Column(_zip, "write five digits"),
    "county": TEXT,
    "address_verified_on": DAY,
    "stated_state": STATE,
    "stated_zip": Column(_zip, "write five digits"),
    "stated_on": DAY,
    "line_type": _one_of(LINES),
    "line_use": _enum(LineUse),
    "attorney": _enum(Answer),
    "owner_occupied": _enum(Answer),
    "distress": _some_of(DISTRESS),
    "role": _one_of(ROLES - {""}),
    "listed": _enum(Answer),
    "redemption_ends": DAY,
    "sale_on": DAY,
    "restrictions": _some_of(RESTRICTIONS),
    "flags": _some_of(FLAGS),
    "do_not_call": YES_NO,
    "consent": _enum(ConsentTier),
    "consent_at": INSTANT,
    "consent_voice": YES_NO,
    "consent_revoked_at": INSTANT,
    "inquiry_on": DAY,
    "transaction_on": DAY,
    "attempts": INSTANTS,
    "conversations": INSTANTS,
}
NUMBER = "number"
ALIASES = {
    "phone": NUMBER, "telephone": NUMBER, "phone_number": NUMBER, "mobile_number": NUMBER,
    "zip_code": "zip", "postal_code": "zip", "zipcode": "zip",
}  # fmt: skip


def name_of(heading: str) -> str:
    """A heading as we call the column: lower case, spaces as underscores, usual names as ours."""
    name = "_".join(heading.strip().lower().split())
    return ALIASES.get(name, name)
