from datetime import UTC, datetime, timedelta

import pytest

from services.domain.looks import due
from services.domain.times import to_text

NOON = datetime(2026, 11, 18, 18, tzinfo=UTC)
TALKING = {
    "asked_at": to_text(NOON - timedelta(minutes=1)),
    "consumed_at": to_text(NOON - timedelta(seconds=50)),
    "joined_at": to_text(NOON - timedelta(seconds=40)),
    "dialled_at": to_text(NOON - timedelta(seconds=30)),
    "ringing_at": to_text(NOON - timedelta(seconds=20)),
    "answered_at": to_text(NOON),
    "agent_left_at": None,
    "ended_at": None,
    "cause": None,
    "open": True,
}
OVER = TALKING | {"ended_at": to_text(NOON), "cause": "lead_hung_up", "open": False}


def at(seconds):
    return NOON + timedelta(seconds=seconds)


def looks(call, until_s, every_s=5.0):
    """The seconds after noon at which ticks this far apart look."""
    seen, looked, second = [], None, 0.0
    while second <= until_s:
        if due(call, looked, at(second)):
            seen.append(second)
            looked = at(second)
        second += every_s
    return seen


@pytest.mark.parametrize("call", [TALKING, OVER])
def test_a_quiet_call_is_looked_at_ever_less_often_and_within_each_minute(call):
    assert looks(call, 270) == [0, 5, 10, 20, 40, 80, 130, 180, 230]


@pytest.mark.parametrize("every_s", [4.98, 5.02])
def test_ticks_a_little_early_or_late_keep_the_pace(every_s):
    assert len(looks(TALKING, 240, every_s)) == 9


@pytest.mark.parametrize(
    "awaiting",
    [
        {"consumed_at": None, "joined_at": None, "dialled_at": None, "answered_at": None},
        {"joined_at": None, "dialled_at": None, "ringing_at": None, "answered_at": None},
        {"dialled_at": None, "ringing_at": None, "answered_at": None},
        {"ringing_at": None, "answered_at": None},
        {"answered_at": None},
        {"agent_left_at": to_text(NOON)},
        {"cause": "lead_hung_up", "ended_at": to_text(NOON)},
    ],
    ids=["permit", "join", "dial", "ring", "answer", "agent_gone", "leg_to_end"],
)
def test_while_anything_is_awaited_every_tick_looks(awaiting):
    assert looks(TALKING | awaiting, 200) == list(range(0, 201, 5))


def test_a_permit_that_nobody_used_yet_is_looked_at_by_every_tick():
    bare = {"asked_at": TALKING["asked_at"], "consumed_at": None, "cause": None, "open": True}
    assert looks(bare, 40) == list(range(0, 41, 5))


def test_news_makes_the_looks_frequent_again():
    handed_over = TALKING | {"handed_over_at": to_text(at(600))}
    assert not due(TALKING, at(601), at(606))
    assert due(handed_over, at(601), at(606))


def test_a_tick_each_minute_looks_at_every_call():
    assert looks(TALKING, 600, 60.0) == list(range(0, 601, 60))
    assert len(looks(TALKING, 600, 55.0)) == 11


def test_a_clock_that_went_back_looks_at_once():
    assert due(TALKING, at(700), at(100))


def test_who_never_looked_looks_now():
    assert due(TALKING, None, at(4000))
