"""One judgement with every finding, against the loop that one would write first."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import phonenumbers

from bench.measures import ROUNDS, Measure, ratio_of
from services.compliance.facts import (
    Answer,
    Attempt,
    DoNotCallScope,
    Fact,
    Facts,
    ListAnswer,
    NationalList,
    Place,
    Told,
)
from services.compliance.judge import judge
from services.compliance.model import CallKind, Purpose, Question

AT = datetime(2026, 11, 18, 18, 30, tzinfo=UTC)  # a Wednesday, midday in every state
TIMES = 300
# area code, state, the zones in which the number or the address may be
PLACES = (
    ("312", "IL", ("America/Chicago",)),
    ("850", "FL", ("America/New_York", "America/Chicago")),
    ("915", "TX", ("America/Denver", "America/Chicago")),
    ("602", "AZ", ("America/Phoenix",)),
    ("206", "WA", ("America/Los_Angeles",)),
    ("212", "NY", ("America/New_York",)),
)
WINDOWS = {"FL": (8, 20), "WA": (8, 20), "TX": (9, 21), "NY": (8, 21)}  # local hours; else 8 to 21
NO_SUNDAYS = {"TX"}
NO_HOLIDAYS = {date(2026, 11, 26), date(2026, 12, 25)}
MONTH = timedelta(days=31)


def measure() -> list[Measure]:
    rounds = [(seconds(ours), seconds(naive), seconds(bare)) for _ in range(ROUNDS)]
    mine, theirs, least = zip(*rounds, strict=True)
    us = [sorted(s)[ROUNDS // 2] / (TIMES * len(PLACES)) * 1e6 for s in (mine, theirs, least)]
    note = (
        f"{us[0]:.0f} us with {len(findings())} findings and the end of the window; the loop, which"
        f" seeks that end minute by minute, {us[1]:.0f} us; without any end {us[2]:.0f} us"
    )
    name = "naive phonenumbers and zoneinfo loop / one judgement"
    return [ratio_of(name, theirs, mine, goal=3.0, at_most=False, note=note)]


def seconds(once: Callable[[], object]) -> float:
    begun = time.perf_counter()
    for _ in range(TIMES):
        once()
    return time.perf_counter() - begun


QUESTIONS = [
    (
        Question(CallKind.LIVE_MANUAL, Purpose.TELEMARKETING, f"+1{area}5550101", AT),
        Facts(
            address=Fact(Place(state, ""), "Podio", AT),
            line_type=Fact("landline", "Podio", AT),
            company_do_not_call=Fact(DoNotCallScope.NONE, "company list", AT),
            national_list=Fact(
                NationalList(area, ListAnswer.CLEAR, date(2026, 11, 15)), "national list", AT
            ),
            consents=Fact((), "consents", AT),
            attempts=Fact((Attempt(AT - timedelta(hours=30)),), "attempts", AT),
            attorney=Fact(Answer.NO, "Podio", AT),
            owner_occupied=Fact(Answer.NO, "Podio", AT),
            distress=Fact(frozenset({"tax_lien"}), "Podio", AT),
            told_us=Fact(Told(), "wishes", AT),
        ),
    )
    for area, state, _ in PLACES
]


def ours() -> None:
    for question, facts in QUESTIONS:
        judge(question, facts)


def findings() -> object:
    return judge(*QUESTIONS[0]).findings


def naive() -> None:
    for (question, facts), (_, state, zones) in zip(QUESTIONS, PLACES, strict=True):
        naive_judge(question, facts, state, zones)


def bare() -> None:
    """The loop's own checks, without asking until when."""
    for (question, facts), (_, state, zones) in zip(QUESTIONS, PLACES, strict=True):
        naive_rows(question, facts, state, zones)


def naive_judge(question: Question, facts: Facts, state: str, zones: tuple[str, ...]) -> object:
    """The same questions, each answered; then the end of the window, minute by minute."""
    rows = naive_rows(question, facts, state, zones)
    until = question.at
    while legal_minute(until, state, zones):
        until += timedelta(minutes=1)
    return all(ok for _, ok, _ in rows), rows, until


def naive_rows(
    question: Question, facts: Facts, state: str, zones: tuple[str, ...]
) -> list[tuple[str, bool, str]]:
    number = phonenumbers.parse(question.number, "US")
    return [
        ("number", phonenumbers.is_valid_number(number), phonenumbers.format_number(number, 0)),
        ("company list", facts.company_do_not_call.value is DoNotCallScope.NONE, "company list"),
        ("attorney", facts.attorney.value is Answer.NO, "Podio"),
        ("foreclosure", "foreclosure" not in (facts.distress.value or ()), "Podio"),
        ("line", facts.line_type.value == "landline", "Podio"),
        ("lead age", question.at - (facts.address.as_of or AT) < timedelta(hours=24), "Podio"),
        ("consent", question.kind is CallKind.LIVE_MANUAL, "kind"),
        ("national list", fresh(facts.national_list.value, question.at), "national list"),
        ("hours", legal_minute(question.at, state, zones), "zoneinfo"),
        ("cap", recent(facts.attempts.value or (), question.at) < 3, "attempts"),
    ]


def fresh(copy: NationalList | None, at: datetime) -> bool:
    clear = copy is not None and copy.answer is ListAnswer.CLEAR and copy.as_of is not None
    return bool(clear and copy and copy.as_of and at.date() - copy.as_of <= MONTH)


def legal_minute(at: datetime, state: str, zones: tuple[str, ...]) -> bool:
    opens, closes = WINDOWS.get(state, (8, 21))
    for zone in zones:
        local = at.astimezone(ZoneInfo(zone))
        if not opens <= local.hour < closes or local.date() in NO_HOLIDAYS:
            return False
        if state in NO_SUNDAYS and local.weekday() == 6 and local.hour < 12:
            return False
    return True


def recent(attempts: tuple[Attempt, ...], at: datetime) -> int:
    return sum(at - attempt.at < timedelta(hours=24) for attempt in attempts)
