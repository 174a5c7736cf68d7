"""A playbook as it is written: data only, closed, frozen. Words stand apart (`texts.py`); what the
fields mean to a writer stands in docs/playbooks.md."""

from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from services.conversation.alarm import Alarm
from services.conversation.command import Cmd
from services.conversation.effect import EffectKind
from services.conversation.shape import Dotted, Name, Scalar, Shape, TextId
from services.conversation.slot_spec import Slot, Verify


class Gate(StrEnum):
    ON_ANSWER = "on_answer"  # before anything else is said
    ON_VERIFIED = "on_verified"  # as soon as the right party is proved
    BEFORE_TOOL = "before_tool"  # before the states that act


class Disclosure(Shape):
    """`identifies`: the field that names us; the way to stop the calls must follow it at once.
    `declined`: where a no goes that answers a disclosure of BEFORE_TOOL."""

    gate: Gate
    text: TextId
    must_hear: bool = False
    when: str = ""
    required_before: tuple[Name, ...] = ()
    declined: Name | None = None
    identifies: Dotted | None = None


class EffectSpec(Shape):
    """`values`: a name to `slot.x`, `record.y.z`, `tool.field`, or the value itself."""

    kind: EffectKind
    values: dict[Name, Scalar] = Field(default_factory=dict)
    key: Name | None = None
    when: str = ""


class ToolSpec(Shape):
    name: Name
    values: dict[Name, Scalar] = Field(default_factory=dict)


class Response(Shape):
    """To an alarm or a command that may come anywhere: say, do, then go there or ask again.
    `unheeded`: an alarm that means nothing in this talk ("it is not mine", where no debt is)."""

    say: TextId | None = None
    effects: tuple[EffectSpec, ...] = ()
    to: Name | None = None
    after: Literal["verified"] | None = None
    unheeded: bool = False


class Answer(Shape):
    """To a known question. Its words stand with the text, as `words`. `after`: only then; `until`:
    not any more."""

    text: TextId
    after: Literal["verified"] | None = None
    until: Literal["verified"] | None = None

    def open_to(self, verified: bool) -> bool:
        return not (self.until if verified else self.after)


class Branch(Shape):
    when: str
    to: Name


class End(StrEnum):
    HANG_UP = "hang_up"
    HAND_OVER = "hand_over"


class Node(Shape):
    """A state. On entry it forgets the slots of `forget`, does `effects`, says `say`, then does its
    one act: `ask`, `collect` (with `verify` or without), `tool` or `end`; with none it passes on
    at once. `next` is tried in order, `to` when nothing fits. `outcome` stands from here on."""

    forget: tuple[Name, ...] = ()
    say: tuple[TextId, ...] = ()
    effects: tuple[EffectSpec, ...] = ()
    ask: TextId | None = None
    expect: Literal["yes_no", "open"] = "yes_no"
    collect: tuple[Name, ...] = ()
    verify: Verify | None = None
    tool: ToolSpec | None = None
    end: End | None = None
    next: tuple[Branch, ...] = ()
    to: Name | None = None
    on_fail: Name | None = None
    outcome: Name | None = None

    @model_validator(mode="after")
    def _one_act(self) -> "Node":
        acts = [bool(self.ask), bool(self.collect), bool(self.tool), bool(self.end)]
        if sum(acts) > 1:
            raise ValueError("a state asks, collects, calls a tool or ends; choose one")
        if self.verify and not self.collect:
            raise ValueError("a state that verifies must collect the slots it compares")
        if self.tool and self.say:
            raise ValueError("a state with a tool says nothing; say it in the state after")
        return self

    @property
    def listens(self) -> bool:
        return bool(self.ask or self.collect)


class Limits(Shape):
    """Counts of turns, except `seconds`. `confidence`: percent below which words are doubted."""

    silence: int = Field(default=3, ge=1, le=5)
    no_match: int = Field(default=3, ge=1, le=5)
    low_confidence: int = Field(default=3, ge=1, le=5)
    same_prompt: int = Field(default=5, ge=1, le=8)
    stalled: int = Field(default=6, ge=2, le=12)
    turns: int = Field(default=40, ge=4, le=80)
    seconds: int = Field(default=480, ge=60, le=1200)
    confidence: int = Field(default=35, ge=0, le=90)


class Stage(Shape):
    """`bounds`: name to the greatest number that is still in it, ascending; above all: `otherwise`.
    Chooses among texts (`id@stage`), never the way."""

    by: Dotted
    bounds: dict[Name, int]
    otherwise: Name


class Voicemail(Shape):
    """Without `text`, when `when` is false or a field of `needs` empty: hang up in silence."""

    text: TextId | None = None
    when: str = ""
    needs: tuple[Dotted, ...] = ()
    left: Name
    not_left: Name


class HandOver(Shape):
    """`nobody`: where the talk goes on when no agent took it."""

    to: Name
    nobody: Name


class Playbook(Shape):
    id: Name
    version: int = Field(ge=1)
    languages: tuple[Literal["en", "es"], ...] = ("en", "es")
    health: bool = False
    start: Name
    record_fields: tuple[Dotted, ...]
    private_fields: tuple[str, ...] = ()
    stage: Stage | None = None
    disclosures: dict[Name, Disclosure]
    guards: dict[Alarm, Response]
    anywhere: dict[Cmd, Response] = Field(default_factory=dict)
    slots: dict[Name, Slot] = Field(default_factory=dict)
    states: dict[Name, Node]
    limits: Limits = Limits()
    on_limit: Name
    hand_over: HandOver
    voicemail: Voicemail
    never_say: tuple[str, ...] = ()
    faq: dict[Name, Answer] = Field(default_factory=dict)
    outcomes: tuple[Name, ...]
