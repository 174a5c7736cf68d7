"""Whatever a line brings, in whatever order: an answer, an end, and the law kept on the way."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.conversation.effect import EffectKind
from services.conversation.event import Event, EventKind
from services.conversation.playbook import Gate
from services.conversation.reply import Ending
from services.conversation.state import Mode
from services.playbook_files import known
from tests.property.odd_callers import Line, odd_event, right_answer, talk

HARD = ("stop calling me", "take me off your list", "do not call me again", "no me llamen más")
TRIED = settings(max_examples=80)
playbooks, seeds = st.sampled_from(known()), st.integers(0, 10_000_000)


@TRIED
@given(playbooks, seeds)
def test_any_sequence_of_events_has_an_answer(playbook, seed):
    for line, step in talk(playbook, seed):
        reply = step.reply
        assert (reply.listen is None) == (reply.ending is not Ending.NONE)
        assert all(one.text.strip() and "{" not in one.text for one in reply.lines)
        assert reply.lines or reply.ending is not Ending.NONE or waits_for_a_machine(step)
        keys = [effect.key for effect in line.effects]
        assert len(keys) == len(set(keys))


def waits_for_a_machine(step):
    """Or has nothing to add to what was just said: the carrier's word, a tool that nobody asked."""
    return step.state.mode is Mode.MACHINE or not step.noted


@TRIED
@given(playbooks, seeds, st.floats(0, 1))
def test_every_conversation_ends_within_its_limits(playbook, seed, willing):
    *_, (line, _) = talk(playbook, seed, turns=90, willing=willing)
    limit = line.book.playbook.limits.turns
    assert line.over
    assert len(line.steps) <= limit + 2


@TRIED
@given(playbooks, seeds, st.integers(0, 25), st.sampled_from(HARD))
def test_a_hard_opt_out_is_on_the_list_before_the_next_word(playbook, seed, turns, words):
    line, cut = came_to(playbook, seed, turns)
    step = line.send(Event(EventKind.SPEECH, text=words), cut)

    assert EffectKind.DO_NOT_CALL in {effect.kind for effect in line.effects}
    assert step.reply.ending is Ending.HANG_UP


@TRIED
@given(playbooks, seeds, st.integers(0, 25))
def test_key_nine_ends_the_call_and_every_further_one(playbook, seed, turns):
    line, cut = came_to(playbook, seed, turns)
    step = line.send(Event(EventKind.KEYS, keys="9"), cut)

    assert EffectKind.DO_NOT_CALL in {effect.kind for effect in line.effects}
    assert step.reply.ending is Ending.HANG_UP


def came_to(playbook, seed, turns):
    *_, (line, _) = talk(playbook, seed, turns=turns)
    return line, random.Random(seed).choice((None, None, 0, 20))


@settings(TRIED, max_examples=150)
@given(playbooks, seeds)
def test_nothing_gated_is_said_before_its_disclosure_was_heard(playbook, seed):
    heard = set()
    for line, step in talk(playbook, seed, willing=0.75):
        heard |= {(t.id, t.language) for t in step.state.ledger if t.completed is not None}
        what_is_gated_follows(line.book.playbook, step, heard)


def what_is_gated_follows(playbook, step, heard):
    """In each reply, what a disclosure gates stands behind it, unless it was heard before."""
    node = playbook.states[step.state.node]
    told = {id for id, language in heard if language == step.state.language}
    for one in step.reply.lines:
        told |= {one.disclosure}
        if one.disclosure or one.text_id == playbook.voicemail.text:
            continue
        for id, spec in playbook.disclosures.items():
            gated = step.state.node in spec.required_before and step.state.mode is not Mode.GO_ON
            first = spec.gate is Gate.ON_ANSWER and not spec.when and not node.end
            assert id in told or not (gated or first), (id, one)


@TRIED
@given(playbooks, seeds)
def test_nothing_private_is_said_to_whom_nobody_has_verified(playbook, seed):
    for line, step in talk(playbook, seed, willing=0.5):
        if not step.state.verified:
            said = " ".join(one.text for one in step.reply.lines)
            assert not any(secret in said for secret in private(line))


def private(line):
    """Private values that nothing else of the record holds, as they would be spoken."""
    from services.conversation.facts import is_private
    from services.conversation.spoken import spoken

    playbook, values = line.book.playbook, line.record.values
    fields = [f for f in playbook.record_fields if is_private(playbook, f) and f in values]
    found = {spoken(f, values[f], language) for f in fields for language in ("en", "es")}
    return {one for one in found if len(one) > 3}


@pytest.mark.parametrize("playbook", known())
def test_a_willing_caller_comes_beyond_verification_to_an_end(playbook):
    line = Line(playbook)
    for _ in range(30):
        line.send(right_answer(line))

    assert line.over
    assert line.state.verified or not line.book.playbook.private_fields


@pytest.mark.parametrize("playbook", known())
def test_the_callers_of_these_tests_come_nearly_everywhere(playbook):
    reached, states = set(), set(Line(playbook).book.playbook.states)
    for seed in range(120):
        for line, _ in talk(playbook, seed, turns=40, willing=0.8):
            reached |= line.reached
        if len(reached) > 0.55 * len(states):
            return

    pytest.fail(f"nobody came to {sorted(states - reached)}")


def test_an_odd_event_is_never_the_same_for_long():
    rng = random.Random(1)

    assert len({odd_event(rng).text for _ in range(50)}) > 10
