"""Callers of every kind for property tests: willing, wavering, deaf, cut off, and machines."""

import json
import random
from datetime import date, timedelta

from services.conversation import engine
from services.conversation.event import Event, EventKind, ToolResult
from services.conversation.reply import Ending
from services.playbook_files import read, sample

WAVERING = (
    "yes", "no", "yes speaking", "hold on", "what did you say", "who is this", "stop",
    "what company is this", "are you a robot", "I do not know", "tomorrow at ten", "next tuesday",
    "two hundred thousand dollars", "the second one", "the last one", "none of these", "en español",
    "english please", "don't record me", "do not text me", "six oh six one one", "right away",
    "march third nineteen eighty", "I lost my job", "I already paid that", "I can't pay that",
    "it is for my knee", "ana at example dot com", "no, friday", "actually it is five", "sí",
    "mañana", "I refuse to pay", "what is this about", "how much is it", "is this a scam",
    "five days", "seven",
)  # fmt: skip
PARTING = (
    "let me talk to a person", "call me back later", "I am not interested", "wrong number",
    "goodbye", "I have a lawyer", "she passed away", "chest pain", "I want to die",
    "no she is not here",
    "I filed for bankruptcy", "I dispute this", "please leave a message after the tone",
    "state your name and why you are calling", "cease all communication", "this is his wife",
)  # fmt: skip
ANSWERED_BY = ("human", "unknown", "machine_start", "machine_end_beep", "fax")
TYPED = {"yes_no": "1", "option": "1", "money": "50#", "time": "1000", "duration": "03"}
TYPED |= {"scale": "04"}
SPOKEN = {
    "name": "my name is Ana Lopez",
    "email": "ana at example dot com",
    "address": "12 Oak Street Chicago Illinois 60611",
    "code": "X J four four seven one two",
    "open": "it is my knee",
}


class Line:
    """A carrier that keeps what it said, cuts where it is told to, and answers tools."""

    def __init__(self, playbook, language="en", *, tools_work=True):
        self.book, self.sample = read(playbook), sample(playbook)
        self.record, self.tools_work = self.sample.record(), tools_work
        self.state = engine.begin(self.book, self.record, language)
        self.steps, self.effects, self.reached = [], [], set()
        self.send(Event(EventKind.ANSWERED))

    @property
    def over(self):
        return self.steps[-1].reply.ending is Ending.HANG_UP

    def send(self, event, cut=None):
        """One event of the line, its reply heard up to `cut` characters, None for all of it."""
        spoken = " ".join(line.text for line in self.steps[-1].reply.lines) if self.steps else ""
        heard = None if cut is None else spoken[:cut]
        event = Event(**{**vars(event), "heard": heard, "at_s": len(self.steps) + 1})
        step = engine.step(self.book, self.record, self.state, event)
        effects, asked = [*step.effects], 0
        while step.tool:
            asked += 1
            assert asked <= 5
            assert step.reply is None
            told = Event(EventKind.TOOL, result=self._answer(step.tool), at_s=event.at_s)
            self.reached |= set(step.noted.get("states", ()))
            step = engine.step(self.book, self.record, step.state, told)
            effects += step.effects
        self._keep(step)
        self.effects += effects
        return step

    def _keep(self, step):
        written = json.dumps(step.state.to_data())
        assert len(written) < 100_000
        self.state = engine.restore(json.loads(written))
        assert self.state == step.state
        self.reached |= set(step.noted.get("states", ()))
        self.steps.append(step)

    def _answer(self, asked):
        given = self.sample.tools.get(asked.tool)
        if given is None or not self.tools_work:
            return ToolResult(asked.tool, False)
        return ToolResult(asked.tool, given.ok, {"values": given.values, "rows": given.rows})


def right_answer(line):
    """What a willing caller types or says to the question of this moment."""
    state, listen = line.state, line.steps[-1].reply.listen
    verify = line.book.playbook.states[state.node].verify
    field = verify.compare.get(state.slot) if verify else None
    expected = str(line.record.values.get(field, "")) if field else ""
    if listen is None:
        return Event(EventKind.RESUMED)
    if listen.expects == "date":
        day = date.fromisoformat(expected) if expected else line.record.today + timedelta(days=3)
        return Event(EventKind.KEYS, keys=f"{day:%m%d%Y}")
    if listen.expects == "digits":
        return Event(EventKind.KEYS, keys=expected or "3125550123"[: listen.keys])
    if listen.expects in TYPED and listen.keys:
        return Event(EventKind.KEYS, keys=TYPED[listen.expects])
    return Event(EventKind.SPEECH, text=expected or SPOKEN.get(listen.expects, "the first one"))


def odd_event(rng, *, parting=0.12):
    """Anything but the right answer. `parting`: how often it is something that may end a call."""
    if rng.random() < parting:
        machine = rng.random() < 0.2
        if machine:
            return Event(EventKind.MACHINE, answered_by=rng.choice(ANSWERED_BY))
        return Event(EventKind.SPEECH, text=rng.choice(PARTING))
    kind = rng.choices(
        (EventKind.SPEECH, EventKind.KEYS, EventKind.SILENCE, EventKind.RESUMED, EventKind.TOOL),
        (10, 3, 3, 1, 1),
    )[0]
    keys = "".join(rng.choice("12345678#*") for _ in range(rng.choice((1, 1, 2, 5, 8))))
    noise = "".join(chr(rng.randrange(32, 0x2FF)) for _ in range(rng.randrange(20)))
    return Event(
        kind,
        text=rng.choice((*WAVERING, noise)) if kind is EventKind.SPEECH else "",
        keys=keys if kind is EventKind.KEYS else "",
        confidence=rng.choice((None, None, 95, 80, 50, 20)),
        result=ToolResult("open_slots", True) if kind is EventKind.TOOL else None,
    )


def talk(playbook, seed, *, turns=30, willing=0.65):
    """A whole conversation by `seed`, one (line, event's step) after the other, to its end."""
    rng = random.Random(seed)
    line = Line(playbook, rng.choice(("en", "en", "es")), tools_work=rng.random() < 0.8)
    yield line, line.steps[-1]
    for _ in range(turns):
        if line.over:
            return
        event = right_answer(line) if rng.random() < willing else odd_event(rng)
        cut = rng.randrange(200) if rng.random() < 0.2 else None
        yield line, line.send(event, cut)
