"""The people who are called, by number: exact, then by the last two digits, then the default."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from sandbox.people.persona import Persona, Rule, machine, rules

OUTCOMES = frozenset({"talks", "voicemail", "busy", "no_answer", "invalid"})


@dataclass(frozen=True)
class Callee:
    """How one person behaves. `pitch` in Hz is their voice when it is a tone, distinct by person;
    `stays_s` is how long they stay on the line, `patience_s` how long when nobody is there.
    `queued_s`: how long the carrier keeps the leg before it dials. `answers`: the rules by which he
    answers in words; without one that fits he says `otherwise`, or `says` in turn.
    `relay_drops_after`: his network loses a relay's socket after so many prompts. `by_hand`:
    somebody at a page of the sandbox plays him."""

    does: str = "talks"
    queued_s: float = 0.0
    dials_s: float = 0.5
    rings_s: float = 4.0
    pitch: int = 440
    says: tuple[str, ...] = ()
    pause_s: float = 3.0
    stays_s: float = 120.0
    patience_s: float = 5.0
    answers: tuple[Rule, ...] = ()
    otherwise: str | None = None
    relay_drops_after: int | None = None
    by_hand: bool = False

    def __post_init__(self) -> None:
        if self.does not in OUTCOMES:
            raise ValueError(f"a callee cannot do {self.does!r}")

    def persona(self) -> Persona:
        if self.does == "voicemail":
            return machine(self.says)
        otherwise = self.says if self.otherwise is None else (self.otherwise,)
        return Persona(self.answers, tuple(text for text in otherwise if text))


SOMEBODY = Callee(stays_s=4 * 3600, patience_s=4 * 3600, by_hand=True)


def callee(row: Mapping[str, Any], base: Callee) -> Callee:
    given = dict(row)
    if "says" in given:
        given["says"] = tuple(given["says"])
    if "answers" in given:
        given["answers"] = rules(given["answers"])
    return replace(base, **given)


@dataclass
class People:
    default: Callee
    endings: dict[str, Callee] = field(default_factory=dict)
    numbers: dict[str, Callee] = field(default_factory=dict)
    overrides: dict[str, Callee] = field(default_factory=dict)

    at_desk: Callable[[str], bool] = field(default=lambda number: False)  # nobody plays anybody

    def find(self, number: str) -> Callee:
        if self.at_desk(number):
            return SOMEBODY
        for table in (self.overrides, self.numbers):
            if number in table:
                return table[number]
        return self.endings.get(number[-2:], self.default)

    def override(self, number: str, row: Mapping[str, Any]) -> Callee:
        self.overrides[number] = callee(row, self.find(number))
        return self.overrides[number]


def read_people(path: Path) -> People:
    """Raises ValueError or TypeError for a row that says what nobody can do."""
    table = yaml.safe_load(path.read_text(encoding="utf-8"))
    default = callee(table.get("default") or {}, Callee())
    return People(
        default,
        _rows(table.get("endings"), default),
        _rows(table.get("numbers"), default),
    )


def _rows(rows: Mapping[str, Any] | None, default: Callee) -> dict[str, Callee]:
    return {str(number): callee(row, default) for number, row in (rows or {}).items()}
