"""One turn thought through: rules first, a model where they do not settle it, tools in between.

Nothing here is promised to anybody: a thought that was not recorded is thrown away.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from services.ai_ports import Understanding
from services.assistant_calls import AssistantCall
from services.assistant_notes import entries, plain_notes, private_notes, without_secrets
from services.assistant_turns import Thought, closing
from services.conversation import asked_of_model, engine, guarding
from services.conversation.book import Book
from services.conversation.command import Command
from services.conversation.effect import ToolCall
from services.conversation.event import Event, EventKind, ToolResult
from services.conversation.known import known_values
from services.conversation.question import Question
from services.conversation.record import Record
from services.conversation.redaction import redact
from services.conversation.state import State
from services.conversation.step import Step
from services.conversation.talk import BookRef, Talk, Turned

MOST_TOOLS = 5  # in one turn
Commands = tuple[Command, ...] | None


@dataclass(frozen=True)
class Engine:
    """The pure core: `begin(book, record, language)`, `question(book, record, state, event)`,
    `step(book, record, state, event, commands=)`."""

    begin: Callable[[Book, Record, str], State] = engine.begin
    question: Callable[[Book, Record, State, Event], Question | None] = asked_of_model.question
    step: Callable[..., Step] = engine.step


class Books(Protocol):
    def of(self, playbook: str, sha256: str | None) -> Book:
        """The playbook in force, or the one of these bytes for a talk that began with it.
        Raises BadPlaybook, NotFound."""


class Tools(Protocol):
    def answer(self, call: AssistantCall, asked: ToolCall) -> ToolResult:
        """Within 1.5 s and never an error: a tool that failed says so."""


@dataclass(frozen=True)
class Ground:
    """What one turn is thought on."""

    call: AssistantCall
    book: Book
    record: Record
    state: State
    event: Event


@dataclass(frozen=True)
class Thinker:
    """`model`: None where no key is set. `redact(text, known values)`."""

    books: Books
    record_of: Callable[[AssistantCall], Record]
    tools: Tools
    redact: Callable[[str, tuple[str, ...]], str] = redact
    model: Understanding | None = None
    engine: Engine = Engine()

    def think(self, call: AssistantCall, talk: Talk | None, event: Event) -> Thought:
        """Raises BadPlaybook; NotFound for a version that nobody has kept."""
        ground = self._ground(call, talk, event)
        commands = self._read_by_model(ground)
        steps = self._steps(ground, commands)
        last = steps[-1]
        reply, known = last.reply or closing(), known_values(ground.record, last.state)
        turned = Turned(
            number=talk.turn if talk else 0,
            state=last.state.to_data(),
            reply=reply,
            language=last.state.language,
            effects=tuple(effect for step in steps for effect in step.effects),
            entries=entries(talk, event, reply, redact=self.redact, known=known),
            heard=event.heard,
        )
        book = BookRef(ground.book.id, ground.book.version, ground.book.sha256)
        body = plain_notes(ground.state, event, turned, steps)
        if self.model and commands is not None:
            body["model"] = dict(self.model.signature)
        kept = replace(turned, state=without_secrets(turned.state, ground.book))
        return Thought(turned, kept, book, body, private_notes(event, talk, steps))

    def ends_all(self, event: Event) -> bool:
        return guarding.ends_all(event)

    def _read_by_model(self, ground: Ground) -> Commands:
        """None where no model is set, none need be asked, or none answered."""
        if self.model is None:
            return None
        question = self.engine.question(ground.book, ground.record, ground.state, ground.event)
        return self.model.commands(question) if question else None

    def _ground(self, call: AssistantCall, talk: Talk | None, event: Event) -> Ground:
        book = self.books.of(call.playbook, talk.book.sha256 if talk else None)
        record = self.record_of(call)
        if talk is None:
            return Ground(call, book, record, self.engine.begin(book, record, call.language), event)
        return Ground(call, book, record, State.from_data(talk.state), event)

    def _steps(self, ground: Ground, commands: Commands) -> list[Step]:
        """The turn's step, and one more for each tool that it asked."""
        step, book, record = self.engine.step, ground.book, ground.record
        steps = [step(book, record, ground.state, ground.event, commands=commands)]
        while (asked := steps[-1].tool) is not None:
            if len(steps) > MOST_TOOLS:
                raise RuntimeError("a turn asks no end of tools")
            result = self.tools.answer(ground.call, asked)
            told = Event(EventKind.TOOL, result=result, at_s=ground.event.at_s)
            steps.append(step(book, record, steps[-1].state, told))
        return steps
