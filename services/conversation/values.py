"""What a name stands for in this talk: of the record, of what tools found, of what was given."""

from collections.abc import Mapping
from typing import Any

from services.conversation.book import Book
from services.conversation.predicate import holds
from services.conversation.record import Record, Row
from services.conversation.slot_spec import Kind, Slot
from services.conversation.spoken import slot_spoken, spoken
from services.conversation.state import State
from services.conversation.template import render

REFERENCES = ("slot.", "record.", "tool.")


def value(record: Record, state: State, name: str) -> Any:
    """Of a field of the record; what a tool found goes before. None when there is none."""
    found = state.found.get("values", {})
    return found[name] if name in found else record.values.get(name)


def rows(record: Record, state: State, name: str) -> tuple[Row, ...]:
    found = state.found.get("rows", {})
    return tuple(found[name]) if name in found else record.rows.get(name, ())


def referred(record: Record, state: State, reference: str | int | bool) -> Any:
    """What `slot.x`, `record.a.b` or `tool.x` stands for; anything else is itself."""
    if not isinstance(reference, str) or not reference.startswith(REFERENCES):
        return reference
    root, _, name = reference.partition(".")
    if root == "slot":
        return state.slots[name].value if state.filled(name) else None
    return value(record, state, name) if root == "record" else state.found.get(name)


def true(when: str, record: Record, state: State, said: frozenset[str] = frozenset()) -> bool:
    """Whether a predicate holds now. `said`: the commands of this turn."""

    def asked(root: str, name: str) -> Any:
        if root == "said":
            return name in said
        if root == "rows":
            return rows(record, state, name)
        if root == "stage":
            return state.stage
        return state.verified if root == "verified" else referred(record, state, f"{root}.{name}")

    return holds(when, asked)


def options(book: Book, record: Record, state: State, slot: Slot) -> tuple[tuple[str, str], ...]:
    """(id, what it is called in the language of the talk), as they are offered."""
    named = tuple(
        (id, words(book, record, state, book.text(text, state.language, state.stage).say))
        for id, text in slot.options.items()
    )
    if slot.rows is None:
        return named
    fitting = [
        row
        for row in rows(record, state, slot.rows)
        if all(str(row.get(f)) == str(referred(record, state, to)) for f, to in slot.where.items())
    ]
    ground = (book, record, state)
    return (*((str(row["id"]), _label(ground, slot, row)) for row in fitting[: slot.most]), *named)


def words(
    book: Book,
    record: Record,
    state: State,
    template: str,
    *,
    extra: Mapping[str, str] | None = None,
) -> str:
    """`template` with every variable in spoken form. What is empty is spoken as nothing."""
    known = extra or {}

    def put(name: str) -> str:
        if name in known:
            return known[name]
        if name.startswith("slot."):
            return slot_words(book, state, name.removeprefix("slot."))
        found = value(record, state, name)
        return "" if found is None else spoken(name, found, state.language)

    return " ".join(render(template, put).split())


def slot_words(book: Book, state: State, name: str) -> str:
    given, slot = state.slots.get(name), book.playbook.slots[name]
    if given is None or slot.secret:
        return ""
    return given.label or slot_spoken(Kind(slot.kind), given.value, state.language)


def _label(ground: tuple[Book, Record, State], slot: Slot, row: Row) -> str:
    book, record, state = ground
    if slot.label is None:
        return str(row["id"])
    text = book.text(slot.label, state.language, state.stage).say
    fields = {f"row.{name}": spoken(name, one, state.language) for name, one in row.items()}
    return words(book, record, state, text, extra=fields)
