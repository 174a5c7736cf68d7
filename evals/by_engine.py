"""A line straight into the engine: no store, no carrier, a relay's word on what was heard."""

from dataclasses import dataclass, field
from typing import Any

from evals.talk import Act, Ended, Heard, Left
from evals.worlds import World
from services.conversation import engine
from services.conversation.book import Book
from services.conversation.effect import Effect, EffectKind
from services.conversation.event import Event, EventKind
from services.conversation.reply import Ending, Reply
from services.conversation.state import State

SECONDS_A_TURN = 8
ENDED = {
    Ending.NONE: Ended.NO,
    Ending.HANG_UP: Ended.HUNG_UP,
    Ending.HAND_OVER: Ended.HANDED_OVER,
}


@dataclass
class EngineLine:
    book: Book
    world: World
    language: str = "en"
    effects: list[Effect] = field(default_factory=list)
    turn: int = 0
    reply: Reply = Reply(())

    def __post_init__(self) -> None:
        self.record = self.world.record()
        self.state: State = engine.begin(self.book, self.record, self.language)

    def begin(self) -> Heard:
        return self._take(EventKind.ANSWERED)

    def act(self, act: Act) -> Heard:
        if act.hangs_up:
            return self._take(EventKind.HUNG_UP)
        if act.machine:
            return self._take(EventKind.MACHINE, answered_by=act.machine)
        heard = self._heard(act)
        if act.keys:
            return self._take(EventKind.KEYS, keys=act.keys, heard=heard)
        if not act.words:
            return self._take(EventKind.SILENCE)
        return self._take(EventKind.SPEECH, text=act.words, confidence=act.confidence, heard=heard)

    def left(self) -> Left:
        codes = [e.values["code"] for e in self.effects if e.kind is EffectKind.OUTCOME]
        slots = {name: (given.value, given.quote) for name, given in self.state.slots.items()}
        effects = tuple((effect.kind.value, effect.values) for effect in self.effects)
        return Left(codes[-1] if codes else None, slots, effects)

    def _take(self, kind: EventKind, **more: Any) -> Heard:
        at_s = self.turn * SECONDS_A_TURN
        self.turn += 1
        step = engine.step(self.book, self.record, self.state, Event(kind, at_s=at_s, **more))
        self.effects += step.effects
        while step.tool is not None:
            told = Event(EventKind.TOOL, result=self.world.answer(step.tool), at_s=at_s)
            step = engine.step(self.book, self.record, step.state, told)
            self.effects += step.effects
        self.state = State.from_data(step.state.to_data())
        self.reply = step.reply or Reply((), ending=Ending.HANG_UP)
        return heard(self.reply)

    def _heard(self, act: Act) -> str | None:
        """What no speech can cut, and so many words of the rest."""
        if act.cut is None:
            return None
        firm = max((i for i, line in enumerate(self.reply.lines) if line.must_hear), default=-1)
        kept = " ".join(line.text for line in self.reply.lines[: firm + 1])
        rest = " ".join(line.text for line in self.reply.lines[firm + 1 :]).split()
        return f"{kept} {' '.join(rest[: act.cut])}".strip()


def heard(reply: Reply) -> Heard:
    return Heard(
        tuple(line.text for line in reply.lines),
        ENDED[reply.ending],
        tuple(line.must_hear for line in reply.lines),
        reply.listen.keys if reply.listen else 0,
    )
