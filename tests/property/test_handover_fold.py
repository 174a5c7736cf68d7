"""A person takes a call from its assistant: any order, any repetition, nobody left on the line."""

from hypothesis import given
from hypothesis import strategies as st
from told_calls import (
    AGENT,
    HEARD,
    LATER,
    LEAD,
    OVER,
    ROOM,
    RUNG,
    THEIRS,
    agent,
    at,
    leg,
    room,
)

from services.domain.call import Event, fold
from services.domain.duties import EndRoom, GiveBack, HangUp, MoveLead, duties
from services.domain.times import from_text


def claimed(second, number=0, agent_id="u1"):
    return Event("handover.claimed", at(second), {"number": number, "agent_id": agent_id})


def used(second, number=0, sid=AGENT):
    return Event("handover.used", at(second), {"number": number, "call_sid": sid})


def failed(second, number=0):
    return Event("handover.failed", at(second), {"number": number, "reason": "not_joined"})


def heard(second, sid=AGENT):
    return Event("page.joined", at(second), {"leg": sid})


MOVED = Event("handover.moved", at(18), {"number": 0, "call_sid": LEAD})
TAKING = [*RUNG, *HEARD, claimed(15), used(16), room(17, "participant-join", AGENT), heard(17)]
MET = [*TAKING, MOVED, room(19, "participant-join", LEAD)]
TAKEN_OVER = {
    "lead_hung_up": [
        *MET,
        leg(30, "completed", duration_s=21),
        room(30, "participant-leave", LEAD, "participant_hung_up"),
        room(31, "conference-end", reason="conference-ended-via-api"),
        agent(31, "completed"),
    ],
    "agent_hung_up": [
        *MET,
        Event("page.hung_up", at(30), {"leg": AGENT}),
        room(30, "participant-leave", AGENT, "participant_hung_up"),
        room(30, "conference-end"),
        leg(31, "completed", duration_s=22),
        agent(31, "completed"),
    ],
}


@st.composite
def taken_over(draw):
    story = TAKEN_OVER[draw(st.sampled_from(sorted(TAKEN_OVER)))]
    came = draw(st.lists(st.sampled_from(story), max_size=12))
    return story, draw(st.permutations([*story, *came]))


@given(taken_over())
def test_order_and_doubling_do_not_change_a_call_that_was_taken_over(delivery):
    story, received = delivery

    assert fold(THEIRS + received) == fold(THEIRS + story)


def test_a_call_that_was_taken_over_is_an_agents_call_and_owes_its_outcome():
    for cause, story in TAKEN_OVER.items():
        call = fold(THEIRS + story)
        assert (call.cause, call.owed, call.settled) == (cause, True, True)
        assert call.handed_over_at == at(19)


def test_the_lead_is_moved_once_the_agent_hears_and_not_before():
    now = from_text(at(18))

    assert duties(fold([*THEIRS, *RUNG, claimed(15), used(16)]), now) == ()
    assert duties(fold([*THEIRS, *TAKING[:-1]]), now) == ()
    assert duties(fold([*THEIRS, *TAKING]), now) == (MoveLead(0, LEAD),)
    assert duties(fold([*THEIRS, *MET]), LATER) == ()


def test_an_agent_who_does_not_come_gives_the_call_back_after_20_seconds():
    call = fold([*THEIRS, *RUNG, claimed(15), used(16)])

    assert duties(call, from_text(at(34))) == ()
    assert duties(call, from_text(at(35))) == (GiveBack(0, "not_joined"),)


def test_an_agent_who_goes_before_the_lead_was_moved_ends_nothing():
    gone = [*TAKING, room(18, "participant-leave", AGENT, "participant_hung_up")]
    call = fold([*THEIRS, *gone])

    assert not call.agent_gone
    assert duties(call, from_text(at(18))) == (GiveBack(0, "agent_left"),)


def test_an_agent_who_goes_while_the_lead_is_moved_leaves_nobody_on_the_line():
    call = fold([*THEIRS, *TAKING, MOVED, Event("page.left", at(19), {"leg": AGENT})])

    assert call.agent_gone
    assert HangUp(LEAD) in duties(call, from_text(at(19)))


def test_a_lead_who_hangs_up_while_he_is_moved_sends_the_agent_home():
    call = fold([*THEIRS, *TAKING, MOVED, OVER])

    assert (call.cause, call.owed) == ("lead_hung_up", False)
    assert duties(call, LATER) == (EndRoom(ROOM),)


def test_after_a_failure_the_assistant_goes_on_and_another_agent_may_take_the_call():
    tried = [*TAKING, failed(18)]
    call = fold([*THEIRS, *tried])
    assert (call.state, call.handover, call.agent.sid) == ("talking", None, None)
    assert duties(call, LATER) == (HangUp(AGENT),)

    second = [claimed(20, 1, "u2"), used(21, 1, "CAc"), agent(21, "completed")]
    call = fold([*THEIRS, *tried, *second])
    assert (call.handover.agent_id, call.agent.sid, call.agent.live) == ("u2", "CAc", True)
    assert duties(call, from_text(at(22))) == ()


def test_what_an_earlier_agents_page_said_moves_nothing_of_a_later_one():
    earlier = [*TAKING, failed(18), Event("page.hung_up", at(19), {"leg": AGENT})]
    joins = room(22, "participant-join", "CAc")
    call = fold([*THEIRS, *earlier, claimed(20, 1, "u2"), used(21, 1, "CAc"), joins])

    assert not call.agent_gone
    assert call.handover.left_at is None


EVERYTHING = [e for story in TAKEN_OVER.values() for e in story]
EVERYTHING += [*THEIRS, failed(18), claimed(20, 1, "u2"), used(21, 1, "CAc")]
EVERYTHING += [room(22, "participant-join", "CAc"), heard(22, "CAc"), agent(24, "canceled")]
EVERYTHING += [Event("page.hung_up", at(23), {}), Event("page.left", at(23), {"leg": "CAc"})]
SECONDS = st.integers(16, 59)


@given(st.lists(st.sampled_from(EVERYTHING), max_size=24), SECONDS)
def test_whatever_was_heard_nobody_is_left_on_the_line(events, second):
    call = fold([THEIRS[0], *events])
    due = duties(call, from_text(at(second)))

    if call.agent_gone and call.lead.live:
        assert HangUp(call.lead.sid) in due
    if call.cause and call.agent.live and not call.agent_gone:
        assert any(isinstance(duty, EndRoom | HangUp) for duty in due)


@given(st.lists(st.sampled_from(EVERYTHING), max_size=24), SECONDS)
def test_nobody_is_moved_to_an_agent_who_is_not_there(events, second):
    call = fold([THEIRS[0], *events])

    for duty in duties(call, from_text(at(second))):
        if isinstance(duty, MoveLead):
            assert call.handover.joined_at and not call.handover.left_at
            assert duty.call_sid == call.lead.sid and call.lead.live


@given(st.lists(st.sampled_from(EVERYTHING), max_size=24))
def test_an_outcome_is_owed_by_whom_the_lead_met_and_by_nobody_else(events):
    call = fold([THEIRS[0], *events])

    assert call.owed <= bool(call.handover and call.handover.met_at)
