"""Whether the number has gone to somebody else since the person agreed, 47 CFR 64.1200(m).

The database answers for one day asked about: yes, no, or no data. It is renewed on the 15th of each
month, so an answer stands until the next 16th, by UTC's calendar.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from services.compliance.case import Case, Ruling
from services.compliance.clock import local
from services.compliance.facts import Conversation, Disconnected, Reassigned
from services.compliance.model import CallKind, FindingKind
from services.compliance.plain import to_plain
from services.compliance.register import rule_of
from services.compliance.rules.idle import idle
from services.compliance.standing import months_after

RULE = "FED-RND"
BEGINS = date(2021, 1, 27)  # the database knows of no disconnection before
RENEWED = 16  # the day of the month from which an earlier answer is old
ASK = "Ask the Reassigned Numbers Database."
Kind = FindingKind


class Said(NamedTuple):
    kind: FindingKind
    reason: str
    not_after: datetime | None = None


def reassigned_number(case: Case) -> Iterator[Ruling]:
    if not case.binds(RULE) or (_by_hand(case) and not _given_up(case)):
        yield idle(RULE, "A person dials and hears who answers.")
        return
    said = database_says(case)
    inputs = case.known("reassigned", case.facts.reassigned, to_plain)
    yield Ruling(rule_of(RULE)(said.kind, said.reason, inputs), not_after=said.not_after)


def _by_hand(case: Case) -> bool:
    return case.question.kind is CallKind.LIVE_MANUAL


def _given_up(case: Case) -> bool:
    """A known yes binds whoever dials; nobody who dials by hand has to ask."""
    answer = case.facts.reassigned.value
    return answer is not None and answer.answer is Disconnected.YES


def database_says(case: Case) -> Said:
    """What its answer means for this call; no data is as good as a denial."""
    answer = case.facts.reassigned.value
    if answer is None:
        return Said(Kind.UNKNOWN, f"Cannot know: nobody asked about this number. {ASK}")
    if answer.answer is Disconnected.YES:
        day = answer.since.isoformat()
        return Said(Kind.DENY, f"This number was given up since {day}: it is somebody else's.")
    why = fault(case, answer) or _no_day(case)
    if why:
        return Said(Kind.UNKNOWN, why)
    if answer.answer is Disconnected.NO_DATA:
        reason = "The database has no data for this number, which protects no machine's call."
        return Said(Kind.DENY, reason)
    reason = f"This number was not given up since {answer.since.isoformat()}."
    return Said(Kind.ALLOW, reason, serves_until(answer))


def fault(case: Case, answer: Reassigned) -> str | None:
    """Why the answer proves nothing of this number now."""
    today = case.question.at.astimezone(UTC).date()
    if not answer.queried_on <= today < _renewal(answer.queried_on):
        day = answer.queried_on.isoformat()
        return f"Cannot know: the answer is of {day}, and the database was renewed. {ASK}"
    if answer.since < BEGINS:
        return "Cannot know: the day asked about is before the database begins."
    known = _last_known(case)
    if known is not None and answer.since > known:
        return f"Cannot know: the day asked about is later than that of the consent. {ASK}"
    return None


def serves_until(answer: Reassigned) -> datetime:
    """The first instant, by UTC, at which the answer is old."""
    return datetime.combine(_renewal(answer.queried_on), time(), UTC)


def _renewal(day: date) -> date:
    """The first 16th after this day."""
    this = day.replace(day=RENEWED)
    return this if day < this else months_after(this, 1)


def _last_known(case: Case) -> date | None:
    """The last day on which this number was the person's as we know: of a consent, or of words
    exchanged over it. None when there was neither."""
    at = case.question.at
    given = (consent.given_at for consent in case.facts.consents.value or ())
    spoken = (c.at for c in case.facts.conversations.value or () if _to_the_person(c))
    instants = [one for one in (*given, *spoken) if one <= at]
    return local(max(instants), "UTC").day if instants else None


def _no_day(case: Case) -> str | None:
    """House rule: where no day is known since which to ask, no answer proves anything."""
    if _last_known(case) is not None:
        return None
    return "Cannot know: no consent and no talk says when this number was the person's."


def _to_the_person(talk: Conversation) -> bool:
    return talk.same_number and not talk.third_party
