"""Where a conversation stands between two turns. JSON in and out; a few kilobytes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from services.conversation.question import Said, Speaker
from services.conversation.reply import Line

Data = dict[str, Any]


class Mode(StrEnum):
    """What the caller's next words answer."""

    START = "start"  # nothing was said yet
    ASK = "ask"  # the state's question, or the one for `slot`
    CONFIRM = "confirm"  # whether the value of `slot` was heard right
    GO_ON = "go_on"  # whether to act, after a disclosure that stands before it
    STOP_ASKED = "stop_asked"  # whether a bare "stop" meant: never call again
    MACHINE = "machine"  # a machine's greeting is waited out
    OVER = "over"
    HANDED_OVER = "handed_over"


class Status(StrEnum):
    HEARD = "heard"
    CONFIRMED = "confirmed"
    VERIFIED = "verified"


@dataclass(frozen=True)
class Given:
    """A slot's value, canonical, with the caller's words that gave it. `label`: what an option is
    called. A secret is emptied once it has been compared."""

    value: str
    quote: str
    turn: int
    status: Status
    label: str = ""


@dataclass(frozen=True)
class Told:
    """One utterance of a disclosure. `sha`: of the text as written; `said`: of what was spoken,
    values and all. `started`, `completed`: seconds of the call; never completed when cut off."""

    id: str
    sha: str
    said: str
    language: str
    turn: int
    started: int
    completed: int | None = None


@dataclass(frozen=True)
class State:
    """`tool`: whose answer is awaited. `counts`: limits so far. `tries`: by slot. `prompts`: how
    often each question was asked since something was gained. `said`: the lines of the last reply;
    `held`: lines that wait for a tool's answer. `found`: what tools answered. `done`: keys of the
    effects. `tail`: the last entries of the talk, redacted, for a model's question."""

    playbook: str
    version: int
    sha256: str
    language: str
    node: str
    stage: str | None = None
    mode: Mode = Mode.START
    slot: str | None = None
    tool: str | None = None
    verified: bool = False
    rounds: int = 0
    echoed: str | None = None
    outcome: str | None = None
    slots: Mapping[str, Given] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    tries: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    prompts: Mapping[str, int] = field(default_factory=dict)
    ledger: tuple[Told, ...] = ()
    said: tuple[Line, ...] = ()
    held: tuple[Line, ...] = ()
    tail: tuple[Said, ...] = ()
    done: tuple[str, ...] = ()
    found: Mapping[str, Any] = field(default_factory=dict)

    @property
    def over(self) -> bool:
        return self.mode in (Mode.OVER, Mode.HANDED_OVER)

    def count(self, name: str) -> int:
        return self.counts.get(name, 0)

    def counted(self, name: str, number: int | None = None) -> "State":
        """One more of `name`, or exactly `number`."""
        now = self.count(name) + 1 if number is None else number
        return replace(self, counts={**self.counts, name: now})

    def filled(self, slot: str) -> bool:
        """A value stands there that nobody has yet to confirm."""
        given = self.slots.get(slot)
        return given is not None and given.status is not Status.HEARD

    def to_data(self) -> Data:
        return {name: _plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "State":
        """Raises KeyError, TypeError, ValueError for anything that `to_data` did not write."""
        read = dict(data)
        read["mode"] = Mode(data["mode"])
        read["slots"] = {name: _given(one) for name, one in data["slots"].items()}
        read["ledger"] = tuple(Told(**one) for one in data["ledger"])
        read["said"] = tuple(Line(**line) for line in data["said"])
        read["held"] = tuple(Line(**line) for line in data["held"])
        read["tail"] = tuple(Said(Speaker(one["by"]), one["text"]) for one in data["tail"])
        return cls(**read | {name: tuple(data[name]) for name in ("skipped", "done")})


def _given(data: Mapping[str, Any]) -> Given:
    return Given(**{**data, "status": Status(data["status"])})


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
