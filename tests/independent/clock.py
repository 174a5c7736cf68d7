"""When may be called: a second, slow reading of the sheet of law, minute by minute.

It shares no code and no table with the rulebook: windows typed from the sheet and its corrections,
zones of `places.py`, days of `holidays.py`. All hours are local, [start, end).
"""

from datetime import date, datetime, timedelta, timezone
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from tests.independent.holidays import closed_days

SALES = "telemarketing"
MACHINES = ("artificial_voice", "voicemail_drop")
NEVER = (0, 0)
ALL_DAY = (0, 24)
FEDERAL = (8, 21)
# Sales calls of every kind: Monday to Friday, Saturday, Sunday, holidays; hours, None for no rule.
LIVE = {
    "AL": ((8, 20), (8, 20), NEVER, NEVER),
    "CT": ((9, 20), (9, 20), (9, 20), None),
    "DC": ((8, 21), (8, 21), (8, 21), None),
    "FL": ((8, 20), (8, 20), (8, 20), None),
    "IL": ((8, 21), (8, 21), (8, 21), None),
    "KY": ((10, 21), (10, 21), (10, 21), None),
    "LA": ((8, 20), NEVER, NEVER, NEVER),
    "MD": ((8, 20), (8, 20), (8, 20), None),
    "MA": ((8, 20), (8, 20), (8, 20), None),
    "MI": ((9, 21), (9, 21), (9, 21), None),
    "MN": ((9, 21), (9, 21), (9, 21), None),
    "MS": ((8, 20), (8, 20), NEVER, None),
    "NV": ((9, 20), (9, 20), (9, 20), None),
    "NJ": ((8, 21), (8, 21), (8, 21), None),
    "NM": ((9, 21), (9, 21), (9, 21), None),
    "NY": ((8, 21), (8, 21), (8, 21), None),
    "NC": ((8, 21), (8, 21), (8, 21), None),
    "OK": ((8, 20), (8, 20), (8, 20), None),
    "OR": ((8, 20), (8, 20), (8, 20), None),
    "PA": ((9, 19), (9, 19), NEVER, NEVER),
    "RI": ((9, 18), (10, 17), NEVER, NEVER),
    "SC": ((8, 21), (8, 21), (8, 21), None),
    "SD": ((9, 21), (9, 21), NEVER, None),
    "TX": ((9, 21), (9, 21), (12, 21), None),
    "UT": ((8, 21), (8, 21), NEVER, NEVER),
    "VA": ((8, 21), (8, 21), (8, 21), None),
    "WA": ((8, 20), (8, 20), (8, 20), None),
    "WV": ((8, 21), (8, 21), (8, 21), None),
    "WI": ((8, 21), (8, 21), (8, 21), None),
    "WY": ((8, 20), (8, 20), (8, 20), None),
    "PR": ((9, 21), (9, 21), (9, 21), None),
}
UNREAD = ((10, 17 + 55 / 60), (10, 16 + 55 / 60), NEVER, NEVER)
LIVE |= dict.fromkeys(("VT", "VI", "GU", "AS", "MP"), UNREAD)
BEFORE = {  # until that day, exclusive
    "PA": (date(2026, 10, 18), ((8, 21), (8, 21), (8, 21), NEVER)),
    "OR": (date(2026, 1, 1), (ALL_DAY, ALL_DAY, ALL_DAY, None)),
}
# Artificial and recorded voices, whatever the purpose.
MACHINE = {
    "AL": ((8, 20), (8, 20), NEVER, NEVER),
    "CA": ((9, 21), (9, 21), (9, 21), None),
    "GA": ((8, 21), (8, 21), (8, 21), None),
    "IL": ((9, 21), (9, 21), (9, 21), None),
    "IN": ((9, 20), (9, 20), (9, 20), None),
    "KY": ((8, 21), (8, 21), (8, 21), None),
    "ME": ((9, 17), NEVER, NEVER, None),
    "MN": ((9, 21), (9, 21), (9, 21), None),
    "NE": ((8, 21), (8, 21), (13, 21), (13, 21)),
    "NV": ((9, 21), (9, 21), (9, 21), None),
    "OK": ((9, 21), (9, 21), (9, 21), None),
    "SD": ((9, 21), NEVER, NEVER, None),
}
DEBTS_KEEP_FEDERAL_HOURS = ("OK",)  # 15 O.S. 755.1
CONSENT_OPENS = ("UT",)  # Utah Code 13-25a-103(3): sundays, holidays and nights with consent
CENTRAL_STANDARD = timezone(timedelta(hours=-6))  # Miss. Code 77-3-723(1)


@cache
def zone(name):
    with (resources.files("tzdata") / "zoneinfo" / name).open("rb") as file:
        return ZoneInfo.from_file(file)


@cache
def days_off(state, year):
    return closed_days(state, year)


def rules(states, kind, purpose, *, consent=False):
    """Which laws bind: `(state, table)`, the federal one apart."""
    for state in states:
        if purpose == SALES and state in LIVE and not (consent and state in CONSENT_OPENS):
            yield state, LIVE
        spared = purpose == "debt" and state in DEBTS_KEEP_FEDERAL_HOURS
        if kind in MACHINES and state in MACHINE and not spared:
            yield state, MACHINE


def window(state, table, day):
    """The hours of a local day by one law."""
    week = table[state]
    if table is LIVE and state in BEFORE and day < BEFORE[state][0]:
        week = BEFORE[state][1]
    usual = week[max(0, day.weekday() - 4)]
    if week[3] is not None and day in days_off(state, day.year):
        return max(usual[0], week[3][0]), min(usual[1], week[3][1])
    return usual


def inside(hours, there):
    minute = there.hour * 60 + there.minute
    return round(hours[0] * 60) <= minute < round(hours[1] * 60)


def is_open(at, states, zones, kind, purpose, *, consent=False):
    """Whether every law is open by every clock: `states` as two letters, `zones` as IANA names."""
    clocks = [at.astimezone(zone(name)) for name in zones]
    if not all(inside(FEDERAL, there) for there in clocks):
        return False
    for state, table in rules(states, kind, purpose, consent=consent):
        read = clocks + (
            [at.astimezone(CENTRAL_STANDARD)] if (state, table is LIVE) == ("MS", True) else []
        )
        if not all(inside(window(state, table, there.date()), there) for there in read):
            return False
    return True


def first_open(at, states, zones, kind, purpose, *, consent=False, days=21):
    """The first whole minute from `at` on that is open, by trying every one."""
    minute = at.replace(second=0, microsecond=0)
    minute += timedelta(minutes=minute < at)
    for _ in range(days * 1_440):
        if is_open(minute, states, zones, kind, purpose, consent=consent):
            return minute
        minute += timedelta(minutes=1)
    return None


def instants(day: date, zones) -> list[datetime]:
    """The instants of a local day at which anything could change: each hour and the odd minutes."""
    return [
        datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone(name))
        for name in zones
        for hour in range(24)
        for minute in ((0, 55) if hour in (16, 17) else (0,))
    ]
