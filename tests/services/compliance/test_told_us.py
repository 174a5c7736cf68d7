"""What a person told us binds every later call."""

from datetime import UTC, datetime

import pytest
from law import ask, at_wall, of

from services.compliance.facts import Told
from services.compliance.model import CallKind, FindingKind, Purpose

DENY, ALLOW = FindingKind.DENY, FindingKind.ALLOW
CHICAGO = "America/Chicago"


def told(*restrictions, flags=()):
    return Told(frozenset(restrictions), frozenset(flags))


def when(verdict):
    return of(verdict, "TOLD-US-WHEN")


@pytest.mark.parametrize("flag", ["cease", "deceased"])
@pytest.mark.parametrize("purpose", Purpose)
def test_some_words_end_every_call(flag, purpose):
    verdict = ask(told_us=told(flags=[flag]), purpose=purpose)

    assert of(verdict, "TOLD-US-STOP").finding is DENY
    assert verdict.next_legal_time is None  # waiting does not help


@pytest.mark.parametrize("flag", ["dispute", "bankruptcy", "already_paid"])
def test_some_words_end_the_collection_of_a_debt_only(flag):
    assert of(ask(told_us=told(flags=[flag]), purpose=Purpose.DEBT), "TOLD-US-STOP").finding is DENY
    assert of(ask(told_us=told(flags=[flag])), "TOLD-US-STOP").finding is ALLOW


def test_hardship_alone_forbids_nothing():
    verdict = ask(told_us=told(flags=["hardship", "refused"]), purpose=Purpose.DEBT)

    assert of(verdict, "TOLD-US-STOP").finding is ALLOW


def test_what_nobody_read_is_unknown():
    verdict = ask(told_us=None)

    assert not verdict.allowed
    assert of(verdict, "TOLD-US-STOP").finding is FindingKind.UNKNOWN


@pytest.mark.parametrize(
    "scope, wall, finding",
    [
        ("sunday", "2026-11-22 12:00", DENY),
        ("sunday", "2026-11-21 12:00", ALLOW),
        ("saturday", "2026-11-21 12:00", DENY),
        ("weekend", "2026-11-22 12:00", DENY),
        ("weekend", "2026-11-20 12:00", ALLOW),
        ("evening", "2026-11-20 17:00", DENY),
        ("evening", "2026-11-20 16:59", ALLOW),
        ("morning", "2026-11-20 11:59", DENY),
        ("morning", "2026-11-20 12:00", ALLOW),
        ("work", "2026-11-20 12:00", DENY),
        ("voice", "2026-11-20 12:00", ALLOW),
    ],
)
def test_a_wish_holds_by_the_clock_of_the_person(scope, wall, finding):
    verdict = ask(at=at_wall(wall, CHICAGO), told_us=told(scope))

    assert when(verdict).finding is finding


def test_every_clock_that_may_be_his_counts():
    """Area code 812 lies in Indiana's two zones: 16:30 in one is 17:30 in the other."""
    at = at_wall("2026-11-20 16:30", CHICAGO)

    assert when(ask("+18125550144", at, told_us=told("evening"))).finding is DENY


def test_no_automated_voice_means_the_assistant_and_not_the_agent():
    verdict = ask(told_us=told("voice"), kind=CallKind.ARTIFICIAL_VOICE)

    assert when(verdict).finding is DENY
    assert when(verdict).reason == "This person asked: not by an automated voice."


def test_a_denial_says_when_the_wish_lets_us_call_again():
    at = at_wall("2026-11-21 12:00", CHICAGO)
    verdict = ask(at=at, told_us=told("weekend"))

    monday = at_wall("2026-11-23 08:00", CHICAGO)
    assert verdict.next_legal_time == monday


def test_a_permission_ends_where_the_wish_begins():
    at = at_wall("2026-11-20 16:30", CHICAGO)

    assert ask(at=at, told_us=told("evening")).legal_until == at_wall("2026-11-20 17:00", CHICAGO)


def test_a_wish_that_leaves_no_time_has_no_next_time():
    verdict = ask(
        at=datetime(2026, 11, 20, 18, tzinfo=UTC), told_us=told("morning", "evening", "work")
    )

    assert verdict.next_legal_time is None


def test_two_wishes_wait_for_the_later_one():
    at = at_wall("2026-11-20 18:00", CHICAGO)  # Friday evening
    verdict = ask(at=at, told_us=told("evening", "weekend", "morning"))

    assert verdict.next_legal_time == at_wall("2026-11-23 12:00", CHICAGO)
