"""Whom to call next."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from services.calling_queue import CallingQueue
from services.compliance.facts import Fact, ListAnswer, NationalList, Place
from services.compliance.judge import judge
from services.domain.lead import Lead
from services.outlook import Outlooks
from tests.services.queue.conftest import NOON, gated, lead, stopped


@dataclass
class Clock:
    at: datetime = NOON

    def now(self) -> datetime:
        return self.at


class Crm:
    def __init__(self, *leads: Lead) -> None:
        self.leads = leads

    def queue(self, today: str, limit: int = 50) -> list[Lead]:
        self.asked = today
        return list(self.leads[:limit])


@pytest.fixture
def queue_of(ground):
    def build(*leads: Lead, at: datetime = NOON) -> CallingQueue:
        return CallingQueue(Crm(*leads), Outlooks(ground, judge), Clock(at))

    return build


def items(rows) -> list[int]:
    return [row.lead.item_id for row in rows]


def test_who_may_be_called_comes_first_then_gates_then_the_rest(queue_of, ground, facts):
    ground.by_number = {"stopped": stopped(facts), "gated": gated(facts)}

    rows = queue_of(lead(1, "stopped"), lead(2, "gated"), lead(3, "free"), lead(4)).now()

    assert items(rows) == [3, 2, 1, 4]
    assert [row.may for row in rows] == [True, True, False, False]


def test_within_each_the_order_of_the_leads_is_kept(queue_of):
    assert items(queue_of(lead(7, "a"), lead(3, "b"), lead(5, "c")).now()) == [7, 3, 5]


def test_a_lead_is_offered_by_its_best_number(queue_of, ground, facts):
    ground.by_number = {"home": stopped(facts)}

    (row,) = queue_of(lead(1, "home", "mobile")).now()

    assert row.outlook.number.id == "mobile"


def test_who_waits_for_the_clock_stands_before_whom_waiting_does_not_help(queue_of, ground, facts):
    hawaii = replace(
        facts,
        address=Fact(Place("HI", "968"), "Podio", NOON),
        national_list=Fact(NationalList("312", ListAnswer.CLEAR, date(2026, 11, 14)), "copy", NOON),
    )
    ground.by_number = {"stopped": stopped(facts), "west": hawaii}
    night = datetime(2026, 11, 19, 4, tzinfo=UTC)

    rows = queue_of(lead(1, "stopped"), lead(2, "west"), lead(3, "east"), at=night).now()

    assert items(rows)[-1] == 1
    assert all(row.opens for row in rows[:2])
    assert rows[0].opens <= rows[1].opens


def test_the_next_lead_follows_the_one_that_is_open_and_begins_again_at_the_end(queue_of):
    queue = queue_of(lead(1, "a"), lead(2, "b"), lead(3, "c"))

    assert queue.following().lead.item_id == 1
    assert queue.following(1).lead.item_id == 2
    assert queue.following(3).lead.item_id == 1
    assert queue.following(99).lead.item_id == 1


def test_the_next_lead_is_never_the_one_that_is_open_nor_one_that_is_forbidden(
    queue_of, ground, facts
):
    ground.by_number = {"stopped": stopped(facts)}
    queue = queue_of(lead(1, "a"), lead(2, "stopped"))

    assert queue.following(1) is None
    assert queue.following(2).lead.item_id == 1


def test_a_follow_up_is_due_on_the_day_of_the_east_coast(ground):
    crm = Crm()
    late = datetime(2026, 11, 19, 4, 59, tzinfo=UTC)

    CallingQueue(crm, Outlooks(ground, judge), Clock(late)).now()
    assert crm.asked == "2026-11-18"

    CallingQueue(crm, Outlooks(ground, judge), Clock(late + timedelta(minutes=1))).now()
    assert crm.asked == "2026-11-19"
