"""Any order, doubling or loss (with the tick) of callbacks folds to the same call."""

from hypothesis import given, settings
from hypothesis import strategies as st
from told_calls import (
    AGENT,
    HEARD,
    LATER,
    LEAD,
    OURS,
    OVER,
    RUNG,
    TAKEN,
    THEIRS,
    agent,
    at,
    leg,
    room,
    turn,
)

from services.domain.call import Event, fold
from services.domain.duties import UNHEARD_FOR, DialLead, HangUp, duties
from services.domain.times import from_text

TALK = [
    room(2, "participant-join", AGENT),
    leg(4, "initiated"),
    leg(5, "ringing"),
    leg(9, "in-progress"),
    room(9, "participant-join", LEAD),
    room(9, "conference-start"),
]
LEAD_HANGS_UP = [
    leg(30, "completed", duration_s=21),
    room(30, "participant-leave", LEAD, "participant_hung_up"),
    room(31, "participant-leave", AGENT, "conference_ended_via_api"),
    room(31, "conference-end", reason="conference-ended-via-api"),
    agent(31, "completed"),
]
AGENT_HANGS_UP = [
    room(30, "participant-leave", AGENT, "participant_hung_up"),
    room(30, "participant-leave", LEAD, "moderator_ended_conference"),
    room(30, "conference-end"),
    leg(30, "completed", duration_s=21),
    agent(30, "completed"),
]
NO_ANSWER = [
    *TALK[:3],
    leg(29, "no-answer"),
    room(29, "participant-leave", LEAD, "participant_add_failed", "no-answer"),
    room(30, "conference-end"),
    agent(30, "completed"),
]
GONE_BEFORE = [
    *TALK[:3],
    room(7, "participant-leave", AGENT, "participant_hung_up"),
    room(7, "conference-end"),
    agent(7, "completed"),
    leg(8, "canceled"),
]
ABANDONED = [
    *TALK[:3],
    room(7, "participant-leave", AGENT, "participant_hung_up"),
    agent(7, "completed"),
    leg(8, "in-progress"),
    leg(9, "completed", duration_s=1),
]

STORIES = {
    "lead_hung_up": TALK + LEAD_HANGS_UP,
    "agent_hung_up": TALK + AGENT_HANGS_UP,
    "no_answer": NO_ANSWER,
    "canceled": GONE_BEFORE,
    "abandoned": ABANDONED,
}


def what_the_tick_reads(story):
    """The carrier's books, as the tick records them: both legs' last state."""
    ends = [e for e in story if e.action.split(".")[0] in ("leg", "agent")]
    return [e for e in ends if e.body["status"] in ("completed", "no-answer", "canceled")]


def summary(call):
    return (
        call.state, call.cause, call.abandoned, call.settled, call.lead.status,
        call.lead.answered_at, call.lead.ended_at, call.owed,
    )  # fmt: skip


@st.composite
def deliveries(draw):
    story = STORIES[draw(st.sampled_from(sorted(STORIES)))]
    came = draw(st.lists(st.sampled_from(story), max_size=12))
    return story, draw(st.permutations([*story, *came]))


@given(deliveries())
def test_order_and_doubling_of_callbacks_do_not_change_the_call(delivery):
    story, received = delivery

    assert fold(OURS + received) == fold(OURS + story)


@st.composite
def losses(draw):
    story = STORIES[draw(st.sampled_from(["no_answer", "canceled", "abandoned"]))]
    kept = [event for event in story if draw(st.booleans())]
    return story, draw(st.permutations([*kept, *what_the_tick_reads(story)]))


@given(losses())
def test_what_was_lost_the_tick_repairs(loss):
    story, received = loss

    assert summary(fold(OURS + received)) == summary(fold(OURS + story))


def everything():
    return st.sampled_from([e for story in STORIES.values() for e in story] + OURS)


@settings(max_examples=300)
@given(st.lists(everything(), max_size=20))
def test_nobody_is_left_on_the_line_when_the_agent_is_gone(events):
    call = fold(events)

    if call.agent_gone and call.lead.live:
        assert HangUp(call.lead.sid) in duties(call, LATER)
    if call.agent_gone:
        assert all(isinstance(duty, HangUp) for duty in duties(call, LATER))


AWAITING = Event("permit.issued", at(0), {"awaits_sound": True})


@given(st.lists(everything(), max_size=20), st.integers(0, 30))
def test_nobody_is_dialled_before_the_page_hears_or_ten_seconds_are_over(events, second):
    now = from_text(at(second))
    call = fold([AWAITING, *events])

    if DialLead() in duties(call, now):
        assert call.agent.live
        assert now >= from_text(call.joined_at) + UNHEARD_FOR


@given(st.lists(everything(), max_size=20), st.lists(everything(), max_size=5))
def test_a_leg_that_ended_never_rings_again(events, later):
    if fold(events).lead.ended:
        assert fold(events + later).lead.ended


@st.composite
def talks_with_losses(draw):
    story = STORIES[draw(st.sampled_from(["lead_hung_up", "agent_hung_up"]))]
    kept = [event for event in story if draw(st.booleans())]
    return draw(st.permutations([*kept, *what_the_tick_reads(story)]))


@given(talks_with_losses())
def test_a_talk_of_which_only_the_tick_knows_is_still_an_ended_talk(received):
    call = fold(OURS + received)

    assert (call.state, call.settled, call.abandoned) == ("ended", True, False)
    assert call.lead.answered_at == at(9)
    assert call.cause in ("lead_hung_up", "agent_hung_up")


def test_an_answer_that_finds_nobody_is_abandoned():
    assert fold(OURS + ABANDONED).abandoned
    assert not fold(OURS + TALK + AGENT_HANGS_UP).abandoned
    assert not fold(OURS + TALK + LEAD_HANGS_UP).abandoned


def test_the_cause_says_who_hung_up():
    causes = {name: fold(OURS + story).cause for name, story in STORIES.items()}

    assert causes == {
        "lead_hung_up": "lead_hung_up",
        "agent_hung_up": "agent_hung_up",
        "no_answer": "no_answer",
        "canceled": "agent_hung_up",
        "abandoned": "agent_hung_up",
    }


# A call without an agent: the same promises.

ASSISTED = {
    "lead_hung_up": [*RUNG, *HEARD, OVER],
    "assistant_hung_up": [*RUNG, *HEARD, turn(28, 3, "hang_up", "appointment"), OVER],
    "voicemail_left": [
        *RUNG,
        turn(9, 0),
        Event("amd.answered", at(12), {"answered_by": "machine_start"}),
        turn(13, 1, "hang_up", "voicemail_left"),
        OVER,
    ],
    "stopped": [*RUNG, *HEARD, Event("page.hung_up", at(29), {}), OVER],
    "no_answer": [*RUNG[:2], leg(29, "no-answer")],
}


@st.composite
def assisted(draw):
    story = ASSISTED[draw(st.sampled_from(sorted(ASSISTED)))]
    came = draw(st.lists(st.sampled_from(story), max_size=12))
    return story, draw(st.permutations([*story, *came]))


@given(assisted())
def test_order_and_doubling_do_not_change_an_assistants_call(delivery):
    story, received = delivery

    assert fold(THEIRS + received) == fold(THEIRS + story)


@st.composite
def assisted_with_losses(draw):
    """The carrier's words may be lost; what we recorded ourselves never is."""
    story = ASSISTED[draw(st.sampled_from(sorted(ASSISTED)))]
    lost = [e for e in story if e.action.startswith("leg.") and draw(st.booleans())]
    kept = [e for e in story if e not in lost]
    return story, draw(st.permutations([*kept, *what_the_tick_reads(story)]))


@given(assisted_with_losses())
def test_what_was_lost_of_an_assistants_call_the_tick_repairs(loss):
    story, received = loss

    assert summary(fold(THEIRS + received)) == summary(fold(THEIRS + story))


def test_the_cause_says_who_ended_an_assistants_call():
    assert {name: fold(THEIRS + story).cause for name, story in ASSISTED.items()} == {
        name: name for name in ASSISTED
    }


def test_an_order_to_hang_up_in_the_last_second_ended_it():
    ordered = Event("page.hung_up", f"{at(30)[:-8]}.900000Z", {})

    assert fold([*THEIRS, *RUNG, *HEARD, ordered, OVER]).cause == "stopped"
    assert fold([*THEIRS, *RUNG, *HEARD, OVER, Event("page.hung_up", at(31), {})]).cause == (
        "lead_hung_up"
    )


@given(st.lists(st.sampled_from([e for s in ASSISTED.values() for e in s] + THEIRS), max_size=20))
def test_no_agent_owes_anything_for_an_assistants_call(events):
    call = fold([TAKEN, *events])

    assert not call.owed and not call.abandoned
    if call.agent_gone and call.lead.live:
        assert HangUp(call.lead.sid) in duties(call, LATER)
    assert (DialLead() in duties(call, LATER)) <= (not call.dialled and not call.agent_gone)


def test_an_assistant_dials_as_soon_as_its_permit_is_used():
    assert duties(fold([TAKEN]), LATER) == (DialLead(),)


def test_who_is_asked_for_the_first_words_has_answered():
    call = fold([*THEIRS, *RUNG[:2], turn(9, 0)])

    assert (call.state, call.lead.answered_at) == ("talking", at(9))


def test_a_page_that_goes_does_not_end_what_the_assistant_says():
    call = fold([*THEIRS, *RUNG, Event("page.left", at(12), {})])

    assert (call.state, call.agent_gone, duties(call, LATER)) == ("talking", False, ())


def test_an_incoming_call_begins_answered_and_is_not_dialled():
    begun = Event("call.incoming", at(1), {"assistant": "healthcare_intake", "call_sid": LEAD})
    call = fold([begun])

    assert (call.state, call.lead.sid, duties(call, LATER)) == ("talking", LEAD, ())
    assert fold([begun, OVER]).settled
