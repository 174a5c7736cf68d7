"""Questions and facts as JSON and back: what a record must keep so that a verdict can be replayed.

The number is left out: it is personal, stands in records only sealed, and is handed in again. A
fact that nobody knows is left out too, unless somebody was asked.
"""

from dataclasses import fields
from functools import cache
from typing import Any, get_args, get_type_hints

from services.compliance.facts import UNKNOWN, Fact, Facts
from services.compliance.model import CallKind, Purpose, Question
from services.compliance.plain import Misread, from_plain, refuse_unknown, to_plain
from services.domain.times import from_text, to_text

FACTS_VERSION = 2  # of the shape written here; a rulebook reads its own alone
Json = Any
PARTS = ("value", "source", "as_of")


def question_json(question: Question) -> dict[str, Json]:
    return {
        "kind": question.kind.value,
        "purpose": question.purpose.value,
        "at": to_text(question.at),
        "acknowledgements": sorted(question.acknowledgements),
    }


def question_from(said: dict[str, Json], number: str | None) -> Question:
    """Raises KeyError, ValueError."""
    gates = frozenset(said["acknowledgements"])
    at = from_text(said["at"])
    return Question(CallKind(said["kind"]), Purpose(said["purpose"]), number, at, gates)


def facts_json(facts: Facts) -> dict[str, Json]:
    known = ((name, getattr(facts, name)) for name in value_types())
    return {name: _fact_json(fact) for name, fact in known if fact != UNKNOWN}


def facts_from(said: dict[str, Json]) -> Facts:
    """Raises Misread, which is a ValueError."""
    refuse_unknown(said, value_types(), "")
    return Facts(**{name: fact_from(name, fact, name) for name, fact in said.items()})


@cache
def value_types() -> dict[str, Any]:
    """The type of the value of each fact, by its name."""
    hints = get_type_hints(Facts)
    return {field.name: get_args(hints[field.name])[0] for field in fields(Facts)}


def fact_from(name: str, said: Json, path: str) -> Fact[Any]:
    """`{value, source, as_of}` as the fact of that name. Raises Misread."""
    refuse_unknown(said, dict.fromkeys(PARTS), path)
    value, source, as_of = (said.get(part) for part in PARTS)
    if not isinstance(source, str):
        raise Misread(f"{path}.source", "must be a text")
    if value is not None:
        value = from_plain(value_types()[name], value, f"{path}.value")
    return Fact(value, source, from_plain(_Instant, as_of, f"{path}.as_of"))


_Instant = get_type_hints(Fact)["as_of"]


def _fact_json(fact: Fact[Any]) -> dict[str, Json]:
    value = None if fact.value is None else to_plain(fact.value)
    return {"value": value, "source": fact.source, "as_of": fact.as_of and to_text(fact.as_of)}
