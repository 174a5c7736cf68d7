"""What counts against the next call about a debt, by the person's own calendar."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from services.compliance.case import Case
from services.compliance.clock import at_second, day_later, instant, later, local
from services.compliance.debt_law import DebtCapRow
from services.compliance.facts import Attempt, Consent, Conversation, Outcome
from services.compliance.model import CallKind, Purpose

NOT_CONNECTED = frozenset({Outcome.BUSY, Outcome.NOT_IN_SERVICE, Outcome.WRONG_NUMBER})
AGREED_DAYS = 7  # 12 CFR 1006.14(b)(3)(i), the day of consent is the first
SOON = timedelta(microseconds=1)
TO_ANOTHER = "third_party"
NOWHERE = "UTC"  # the clock of a person of whom nobody knows one


class Span(NamedTuple):
    """Instants, [start, end)."""

    start: datetime
    end: datetime


def to_another(case: Case) -> bool:
    """Whether the call goes to somebody else, to learn where the person is."""
    script = case.facts.script.value
    return script is not None and TO_ANOTHER in script.wording


def about(case: Case, debts: frozenset[str]) -> bool:
    """Whether something about these debts counts to this one. What nobody knows counts."""
    known = case.facts.debt.value.id if case.facts.debt.value else ""
    return not known or not debts or known in debts


def counted(case: Case, row: DebtCapRow, attempts: Iterable[Attempt]) -> list[datetime]:
    """The instants of the attempts that this row counts, sorted."""
    free = agreements(case) if row.agreed else ()
    return sorted(
        a.at for a in attempts if _counts(case, row, a) and not _agreed(free, a.at, a.kind)
    )


def _counts(case: Case, row: DebtCapRow, attempt: Attempt) -> bool:
    return (
        attempt.kind in row.counts
        and not (row.connected and attempt.outcome in NOT_CONNECTED)
        and attempt.purpose in (None, Purpose.DEBT)
        and not (row.per_debt and not about(case, attempt.debts))
        and not (row.at_work and not attempt.at_work)
        and not (attempt.third_party and not to_another(case))
    )


def talks(
    case: Case, conversations: Iterable[Conversation], *, per_debt: bool = True
) -> list[datetime]:
    """The instants of the talks with the person called, about this debt where it counts by debt."""
    other = to_another(case)
    return sorted(
        talk.at
        for talk in conversations
        if (other or not talk.third_party) and (not per_debt or about(case, talk.debts))
    )


def agreement(case: Case) -> datetime | None:
    """Until when this very call is one that the person agreed to, None when it is not."""
    at, kind = case.question.at, case.question.kind
    spans = [span for kinds, span in agreements(case) if kinds is None or kind in kinds]
    return max((span.end for span in spans if span.start <= at < span.end), default=None)


def agreements(case: Case) -> tuple[tuple[frozenset[CallKind] | None, Span], ...]:
    """Each consent to more calls about this debt, with the time for which it lasts. Without the
    revocations and the talks that may have ended one there is none."""
    facts = case.facts
    if not facts.consents.value or None in (facts.revocations.value, facts.conversations.value):
        return ()
    given = (c for c in facts.consents.value if _to_more(case, c))
    return tuple((c.kinds, Span(c.given_at, min(_ends(case, c)))) for c in given)


def _to_more(case: Case, consent: Consent) -> bool:
    debt = case.facts.debt.value
    named = debt is not None and debt.id != "" and debt.id in consent.more_calls_about
    covers = consent.purposes is None or Purpose.DEBT in consent.purposes
    return named and consent.to_caller and covers


def _ends(case: Case, consent: Consent) -> Iterator[datetime]:
    """Whatever ends it: the seventh day, its own end, a revocation, the next talk."""
    given = consent.given_at
    yield from midnights(case, given, AGREED_DAYS) if case.reach.zones else (given,)
    yield from (end for end in (consent.until, consent.revoked_at) if end)
    yield from (r.at for r in case.facts.revocations.value or () if r.at >= given)
    held = talks(case, case.facts.conversations.value or ())
    yield from (later(at, SOON) for at in held if at > given)


def _agreed(
    free: Iterable[tuple[frozenset[CallKind] | None, Span]], at: datetime, kind: CallKind
) -> bool:
    return any(
        span.start <= at < span.end for kinds, span in free if kinds is None or kind in kinds
    )


def midnights(case: Case, at: datetime, days: int) -> list[datetime]:
    """The beginning of the day that is `days` after that of `at`, by every plausible clock."""
    there = ((day_later(day, days), zone) for zone, day in days_of(case, at).items())
    return [at_second(instant(day, 0, zone)) for day, zone in there]


def days_of(case: Case, at: datetime) -> dict[str, date]:
    """The date at an instant, by every plausible clock; UTC's when nobody knows where."""
    found = {zone: local(at, zone).day for zone in case.reach.zones}
    return found or {NOWHERE: local(at, NOWHERE).day}
