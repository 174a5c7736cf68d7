"""The tiny grammar of `when`: `[not] name[.field][ = value]`, joined by ` and `.

`said.affirm` this turn's command; `slot.x` given (and confirmed); `record.a.b` not empty;
`rows.x` at least one row; `tool.ok`, `tool.x` of the last tool; `verified`; `stage = late`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.conversation.command import Cmd

TERM = re.compile(r"^(not )?([a-z]+)(?:\.([a-z][a-z0-9_.]*))?(?: = ([A-Za-z0-9_.-]+))?$")
ROOTS = frozenset({"said", "slot", "record", "rows", "tool", "verified", "stage"})
BARE = frozenset({"verified", "stage"})
COMMANDS = frozenset(cmd.value for cmd in Cmd)


@dataclass(frozen=True)
class Term:
    root: str
    name: str
    equals: str | None
    negated: bool


def parse(text: str) -> tuple[Term, ...]:
    """Raises ValueError with the cure when `text` is not of the grammar. Empty is always true."""
    return tuple(_term(part) for part in text.split(" and ")) if text else ()


def _term(part: str) -> Term:
    found = TERM.match(part)
    if not found or found[2] not in ROOTS or bool(found[3]) == (found[2] in BARE):
        raise ValueError(f"write {part!r} as [not] name.field [= value], from {sorted(ROOTS)}")
    if found[2] == "said" and found[3] not in COMMANDS:
        raise ValueError(f"there is no command {found[3]!r}")
    return Term(found[2], found[3] or "", found[4], bool(found[1]))


def holds(text: str, value: Callable[[str, str], Any]) -> bool:
    """`value(root, name)`: what stands there now; None when nothing does."""
    return all(_true(term, value(term.root, term.name)) for term in parse(text))


def _true(term: Term, found: Any) -> bool:
    if term.equals is None:
        true = bool(found)
    else:
        true = found is not None and _written(found) == term.equals
    return true is not term.negated


def _written(found: Any) -> str:
    return str(found).lower() if isinstance(found, bool) else str(found)


def mentions(text: str, root: str) -> tuple[str, ...]:
    """The names under `root` that `text` asks for."""
    return tuple(term.name for term in parse(text) if term.root == root)
