"""A playbook as it is written: data only, closed, frozen. Words stand apart (`texts.py`); what the
fields mean to a writer stands in docs/playbooks.md."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.conversation.alarm import Alarm
from services.conversation.command import Cmd
from services.conversation.effect import EffectKind

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
TextId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$", max_length=60)]
Dotted = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$", max_length=60)]
Scalar = str | int | bool


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


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
    """To an alarm or a command that may come anywhere: say, do, then go there or ask again."""

    say: TextId | None = None
    effects: tuple[EffectSpec, ...] = ()
    to: Name | None = None
    after: Literal["verified"] | None = None


class Answer(Shape):
    """To a known question. Its words stand with the text, as `words`."""

    text: TextId
    after: Literal["verified"] | None = None
    until: Literal["verified"] | None = None

    def open_to(self, verified: bool) -> bool:
        return not (self.until if verified else self.after)


class Kind(StrEnum):
    """How code reads a value; canonical form in brackets."""

    YES_NO = "yes_no"  # yes, no
    DIGITS = "digits"  # 60611
    DATE = "date"  # 2026-11-24
    MONEY = "money"  # cents: 12550
    TIME = "time"  # 14:30
    NAME = "name"
    EMAIL = "email"
    ADDRESS = "address"
    OPTION = "option"  # the option's id
    DURATION = "duration"  # as understanding writes it
    CODE = "code"  # letters and digits: XJ4471
    SCALE = "scale"  # 0 to 10; two digits when typed, since 0 and 9 alone mean something else
    OPEN = "open"  # the caller's words


class Confirm(StrEnum):
    EXPLICIT = "explicit"  # read back, and a yes awaited
    IMPLICIT = "implicit"  # read back in passing; a no takes it back
    NEVER = "never"


class Fallback(StrEnum):
    KEYS = "keys"
    SPELL = "spell"
    SKIP = "skip"


class Slot(Shape):
    """`rows`: options are the record's rows of that name, or those that a tool found; each has an
    `id`, is called by the text `label`, and is offered only when every field in `where` equals its
    reference; `options` then are what else may be chosen ("none of these"). `ahead`: taken when
    the caller gives it unasked. `keys`: how many digits at most. `lengths`: how many digits a
    number may have. `past`: a date lies behind us."""

    kind: Kind
    ask: TextId
    fallback: Fallback
    confirm: Confirm = Confirm.NEVER
    attempts: int = Field(default=3, ge=1, le=5)
    keys: int = Field(default=0, ge=0, le=16)
    secret: bool = False
    optional: bool = False
    ahead: bool = False
    past: bool = False
    lengths: tuple[int, ...] = ()
    checks: tuple[str, ...] = ()
    invalid: TextId | None = None
    options: dict[Name, TextId] = Field(default_factory=dict, max_length=8)
    rows: Name | None = None
    label: TextId | None = None
    where: dict[Name, Scalar] = Field(default_factory=dict)
    most: int = Field(default=3, ge=1, le=60)


class Verify(Shape):
    """The state's slots against the record, in code: `need` of `compare` must agree. A round that
    fails forgets what was given and asks again, `rounds` times in all. Nothing is ever read out."""

    compare: dict[Name, Dotted]
    need: int = Field(ge=1)
    rounds: int = Field(default=3, ge=1, le=5)
    failed: Name
    mismatch: TextId


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
