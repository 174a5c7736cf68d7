"""What lists say of the number: each answer with the day of the copy that gave it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ListAnswer(StrEnum):
    LISTED = "listed"
    CLEAR = "clear"
    NO_COPY = "no_copy"
    UNREADABLE = "unreadable"
    NOT_KEPT = "not_kept"  # the organization has decided, on record, to keep no such list


@dataclass(frozen=True)
class NationalList:
    """What our copy of the National Do Not Call Registry says. `as_of` is the day of the copy;
    `san`: the subscription number under which it was fetched, "" when not said."""

    area_code: str
    answer: ListAnswer
    as_of: date | None = None
    san: str = ""


@dataclass(frozen=True)
class StateList:
    """What our copy of one state's own list says."""

    state: str
    answer: ListAnswer
    as_of: date | None = None


@dataclass(frozen=True)
class ListCopy:
    """What one of our other lists says: litigators, protected lines."""

    answer: ListAnswer
    as_of: date | None = None


class DoNotCallScope(StrEnum):
    """Why the company's own list holds: for this number, for the whole person, or not at all."""

    NONE = "none"
    NUMBER = "number"
    PERSON = "person"


class Disconnected(StrEnum):
    """The Reassigned Numbers Database's answers: was the number disconnected since the day asked
    about? `no_data` gives no safe harbor, 47 CFR 64.1200(m)."""

    YES = "yes"
    NO = "no"
    NO_DATA = "no_data"


@dataclass(frozen=True)
class Reassigned:
    """`since`: the day asked about (of consent, or of the last contact); `queried_on`: the day of
    the query."""

    answer: Disconnected
    since: date
    queried_on: date
