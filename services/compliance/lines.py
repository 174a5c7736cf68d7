"""What is known of the line that rings. In doubt it is a person's own, and wireless: so is one that
was looked up too long ago, for a number may move from a landline to a mobile."""

from datetime import datetime, timedelta
from typing import Any

from services.compliance.case import Case
from services.compliance.facts import Fact, LineUse
from services.compliance.model import CallKind, Purpose

AGE = "line"  # the row of ages.toml
AHEAD = timedelta(minutes=10)  # how far the clocks of two machines may differ
LANDLINE = "landline"  # a VoIP number may ring in a mobile, and be charged to the person called
VOICES = frozenset({CallKind.ARTIFICIAL_VOICE, CallKind.VOICEMAIL_DROP})
MACHINES = VOICES | {CallKind.AUTODIALED, CallKind.SMS}


def selling(case: Case) -> bool:
    return case.question.purpose is Purpose.TELEMARKETING


def line_of(case: Case) -> str | None:
    """The line's type, while somebody has said so lately."""
    fact = case.facts.line_type
    return fact.value if _young(case, fact) else None


def landline(case: Case) -> bool:
    return line_of(case) == LANDLINE


def business(case: Case) -> bool:
    """A landline of a business. A mobile is a person's whatever it is used for."""
    use = case.facts.line_use
    return use.value is LineUse.BUSINESS and landline(case) and _young(case, use)


def stale_at(case: Case) -> datetime | None:
    """When nobody knows any more that this is a landline; None when nobody does."""
    said = case.facts.line_type.as_of
    return case.book.stale_at(AGE, said, case.question.at) if said and landline(case) else None


def _young(case: Case, fact: Fact[Any]) -> bool:
    at = case.question.at
    if fact.as_of is None:
        return False
    return fact.as_of - at <= AHEAD and at < case.book.stale_at(AGE, fact.as_of, at)


def needs_no_consent(case: Case) -> bool:
    """Whether federal law leaves a machine's call to such a line free: one that a list dials and a
    person speaks on, to a landline; an artificial voice to a business's landline."""
    kind, dialing = case.question.kind, case.facts.dialing.value
    if kind is CallKind.AUTODIALED:
        return landline(case) and not (dialing and dialing.random_numbers)
    return kind in VOICES and business(case)
