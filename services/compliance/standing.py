"""Which consents and ties of this person stand at the instant of a question.

House rule: a consent opens a state's law only when it was given to us, covers this purpose and this
kind of call, is known to lack nothing, and nothing was withdrawn after it by any means.
"""

from collections.abc import Iterable
from datetime import MAXYEAR, date, timedelta

from services.compliance.agreements import lack
from services.compliance.case import Case
from services.compliance.clock import day_later
from services.compliance.facts import Consent, ConsentTier, Relationship, Tie
from services.compliance.moment import days

TRANSACTION = (18, 540)  # calendar months and days: the shorter of both binds
INQUIRY = (3, 90)
LONGEST = {Tie.TRANSACTION: TRANSACTION, Tie.INQUIRY: INQUIRY, Tie.APPLICATION: INQUIRY}


def consents(case: Case, tier: ConsentTier) -> tuple[Consent, ...] | None:
    """Those that stand for such a call; None when consents or what was withdrawn is not known."""
    held = case.facts.consents.value
    if held is None or (held and case.facts.revocations.value is None):
        return None
    return tuple(c for c in held if _ours(c) and lack(c, case, tier) is None)


def _ours(consent: Consent) -> bool:
    return consent.to_caller and consent.names_seller is not False


def tie_ends(tie: Relationship, longest: tuple[int, int] | None) -> date:
    """The first day on which the tie holds no more: after its calendar months and after its days,
    whichever comes first, and never after it was ended. `longest` None: only when it was ended."""
    ends = [tie.ended_on] if tie.ended_on else []
    if longest:
        months, span = longest
        last = min(months_after(tie.on, months), day_later(tie.on, span))
        ends.append(day_later(last, 1))
    return min(ends, default=date.max)


def ended(tie: Relationship, held: Iterable[Relationship]) -> bool:
    """Whether the person ended this tie, or any other since: that ends all that there was."""
    return any(other.ended_on is not None and other.ended_on >= tie.on for other in held)


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last one; in the calendar's
    last year its last day."""
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years >= MAXYEAR:
        return date.max
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def holds(case: Case, tie: Relationship, ends: date) -> bool:
    """Whether the tie stands on every date that it may be where the person is."""
    return all(tie.on <= day < ends for day in days(case.moment))
