"""What one event comes to, and the desk on which it is worked out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from services.conversation import ledger
from services.conversation.book import Book
from services.conversation.command import Command
from services.conversation.effect import Effect, EffectKind, ToolCall
from services.conversation.event import Event
from services.conversation.facts import facts, touches_private
from services.conversation.output_guard import refused
from services.conversation.playbook import EffectSpec, End, Node
from services.conversation.record import Record
from services.conversation.reply import Ending, Line, Listen, Reply
from services.conversation.state import Mode, State
from services.conversation.values import referred, true, words

KEYED = ("flag", "scope", "template", "what")  # values that make two effects of a kind two


Extra = Mapping[str, str] | None


@dataclass(frozen=True)
class Step:
    """`reply` is None only beside a `tool`, whose answer comes as the next event of the same turn.
    `noted`: what the audit record says of it; quotes in it are personal."""

    state: State
    reply: Reply | None
    effects: tuple[Effect, ...] = ()
    tool: ToolCall | None = None
    noted: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Desk:
    """One step being worked out: the state as it changes, the lines and effects so far."""

    book: Book
    record: Record
    state: State
    event: Event
    lines: list[Line] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    commands: tuple[Command, ...] = ()
    listen: Listen | None = None
    ending: Ending = Ending.NONE
    tool: ToolCall | None = None
    noted: dict[str, Any] = field(default_factory=dict)

    @property
    def node(self) -> Node:
        return self.book.playbook.states[self.state.node]

    @property
    def said(self) -> frozenset[str]:
        """The names of this turn's commands."""
        return frozenset(command.cmd.value for command in self.commands)

    def put(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)

    def holds(self, when: str) -> bool:
        return true(when, self.record, self.state, self.said)

    def disclose(self) -> None:
        """Whatever is due, before any other word."""
        spoken = {line.disclosure for line in self.lines}
        for id in ledger.due(self.book, self.record, self.state):
            if id not in spoken:
                self.lines.append(ledger.line(self.book, self.record, self.state, id))

    def introduce(self) -> None:
        """Who calls, whether it was heard before or not, and whatever is due."""
        for id in ledger.opening(self.book, self.record, self.state):
            self.lines.append(ledger.line(self.book, self.record, self.state, id))
        self.disclose()

    def say(self, text_id: str, *, extra: Extra = None, form: str = "say") -> None:
        """The text, after what is due, as far as it may be said; else its plain form, or none."""
        self.disclose()
        self.say_at_once(text_id, extra=extra, form=form)

    def say_at_once(self, text_id: str, *, extra: Extra = None, form: str = "say") -> None:
        """As `say`, with nothing before it: an ending that must not wait."""
        text = self.book.text(text_id, self.state.language, self.state.stage)
        for template in (getattr(text, form) or text.say, text.plain):
            spoken = (
                words(self.book, self.record, self.state, template, extra=extra) if template else ""
            )
            if spoken and not (reason := self._refused(template or "", spoken, extra)):
                self.lines.append(Line(text_id, spoken, self.state.language))
                return
            self.note("refused", {"text": text_id, "reason": reason if spoken else "empty"})

    def do(self, spec: EffectSpec) -> None:
        """An effect of the playbook, when its condition holds."""
        if self.holds(spec.when):
            values = {n: referred(self.record, self.state, to) for n, to in spec.values.items()}
            self.effect(spec.kind, {n: v for n, v in values.items() if v is not None}, key=spec.key)

    def effect(
        self, kind: EffectKind, values: Mapping[str, Any] | None = None, *, key: str | None = None
    ) -> None:
        """Once in a conversation under its key."""
        given = dict(values or {})
        parts = (kind.value, *(str(given[name]) for name in KEYED if name in given))
        made = Effect(kind, key or ":".join(parts), given)
        if made.key not in self.state.done:
            self.effects.append(made)
            self.put(done=(*self.state.done, made.key))

    def end(self, ending: End, outcome: str | None) -> None:
        """Over. Somebody who wants no more calls is not handed to a person either."""
        wanted = outcome or self.state.outcome or "hung_up"
        if EffectKind.DO_NOT_CALL.value in self.state.done:
            ending = End.HANG_UP
        handed, turn = ending is End.HAND_OVER, self.state.count("turns")
        if handed:
            self.effect(EffectKind.HAND_OVER, key=f"hand_over:{turn}")
        self.ending = Ending.HAND_OVER if handed else Ending.HANG_UP
        self.put(mode=Mode.HANDED_OVER if handed else Mode.OVER, slot=None, outcome=wanted)
        self.effect(EffectKind.OUTCOME, {"code": wanted}, key=f"outcome:{turn}")

    def note(self, name: str, value: Any) -> None:
        self.noted.setdefault(name, []).append(value)

    def _refused(self, template: str, spoken: str, extra: Extra) -> str:
        if touches_private(self.book.playbook, template) and not self.state.verified:
            return "before_verification"
        return refused(
            spoken,
            template=template,
            facts=(*facts(self.book, self.record, self.state), *(extra or {}).values()),
            never=self.book.playbook.never_say,
        )
