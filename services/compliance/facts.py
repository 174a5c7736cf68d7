"""What is known when a question is judged. Every fact says who said it and when.

A value of None is unknown, whatever the reason; rules deny on it and name the fact.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Fact(Generic[T]):
    """`source` is a word for the person who reads the verdict: `Podio`, `company list`.
    `as_of` is the instant (aware) at which the source said so, None when it does not say."""

    value: T | None
    source: str
    as_of: datetime | None = None


@dataclass(frozen=True)
class Place:
    """Where an address lies, no finer than the law needs: `state` as the CRM wrote it, upper case,
    "" when absent; `zip3` the first three digits of the ZIP code, "" when absent."""

    state: str = ""
    zip3: str = ""
    verified_on: date | None = None


class ListAnswer(StrEnum):
    LISTED = "listed"
    CLEAR = "clear"
    NO_COPY = "no_copy"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class NationalList:
    """What our copy of the National Do Not Call Registry says. `as_of` is the day of the copy."""

    area_code: str
    answer: ListAnswer
    as_of: date | None = None


class DoNotCallScope(StrEnum):
    """Why the company's own list holds: for this number, for the whole person, or not at all."""

    NONE = "none"
    NUMBER = "number"
    PERSON = "person"


class ConsentTier(StrEnum):
    EXPRESS = "express"
    WRITTEN = "written"


@dataclass(frozen=True)
class Consent:
    """Consent for this number. `artificial_voice`: the words named artificial or prerecorded
    voice. Instants aware; revoked_at None while it stands."""

    tier: ConsentTier
    given_at: datetime
    revoked_at: datetime | None = None
    artificial_voice: bool = False
    source: str = ""


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Script:
    """What a machine is going to say, as it was read from its playbook, of which `sha256` are the
    bytes. `identification`: who calls is said at the beginning. `opt_out_delay_s`: whole seconds
    from its end to the beginning of how to opt out, None when that is not said or does not end the
    call. `ai_disclosure`: that no human speaks is said at the beginning. `number_said`: our
    telephone number is said before the end. `voicemail`: a message may be left on a machine;
    `toll_free`: it names a toll-free number that opts out."""

    playbook: str
    version: int
    sha256: str
    identification: bool = False
    opt_out_delay_s: int | None = None
    ai_disclosure: bool = False
    number_said: bool = False
    voicemail: bool = False
    toll_free: bool = False


@dataclass(frozen=True)
class Told:
    """What the person told us in earlier calls. `restrictions`: those that may bind this number,
    by their scope: work, text, voice, sunday, saturday, weekend, evening, morning. `flags`: cease,
    deceased, dispute, already_paid, bankruptcy, and others that forbid nothing."""

    restrictions: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Facts:
    """All that `judge` may know beside the question. Nothing in it names a person.

    `attempts`: instants of attempts to the person over all numbers, any order, at least the last
    seven days. `distress`: foreclosure, probate, tax_lien.
    """

    address: Fact[Place] = Fact(None, "nobody")
    line_type: Fact[str] = Fact(None, "nobody")
    company_do_not_call: Fact[DoNotCallScope] = Fact(None, "nobody")
    national_list: Fact[NationalList] = Fact(None, "nobody")
    consents: Fact[tuple[Consent, ...]] = Fact(None, "nobody")
    attempts: Fact[tuple[datetime, ...]] = Fact(None, "nobody")
    attorney: Fact[Answer] = Fact(None, "nobody")
    owner_occupied: Fact[Answer] = Fact(None, "nobody")
    distress: Fact[frozenset[str]] = Fact(None, "nobody")
    script: Fact[Script] = Fact(None, "nobody")
    told_us: Fact[Told] = Fact(None, "nobody")
