"""Whatever a line brings, in whatever order: an answer, an end, and the law kept on the way."""

import json
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.conversation import engine
from services.conversation.effect import EffectKind
from services.conversation.event import Event, EventKind, ToolResult
from services.conversation.playbook import Gate
from services.conversation.reply import Ending
from services.conversation.state import Mode
from services.playbook_files import read, sample

PHRASES = (
    "yes", "no", "yes speaking", "no she is not here", "stop", "quit", "hold on",
    "what did you say", "who is this", "what company is this", "are you a robot", "I do not know",
    "tomorrow at ten", "next tuesday", "two hundred thousand dollars", "the second one", "a move",
    "right away", "good", "let me talk to a person", "call me back later", "I am not interested",
    "wrong number", "goodbye", "don't record me", "do not call me at work", "I have a lawyer",
    "en español por favor", "english", "please leave a message after the tone",
    "state your name and why you are calling", "sí", "mañana", "six oh six one one",
    "march third nineteen eighty", "I lost my job", "I already paid that", "I dispute this",
    "she died", "chest pain", "it is for my knee", "ana at example dot com", "no, friday",
)  # fmt: skip
HARD = ("stop calling me", "take me off your list", "do not call me again", "no me llamen más")
ANSWERED_BY = ("human", "machine_start", "machine_end_beep", "machine_end_other", "fax", "unknown")
RELAXED = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)

words = st.one_of(st.sampled_from(PHRASES), st.text(max_size=60))
cuts = st.one_of(st.none(), st.integers(0, 200))


@st.composite
def events(draw):
    kind = draw(
        st.sampled_from(
            [EventKind.SPEECH] * 8 + [EventKind.KEYS] * 3 + [EventKind.SILENCE] * 2
            + [EventKind.MACHINE, EventKind.RESUMED, EventKind.TOOL, EventKind.ANSWERED]
        )
    )  # fmt: skip
    return (
        Event(
            kind,
            text=draw(words) if kind is EventKind.SPEECH else "",
            keys=draw(st.text("0123456789#*", max_size=9)) if kind is EventKind.KEYS else "",
            confidence=draw(st.one_of(st.none(), st.integers(0, 100))),
            answered_by=draw(st.sampled_from(ANSWERED_BY)) if kind is EventKind.MACHINE else "",
            result=ToolResult("open_slots", True) if kind is EventKind.TOOL else None,
        ),
        draw(cuts),
    )


class Line:
    """A carrier that keeps what it said, cuts where it is told to, and answers tools."""

    def __init__(self, playbook, language="en", tools_work=True):
        self.book, self.sample = read(playbook), sample(playbook)
        self.record, self.tools_work = self.sample.record(), tools_work
        self.state = engine.begin(self.book, self.record, language)
        self.steps, self.effects, self.said = [], [], []
        self.now = 0
        self.send(Event(EventKind.ANSWERED))

    @property
    def over(self):
        return self.steps[-1].reply.ending is Ending.HANG_UP

    def send(self, event, cut=None):
        spoken = " ".join(line.text for line in self.steps[-1].reply.lines) if self.steps else ""
        heard = None if cut is None else spoken[:cut]
        self.now += 1
        event = Event(**{**vars(event), "heard": heard, "at_s": self.now})
        step = engine.step(self.book, self.record, self.state, event)
        effects, asked = [*step.effects], 0
        while step.tool:
            asked += 1
            assert asked <= 5
            assert step.reply is None
            told = Event(EventKind.TOOL, result=self.answer(step.tool), at_s=self.now)
            step = engine.step(self.book, self.record, step.state, told)
            effects += step.effects
        written = json.dumps(step.state.to_data())
        assert len(written) < 100_000
        self.state = engine.restore(json.loads(written))
        assert self.state == step.state
        self.effects += effects
        self.steps.append(step)
        return step, effects

    def answer(self, asked):
        given = self.sample.tools.get(asked.tool)
        if given is None or not self.tools_work:
            return ToolResult(asked.tool, False)
        return ToolResult(asked.tool, given.ok, {"values": given.values, "rows": given.rows})


def in_place(step, event):
    """What must hold of every step."""
    reply = step.reply
    assert (reply.listen is None) == (reply.ending is not Ending.NONE)
    quiet = step.state.mode is Mode.MACHINE or event.kind in (EventKind.MACHINE, EventKind.TOOL)
    assert reply.lines or reply.ending is not Ending.NONE or quiet or step.noted.get("machine")
    assert all(line.text.strip() and "{" not in line.text for line in reply.lines)


playbooks = st.sampled_from(("real_estate",))
talks = st.lists(events(), max_size=25)


@RELAXED
@given(playbooks, talks, st.sampled_from(["en", "es"]), st.booleans())
def test_any_sequence_of_events_has_an_answer(playbook, talk, language, tools_work):
    line = Line(playbook, language, tools_work)
    for event, cut in talk:
        step, _ = line.send(event, cut)
        in_place(step, event)

    keys = [effect.key for effect in line.effects]
    assert len(keys) == len(set(keys))


@RELAXED
@given(playbooks, st.lists(events(), min_size=1, max_size=6), st.booleans())
def test_every_conversation_ends_within_its_limits(playbook, circle, tools_work):
    line = Line(playbook, tools_work=tools_work)
    most = line.book.playbook.limits.turns + 2
    for number in range(most):
        if line.over:
            break
        line.send(*circle[number % len(circle)])

    machine_only = all(event.kind in (EventKind.MACHINE, EventKind.TOOL) for event, _ in circle)
    assert line.over or machine_only


@RELAXED
@given(playbooks, talks, st.sampled_from(HARD), cuts)
def test_a_hard_opt_out_is_on_the_list_before_the_next_word(playbook, talk, words, cut):
    line = Line(playbook)
    for event, at in talk:
        line.send(event, at)
    step, _ = line.send(Event(EventKind.SPEECH, text=words), cut)

    assert EffectKind.DO_NOT_CALL in {effect.kind for effect in line.effects}
    assert step.reply.ending is Ending.HANG_UP


@RELAXED
@given(playbooks, talks, cuts)
def test_key_nine_ends_the_call_and_every_further_one(playbook, talk, cut):
    line = Line(playbook)
    for event, at in talk:
        line.send(event, at)
    step, _ = line.send(Event(EventKind.KEYS, keys="9"), cut)

    assert EffectKind.DO_NOT_CALL in {effect.kind for effect in line.effects}
    assert step.reply.ending is Ending.HANG_UP


@RELAXED
@given(playbooks, talks)
def test_nothing_gated_is_said_before_its_disclosure_was_heard(playbook, talk):
    line = Line(playbook)
    heard = set()
    for event, cut in [*talk, (Event(EventKind.SILENCE), None)]:
        before = line.steps[-1]
        gated_content_follows(line, before, heard)
        line.send(event, cut)
        heard |= {t.id for t in line.state.ledger if t.completed is not None}


def gated_content_follows(line, step, heard):
    """In each reply, what a disclosure gates stands behind it, unless it was heard before."""
    playbook, node = line.book.playbook, line.book.playbook.states[step.state.node]
    for id, spec in playbook.disclosures.items():
        told = set(heard)
        gated = step.state.node in spec.required_before
        on_answer = spec.gate is Gate.ON_ANSWER and not spec.when
        for one in step.reply.lines:
            told |= {one.disclosure}
            if one.disclosure or one.text_id == playbook.voicemail.text or node.end:
                continue
            assert id in told or not (gated or on_answer)


def test_the_day_of_a_sample_is_a_day():
    assert all(isinstance(sample(id).today, date) for id in ("real_estate",))
