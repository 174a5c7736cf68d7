"""The agent may go at any step, and any callback may come late, twice or never: nobody is left."""

import random

import pytest
from house import SECOND

from services.call_progress import News
from services.domain.errors import CarrierRefused

STEPS = ("before join", "before claim", "between claim and POST", "during POST", "at the answer",
         "ringing", "talking", "never")  # fmt: skip
POSTS = ("once", "doubled", "reordered", "dropped")


class Postman:
    """How callbacks reach us."""

    def __init__(self, house, call_id, way) -> None:
        self.house, self.call_id, self.way = house, call_id, way

    def deliver(self) -> None:
        while self.house.carrier.sent:
            letters, self.house.carrier.sent = self.house.carrier.sent, []
            for letter in self._sorted(letters):
                self.house.hear(self.call_id, letter)

    def _sorted(self, letters):
        if self.way == "dropped":
            return []
        if self.way == "doubled":
            return [letter for letter in letters for _ in range(2)]
        if self.way == "reordered":
            return random.Random(7).sample(letters, len(letters))
        return letters


def play(house, step, way):
    """One call in which the agent goes at `step`; the tick runs now and then."""
    carrier = house.carrier
    call_id = house.connected()
    post = Postman(house, call_id, way)
    if step == "between claim and POST":
        house.during_claim = carrier.agent_leaves
    if step == "during POST":
        carrier.after_dial = carrier.agent_leaves
    leave_at(step, "before join", carrier)
    carrier.join()
    leave_at(step, "before claim", carrier)
    go_on(house, post)
    if "leg" in carrier.live:
        talk(house, post, step)
    go_on(house, post)
    return call_id


def talk(house, post, step) -> None:
    carrier = house.carrier
    carrier.ring()
    post.deliver()
    leave_at(step, "ringing", carrier)
    post.deliver()
    leave_at(step, "at the answer", carrier)
    carrier.answer()
    go_on(house, post)
    leave_at(step, "talking", carrier)
    go_on(house, post)
    if "leg" in carrier.live:
        carrier.lead_hangs_up()


def leave_at(step, here, carrier) -> None:
    if step == here:
        carrier.agent_leaves()


def go_on(house, post) -> None:
    post.deliver()
    for _ in range(3):
        house.clock.step(20)
        house.tick()
        post.deliver()


@pytest.mark.parametrize("way", POSTS)
@pytest.mark.parametrize("step", STEPS)
def test_whenever_the_agent_goes_nobody_is_left_and_nobody_is_dialled_twice(house, step, way):
    call_id = play(house, step, way)

    assert house.carrier.live == []
    assert house.carrier.dials <= 1
    data = house.data(call_id)
    assert (data["state"], data["open"]) == ("ended", False)
    assert house.main.get("busy", "agent:u1") is None
    assert house.main.get("busy", "number:key-of-n1") is None


@pytest.mark.parametrize("way", POSTS)
def test_an_agent_who_goes_before_the_claim_makes_no_dial(house, way):
    call_id = play(house, "before join", way)

    assert house.carrier.dials == 0
    assert house.data(call_id)["cause"] == "agent_left"
    assert not house.data(call_id)["owed"]


@pytest.mark.parametrize("way", ["once", "doubled", "reordered"])
def test_an_answer_that_finds_nobody_is_recorded_as_abandoned(house, way):
    call_id = play(house, "at the answer", way)

    data = house.data(call_id)
    assert data["abandoned"] == (data["answered_at"] is not None)


def test_a_lead_who_answers_an_empty_room_is_abandoned_and_hung_up(house):
    call_id = house.connected()
    house.carrier.join()
    house.deliver(call_id)
    house.carrier.ring()
    house.deliver(call_id)
    house.carrier.agent_leaves()
    house.carrier.answer()
    house.deliver(call_id)

    assert house.data(call_id)["abandoned"]
    assert house.carrier.live == []
    assert "call.abandoned" in [r.action for r in house.trail.chain(f"call:{call_id}")]


@pytest.mark.parametrize("way", POSTS)
def test_an_undisturbed_call_is_talked_and_ends_with_the_lead(house, way):
    call_id = play(house, "never", way)

    data = house.data(call_id)
    assert data["cause"] == "lead_hung_up"
    assert data["answered_at"] and data["talk_s"] > 0
    assert data["owed"]


def test_a_dial_whose_answer_was_lost_is_found_and_never_repeated(house):
    house.carrier.unsure = True
    call_id = house.connected()
    house.carrier.join()
    house.hear(call_id, house.carrier.sent.pop(0))
    house.carrier.sent.clear()
    house.clock.step(20)
    house.tick()

    assert house.carrier.dials == 1
    assert house.data(call_id)["lead_sid"] is not None


def test_a_claim_without_a_leg_is_settled_after_a_minute(house):
    house.carrier.before_dial = lambda: (_ for _ in ()).throw(house_down())
    call_id = house.connected()
    house.carrier.join()
    house.deliver(call_id)
    house.clock.step(30)
    house.tick()
    assert house.data(call_id)["cause"] is None

    house.clock.step(40)
    house.tick()

    assert house.data(call_id)["cause"] == "not_dialled"
    assert house.carrier.dials == 0
    assert house.carrier.live == []


def house_down():
    from services.domain.errors import CarrierUnavailable

    return CarrierUnavailable("no answer")


def test_three_triggers_at_once_make_one_dial(house):
    from concurrent.futures import ThreadPoolExecutor

    from services.call_progress import News

    call_id = house.connected()
    house.carrier.join()
    join = house.carrier.sent.pop(0)
    page = News("page.joined", {}, "page.joined", "user:u1")
    with ThreadPoolExecutor(6) as pool:
        jobs = [pool.submit(house.hear, call_id, news) for news in (join, page, join, page)]
        jobs.append(pool.submit(house.tick))
    for job in jobs:
        job.result()

    assert house.carrier.dials == 1


def test_an_agent_known_to_be_gone_after_the_claim_makes_no_dial(house):
    call_id = house.connected()
    house.carrier.join()
    join = house.carrier.sent.pop(0)

    def goes_and_is_heard():
        house.carrier.agent_leaves()
        house.deliver(call_id)

    house.during_claim = goes_and_is_heard
    house.hear(call_id, join)

    assert house.carrier.dials == 0
    assert house.data(call_id)["cause"] == "agent_left"


def test_do_not_call_set_between_permit_and_dial_stops_the_dial(house):
    call_id = house.connected()
    house.blocked = True
    house.carrier.join()
    house.deliver(call_id)

    assert house.carrier.dials == 0
    assert house.data(call_id)["cause"] == "refused_at_dial"
    assert house.data(call_id)["reasons"]
    assert house.carrier.live == []


def test_an_agent_signed_out_between_permit_and_dial_dials_nobody(house):
    call_id = house.connected()
    house.signed_out.add("s-u1")
    house.carrier.join()
    house.deliver(call_id)

    assert house.carrier.dials == 0
    assert house.data(call_id)["cause"] == "refused_at_dial"
    assert house.data(call_id)["reasons"] == ["The agent was signed out meanwhile."]
    denied = next(r for r in house.trail.chain(f"call:{call_id}") if r.action == "dial.denied")
    assert denied.body["reason"] == "session_ended"
    assert house.carrier.live == []
    assert not house.data(call_id)["owed"]


@pytest.mark.parametrize("minutes, dials", [(1, 0), (3, 1)])
def test_the_window_must_last_two_more_minutes(house, minutes, dials):
    from datetime import timedelta

    call_id = house.connected()
    house.judge.until = timedelta(minutes=minutes)
    house.carrier.join()
    house.deliver(call_id)

    assert house.carrier.dials == dials


def test_the_page_that_says_goodbye_hangs_the_lead_up(house):
    from services.call_progress import News

    call_id = house.connected()
    house.carrier.join()
    house.deliver(call_id)
    house.progress.hear(call_id, News("page.left", {}, "page.left", "user:u1"))

    assert house.carrier.live == []


def test_a_lost_dial_is_found_although_podio_has_deleted_the_lead_since(house):
    house.carrier.unsure = True
    call_id = house.connected()
    house.carrier.join()
    house.hear(call_id, house.carrier.sent.pop(0))
    house.dialing.leads.clear()
    house.carrier.agent_leaves()
    house.carrier.sent.clear()
    assert house.carrier.live == ["leg"]

    for _ in range(2):
        house.clock.step(10)
        house.tick()

    assert house.carrier.live == []
    assert house.data(call_id)["lead_sid"] is not None


def test_legs_that_the_carrier_does_not_know_have_ended_after_a_minute(house):
    call_id = house.connected()
    house.carrier.join()
    house.deliver(call_id)
    house.carrier.answer()
    house.deliver(call_id)
    house.carrier.lines.clear()
    house.carrier.room_sid = ""
    house.clock.step(30)
    house.tick()
    assert house.data(call_id)["cause"] is None

    house.clock.step(40)
    house.tick()

    data = house.data(call_id)
    assert (data["cause"], data["open"], data["owed"]) == ("failed", False, True)
    assert house.main.get("busy", "agent:u1") is None


@pytest.mark.parametrize("broken", [CarrierRefused(20003), KeyError("odd")], ids=["refused", "odd"])
def test_a_call_that_cannot_be_inspected_keeps_no_other_from_it(house, broken):
    house.asking.ask(house.order(agent="u2", request="first", lead=SECOND))
    [first] = house.calls.open()
    house.clock.step(1)
    call_id = house.connected()
    house.carrier.join()
    house.deliver(call_id)
    house.carrier.agent_leaves()
    house.carrier.sent.clear()
    settle = house.book.settle

    def odd(asked):
        if asked == first.id:
            raise broken
        return settle(asked)

    object.__setattr__(house.book, "settle", odd)
    house.clock.step(10)
    house.tick()

    assert house.carrier.live == []


def test_a_hang_up_that_the_carrier_refuses_leaves_the_other_leg_to_be_hung_up(house):
    call_id = house.connected()
    house.carrier.join()
    house.deliver(call_id)
    hang_up = house.carrier.hang_up

    def refuse_the_lead(sid):
        if house.carrier.lines[sid].kind == "leg":
            raise CarrierRefused(20003)
        hang_up(sid)

    house.carrier.hang_up = refuse_the_lead
    house.progress.hear(call_id, News("page.left", {}, "page.left", "user:u1"))

    assert house.carrier.live == ["leg"]
