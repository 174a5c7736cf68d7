"""A declared query as SQL. Names come from declared shapes alone; values are bound."""

from dataclasses import dataclass, field

from services.db_service.shapes import shape_of
from services.db_service.sqlite_schema import LOWEST, columns, index_name, kind, rank, value
from services.ports import Query

Bound = str | int | bool | None
KINDS = {type(None): "null", int: "integer", str: "text"}


@dataclass
class Select:
    terms: list[str] = field(default_factory=list)
    bound: list[Bound] = field(default_factory=list)

    def add(self, term: str, *bound: Bound) -> None:
        self.terms.append(term)
        self.bound += bound


def select(query: Query) -> tuple[str, list[Bound]]:
    """The statement for rows of (id, data, version), and what to bind."""
    found = Select()
    found.add(f"collection = '{query.collection}'")
    for name, wanted in query.where:
        _equal(found, name, wanted)
    if query.order:
        _ordered(found, query, query.order)
    elif query.after:
        found.add("id > ?", query.after[1])
    found.bound.append(query.limit)
    parts = ["SELECT id, data, version FROM docs", _index(query), "WHERE"]
    parts += [" AND ".join(found.terms), "ORDER BY", _order(query), "LIMIT ?"]
    return " ".join(parts), found.bound


def _equal(found: Select, name: str, wanted: Bound) -> None:
    """SQLite reads true as 1 and null as missing, so the kind is compared, too."""
    if wanted is None:
        found.add(f"{value(name)} IS NULL")
    else:
        found.add(f"{value(name)} = ?", wanted)
    found.add(f"{kind(name)} = ?", _kind_of(wanted))


def _ordered(found: Select, query: Query, order: str) -> None:
    found.add(f"{kind(order)} IS NOT NULL")
    for sign, bound in ((">=", query.since), ("<", query.until)):
        if bound is not None:
            found.add(f"{rank(order)} {sign} ?", bound)
            found.add(f"{kind(order)} = ?", _kind_of(bound))
    if query.after:
        sign = "<" if query.descending else ">"
        found.add(f"({rank(order)}, id) {sign} (ifnull(?, {LOWEST}), ?)", *query.after)


def _order(query: Query) -> str:
    direction = " DESC" if query.descending else ""
    by = [rank(query.order)] if query.order else []
    return ", ".join(f"{column}{direction}" for column in [*by, "id"])


def _index(query: Query) -> str:
    shape = shape_of(query)
    return f"INDEXED BY {index_name(shape)}" if columns(shape) else ""


def _kind_of(wanted: Bound) -> str:
    if isinstance(wanted, bool):
        return "true" if wanted else "false"
    return KINDS[type(wanted)]
