"""Legal holidays on which calling acts close: dates counted by hand, for 2024 to 2031.

A day that falls on a Sunday is kept on Monday too, one that falls on a Saturday on Friday too,
unless a state's list says otherwise; a day too many closed harms nobody.
"""

from calendar import monthcalendar
from datetime import date, timedelta

EASTER = {
    2024: (3, 31), 2025: (4, 20), 2026: (4, 5), 2027: (3, 28), 2028: (4, 16), 2029: (4, 1),
    2030: (4, 21), 2031: (4, 13),
}  # fmt: skip
MON, TUE, THU, SAT, SUN = 0, 1, 3, 5, 6
DAY = timedelta(days=1)


def nth(year, month, weekday, which):
    """The first (0), second (1)… or last (-1) such weekday of a month."""
    days = [week[weekday] for week in monthcalendar(year, month) if week[weekday]]
    return date(year, month, days[which])


def federal(year):
    """5 USC 6103 with both days of a shifted one."""
    fixed = [(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)]
    floating = [
        nth(year, 1, MON, 2), nth(year, 2, MON, 2), nth(year, 5, MON, -1), nth(year, 9, MON, 0),
        nth(year, 10, MON, 1), nth(year, 11, THU, 3),
    ]  # fmt: skip
    return [d for m, n in fixed for d in either_way(date(year, m, n))] + floating


def either_way(day):
    """The day, and Friday or Monday when it falls on a weekend."""
    if day.weekday() == SAT:
        return [day, day - DAY]
    return after_sunday(day)


def after_sunday(day):
    return [day, day + DAY] if day.weekday() == SUN else [day]


def from_easter(year, days):
    return date(year, *EASTER[year]) + days * DAY


def election(year):
    return nth(year, 11, MON, 0) + DAY


def alabama(year):
    """Ala. Code 1-3-8, with Mardi Gras and Rosa Parks Day closed everywhere."""
    return [
        from_easter(year, -47),
        nth(year, 4, MON, 3),
        nth(year, 6, MON, 0),
        *either_way(date(year, 12, 1)),
    ]


def louisiana(year):
    """La. R.S. 1:55(A)(1), with the general election of even years."""
    moved = [d for m, n in [(1, 8), (8, 30), (11, 1)] for d in after_sunday(date(year, m, n))]
    voting = [election(year)] if year % 2 == 0 else []
    return [*moved, *voting, from_easter(year, -47), from_easter(year, -2)]


def pennsylvania(year):
    return [from_easter(year, -2), *either_way(date(year, 6, 14)), election(year)]


def rhode_island(year):
    """R.I.G.L. 25-1-1: May 4, Victory Day, the election of even years."""
    voting = [election(year)] if year % 2 == 0 else []
    return [*after_sunday(date(year, 5, 4)), nth(year, 8, MON, 1), *voting]


def utah(year):
    """Utah Code 63G-1-301: Juneteenth is kept on a Monday, unless it is one."""
    june = date(year, 6, 19)
    back = june.weekday() if june.weekday() < SAT else june.weekday() - 7
    return [
        from_easter(year, -2),
        from_easter(year, 0),
        june - back * DAY,
        *either_way(date(year, 7, 24)),
    ]


OWN = {
    "AL": alabama,
    "LA": louisiana,
    "PA": pennsylvania,
    "RI": rhode_island,
    "UT": utah,
}


def closed_days(state, year):
    """The set of dates in a year that the state's calling act closes. Of a state whose law nobody
    has read, and of Nebraska, the federal days."""
    own = OWN.get(state, lambda _: [])
    years = (year, year + 1)  # New Year's Day may be kept on December 31
    return {d for y in years for d in [*federal(y), *own(y)] if d.year == year}
