"""A talk as somebody on the line hears it. The judges know nothing else of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol


class Ended(StrEnum):
    NO = "no"
    HUNG_UP = "hung_up"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True)
class Heard:
    """What was said to the caller, one utterance after the other. `firm`: those that speech cannot
    cut off. `keys`: how many digits may be typed."""

    utterances: tuple[str, ...]
    ended: Ended = Ended.NO
    firm: tuple[bool, ...] = ()
    keys: int = 0

    @property
    def text(self) -> str:
        return " ".join(self.utterances)


@dataclass(frozen=True)
class Act:
    """What the caller does: words, keys or nothing; or the carrier says that a machine answered.
    `meant`: his words before the line garbled them. `cut`: he spoke into the last bargeable
    utterance, of which he heard so many words."""

    words: str = ""
    keys: str = ""
    meant: str = ""
    confidence: int | None = None
    machine: str = ""
    hangs_up: bool = False
    cut: int | None = None
    topic: str = ""


@dataclass(frozen=True)
class Left:
    """What the talk came to: the outcome, what stands in the slots with the caller's own words for
    it, and the kinds of its effects, in order."""

    outcome: str | None
    slots: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    effects: tuple[tuple[str, Mapping[str, Any]], ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(kind for kind, _ in self.effects)


class Line(Protocol):
    """One call. `begin` is the answer; then one act after the other."""

    def begin(self) -> Heard: ...

    def act(self, act: Act) -> Heard: ...

    def left(self) -> Left: ...


@dataclass
class Transcript:
    """`turns`: what was heard, and what the caller did upon it; the last has no act."""

    playbook: str
    language: str
    behaviour: str
    seed: int
    turns: list[tuple[Heard, Act | None]] = field(default_factory=list)
    left: Left = Left(None)

    @property
    def said(self) -> list[str]:
        """Everything that we said, in order."""
        return [text for heard, _ in self.turns for text in heard.utterances]

    @property
    def ended(self) -> Ended:
        return self.turns[-1][0].ended if self.turns else Ended.NO

    def written(self) -> str:
        lines = [f"{self.playbook} {self.behaviour} {self.seed} {self.language}"]
        for heard, act in self.turns:
            lines += [f"  we: {text}" for text in heard.utterances]
            if heard.ended is not Ended.NO:
                lines.append(f"  -- {heard.ended.value}")
            if act is not None:
                lines.append(f"  he: {act.words or act.keys and '#' + act.keys or '...'}")
        lines.append(f"  = {self.left.outcome} {dict(self.left.slots)} {self.left.kinds}")
        return "\n".join(lines)
