"""What this person agreed to, withdrew, and has to do with us: 47 CFR 64.1200(a), (c), (f)."""

from calendar import monthrange
from datetime import date, timedelta

from tests.independent.reading import day, instant


def withdrawn(case):
    """The last instant at which anything was withdrawn, by any means: revoke-all, at once."""
    ends = [c["revoked_at"] for c in case.get("consents") or () if c.get("revoked_at")]
    ends += [r["at"] for r in case.get("revocations") or ()]
    return max(map(instant, ends), default=None)


def stands(case, consent):
    given, until, over = instant(consent["given_at"]), consent.get("until"), withdrawn(case)
    if given > case.at or (until and instant(until) <= case.at):
        return False
    return over is None or given > over


def covers(case, consent):
    kinds, purposes = consent.get("kinds"), consent.get("purposes")
    return (
        stands(case, consent)
        and (kinds is None or case.kind in kinds)
        and (purposes is None or case.purpose in purposes)
    )


def in_writing(case, consent):
    """(f)(9): signed, no condition of a purchase, names seller and number, and for a voice of a
    machine or a dialler that too."""
    told = ("signed", "not_a_condition", "names_seller", "names_number")
    if consent["tier"] != "written" or any(consent.get(flag) is False for flag in told):
        return False
    if case.voice:
        return consent.get("artificial_voice") is True
    return not (case.kind in ("autodialed", "sms") and consent.get("automated") is False)


def has_consent(case, tier):
    """Federal: whoever it was given to, as long as it covers this call."""
    held = [c for c in case.get("consents") or () if covers(case, c)]
    return any(tier == "express" or in_writing(case, c) for c in held)


def opens(case, tier):
    """A consent that opens a state's law: given to us, naming us, with withdrawals known."""
    if "revocations" not in case.facts:
        return False
    return any(
        covers(case, c)
        and c.get("to_caller", True)
        and c.get("names_seller") is not False
        and (tier == "express" or in_writing(case, c))
        for c in case.get("consents") or ()
    )


def months_later(on, count):
    year, month = divmod(on.year * 12 + on.month - 1 + count, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


LIMITS = {"transaction": (18, 540), "inquiry": (3, 90), "application": (3, 90)}


def business(case, kinds=("transaction", "inquiry", "application"), limits=LIMITS):
    """Whether a tie of these kinds stands on every day it may be there. `limits` {}: for ever."""
    ties = case.get("relationships") or ()
    return any(
        all(_holds(tie, ties, today, limits) for today in case.days())
        for tie in ties
        if tie["kind"] in kinds
    )


def _holds(tie, ties, today, limits):
    on, ends = day(tie["on"]), [day(t.get("ended_on")) for t in ties if t.get("ended_on")]
    own = day(tie.get("ended_on"))
    if today < on or (own and today >= own) or any(end >= on for end in ends):
        return False
    if tie["kind"] in limits:
        months, most = limits[tie["kind"]]
        return today <= min(months_later(on, months), on + timedelta(days=most))
    return True


def bought(case, months=None):
    """A purchase of so many months, or any that was not ended."""
    limits = {18: {"transaction": (18, 540)}, 12: {"transaction": (12, 365)}, None: {}}[months]
    return business(case, ("transaction",), limits)
