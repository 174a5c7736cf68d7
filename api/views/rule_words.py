"""The rules in a manager's way, in plain words: those of many states told together."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from api.views.words import named_here
from services.compliance import sentences
from services.compliance.law import Row

FAMILIES = {
    "HOURS": "The state's calling hours are over, or have not begun.",
    "HOLIDAY": "It is a legal holiday in the state.",
    "PROCLAIMED": "Nobody has said lately whether the state proclaimed a holiday.",
    "FREQ": "More attempts than the state allows.",
    "MOBILE": "The state allows no sales calls to mobiles.",
    "REG": "No registration as a seller is on record for the state.",
    "DNC": "The state's own do-not-call list: listed, or no copy that is fresh.",
    "EMERG": "An emergency in the state, or nobody has looked lately.",
    "PEWC": "The state asks for written consent.",
    "RND": "The state wants the Reassigned Numbers Database asked.",
    "ADAD": "The state's law of automatic dialling and announcing.",
}


@dataclass(frozen=True)
class Family:
    """One bar. `rule`: its id, or the part that ids of all states share. `states`: which ones, the
    most rows first, "" for a single rule."""

    rule: str
    sentence: str
    rows: int
    states: str = ""


def families(reasons: Mapping[str, int]) -> list[Family]:
    """Rules by their rows, the most first; those of states that ask the same are one."""
    alone = [Family(rule, sentence_of(rule), n) for rule, n in reasons.items() if not _kin(rule)]
    kin: dict[str, dict[str, int]] = {}
    for rule, rows in reasons.items():
        if name := _kin(rule):
            kin.setdefault(name, {})[_state(rule)] = rows
    together = [_family(name, states) for name, states in kin.items()]
    return sorted([*alone, *together], key=lambda one: (-one.rows, one.rule))


def _family(name: str, states: Mapping[str, int]) -> Family:
    ordered = sorted(states.items(), key=lambda pair: (-pair[1], pair[0]))
    words = " · ".join(f"{state} {rows:,}" for state, rows in ordered)
    return Family(f"-{name}", FAMILIES[name], sum(states.values()), words)


def _kin(rule: str) -> str:
    """The family of a state's rule, "" where it stands for itself."""
    parts = rule.split("-")
    names = [part for part in parts[1:] if part in FAMILIES]
    return names[-1] if parts[0] == "ST" and len(parts) > 2 and names else ""


def _state(rule: str) -> str:
    return next((p for p in rule.split("-")[1:] if p not in FAMILIES and p != "DEBT"), rule)


@cache
def sentence_of(rule: str) -> str:
    """What the rule asks for, as an agent is told it; the id itself for a rule that is unknown."""
    if named_here(rule):
        return "A rule of this house."
    row = _rows().get(rule)
    return sentences.sentence_of(row) if row else rule


@cache
def _rows() -> dict[str, Row]:
    """Rows of the book by their rule; of several dates the last."""
    return {row.rule: row for row in sentences.whole_book()}
