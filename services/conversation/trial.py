"""A conversation by typing: no call, no store, the tools answered from a sample."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import Field

from services.conversation import engine
from services.conversation.book import Book
from services.conversation.effect import Effect, ToolCall
from services.conversation.event import LONGEST_TEXT, Event, EventKind, ToolResult
from services.conversation.record import Record
from services.conversation.reply import Ending, Line
from services.conversation.shape import Name, Scalar, Shape
from services.conversation.state import State, Told

SECONDS_PER_TURN = 6
MOST_TOOLS = 5
Cell = Scalar | tuple[str, ...]
Rows = dict[Name, list[dict[str, Scalar | list[str]]]]


class ToolAnswer(Shape):
    """What a tool says in a trial."""

    ok: bool = True
    values: dict[str, Scalar] = Field(default_factory=dict)
    rows: Rows = Field(default_factory=dict)


class Scenario(Shape):
    """`turns`: as they are typed, see `typed`. `values`, `rows`, `tools` stand over the sample's.
    `effects`: kinds that must have happened; `never`: kinds that must not."""

    name: str
    outcome: Name
    language: str = "en"
    turns: tuple[str, ...]
    effects: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    slots: dict[Name, str] = Field(default_factory=dict)
    values: dict[str, Scalar] = Field(default_factory=dict)
    rows: Rows = Field(default_factory=dict)
    tools: dict[Name, ToolAnswer] = Field(default_factory=dict)


class Sample(Shape):
    """An invented person and matter to try a playbook with; scenarios that show its outcomes."""

    playbook: Name
    today: date
    values: dict[str, Scalar]
    rows: Rows = Field(default_factory=dict)
    tools: dict[Name, ToolAnswer] = Field(default_factory=dict)
    scenarios: tuple[Scenario, ...] = ()

    def record(self, scenario: Scenario | None = None) -> Record:
        values = {**self.values, **(scenario.values if scenario else {})}
        rows = {**self.rows, **(scenario.rows if scenario else {})}
        return Record(values, self.today, {name: tuple(many) for name, many in rows.items()})


@dataclass(frozen=True)
class Turn:
    """What one typed turn came to."""

    event: Event
    lines: tuple[Line, ...]
    ending: Ending
    effects: tuple[Effect, ...]
    tools: tuple[ToolCall, ...]
    told: tuple[Told, ...]
    noted: Mapping[str, Any]
    state: State


@dataclass
class Trial:
    book: Book
    record: Record
    tools: Mapping[str, ToolAnswer]
    language: str = "en"
    turns: list[Turn] = field(default_factory=list)

    @property
    def state(self) -> State:
        begun = engine.begin(self.book, self.record, self.language)
        return self.turns[-1].state if self.turns else begun

    @property
    def over(self) -> bool:
        return bool(self.turns) and self.turns[-1].ending is not Ending.NONE

    def take(self, event: Event) -> Turn:
        """One event, with every tool it asks answered from the sample."""
        before = self.state
        step = engine.step(self.book, self.record, before, event)
        effects, noted = [*step.effects], dict(step.noted)
        tools: list[ToolCall] = []
        while step.tool is not None and len(tools) < MOST_TOOLS:
            tools.append(step.tool)
            told = Event(EventKind.TOOL, result=self._answer(step.tool), at_s=event.at_s)
            step = engine.step(self.book, self.record, step.state, told)
            effects += step.effects
            noted |= step.noted
        reply = step.reply
        turn = Turn(
            event=event,
            lines=reply.lines if reply else (),
            ending=reply.ending if reply else Ending.HANG_UP,
            effects=tuple(effects),
            tools=tuple(tools),
            told=tuple(one for one in step.state.ledger if one not in before.ledger),
            noted=noted,
            state=step.state,
        )
        self.turns.append(turn)
        return turn

    def type(self, text: str) -> Turn:
        return self.take(typed(text, at_s=len(self.turns) * SECONDS_PER_TURN))

    @property
    def effects(self) -> tuple[Effect, ...]:
        return tuple(effect for turn in self.turns for effect in turn.effects)

    def _answer(self, asked: ToolCall) -> ToolResult:
        answer = self.tools.get(asked.tool, ToolAnswer(ok=False))
        found = {"values": answer.values, "rows": answer.rows}
        return ToolResult(asked.tool, answer.ok, found)


def typed(text: str, *, at_s: int = 0) -> Event:
    """`#9` keys; nothing is silence; `!answered`, `!hung_up`, `!resumed` and `!machine_end_beep`
    events of the line; `/words/ text` cuts us off where `words` end; all else is spoken."""
    heard = None
    if text.startswith("/") and text.count("/") > 1:
        _, heard, text = text.split("/", 2)
        text = text.strip()
    if text.startswith("#"):
        return Event(EventKind.KEYS, keys=text[1:17], heard=heard, at_s=at_s)
    if text.startswith("!machine") or text == "!fax":
        return Event(EventKind.MACHINE, answered_by=text[1:], at_s=at_s)
    if text in ("!answered", "!hung_up", "!resumed"):
        return Event(EventKind(text[1:]), heard=heard, at_s=at_s)
    if not text.strip():
        return Event(EventKind.SILENCE, heard=heard, at_s=at_s)
    return Event(EventKind.SPEECH, text=text[:LONGEST_TEXT], heard=heard, at_s=at_s)


def played(book: Book, sample: Sample, scenario: Scenario) -> Trial:
    """The whole scenario, from the answer on."""
    trial = Trial(
        book, sample.record(scenario), {**sample.tools, **scenario.tools}, scenario.language
    )
    trial.type("!answered")
    for text in scenario.turns:
        trial.type(text)
    return trial
