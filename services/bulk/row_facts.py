"""One row's values as facts: what the file says, as old as the file."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any

from services.compliance.facts import (
    Attempt,
    Consent,
    Conversation,
    DoNotCallScope,
    Estate,
    Fact,
    Place,
    Relationship,
    Tie,
    Told,
)
from services.compliance.kinds import Answer

FILE = "the file"
EVENTS = ("attempts", "conversations", "consents", "revocations", "relationships")
EVER = (*EVENTS, "told_us", "company_do_not_call")  # what our records know of everybody, or fail to
STRICTER = (DoNotCallScope.NONE, None, DoNotCallScope.NUMBER, DoNotCallScope.PERSON)
Values = Mapping[str, Any]


class Unready(ValueError):
    """Columns of one row that do not fit together. `column` and `cure` name what to write."""

    def __init__(self, column: str, cure: str) -> None:
        super().__init__(f"{column}: {cure}")
        self.column, self.cure = column, cure


def facts_of(values: Values, as_of: datetime) -> dict[str, Fact[Any]]:
    """The facts that this row knows, by their names. Raises Unready."""
    found: dict[str, Any] = {
        "address": _place(values, "state", "zip"),
        "line_type": values.get("line_type"),
        "line_use": values.get("line_use"),
        "attorney": values.get("attorney"),
        "owner_occupied": values.get("owner_occupied"),
        "distress": values.get("distress", _nothing(values, "distress")),
        "estate": _estate(values),
        "told_us": _told(values),
        "company_do_not_call": DoNotCallScope.NUMBER if values.get("do_not_call") else None,
        "consents": _consents(values),
        "relationships": _relationships(values),
        "attempts": _made(values, "attempts", Attempt),
        "conversations": _made(values, "conversations", Conversation),
    }
    facts = {name: Fact(one, FILE, as_of) for name, one in found.items() if one is not None}
    return facts | _stated(values)


def _nothing(values: Values, column: str) -> frozenset[str] | None:
    """An empty cell of a column that the file has says that there is nothing."""
    return frozenset() if column in values.get("columns", ()) else None


def _place(values: Values, state: str, zip_: str) -> Place | None:
    said = (values.get(state, ""), values.get(zip_, ""))
    if not any(said):
        return None
    return Place(*said, values.get("address_verified_on"), values.get("county", ""))


def _stated(values: Values) -> dict[str, Fact[Any]]:
    said = (values.get("stated_state", ""), values.get("stated_zip", ""))
    if not any(said):
        return {}
    if "stated_on" not in values:
        raise Unready("stated_on", "write the day on which the person said so")
    as_of = datetime.combine(values["stated_on"], time(), UTC)
    return {"stated_location": Fact(Place(*said, values["stated_on"]), FILE, as_of)}


def _estate(values: Values) -> Estate | None:
    if not any(name in values for name in ("role", "listed", "redemption_ends", "sale_on")):
        return None
    days = (values.get("redemption_ends"), values.get("sale_on"))
    return Estate(values.get("role", ""), *days, values.get("listed", Answer.UNKNOWN))


def _told(values: Values) -> Told | None:
    if "restrictions" not in values and "flags" not in values:
        return None
    none: frozenset[str] = frozenset()
    return Told(values.get("restrictions", none), values.get("flags", none))


def _consents(values: Values) -> tuple[Consent, ...] | None:
    if "consent" not in values:
        return None
    if "consent_at" not in values:
        raise Unready("consent_at", "write when the consent was given")
    voice, gone = values.get("consent_voice", False), values.get("consent_revoked_at")
    return (Consent(values["consent"], values["consent_at"], gone, voice, FILE),)


def _relationships(values: Values) -> tuple[Relationship, ...] | None:
    ties = ((Tie.INQUIRY, "inquiry_on"), (Tie.TRANSACTION, "transaction_on"))
    found = tuple(Relationship(tie, values[name]) for tie, name in ties if name in values)
    return found or None


def _made(values: Values, name: str, make: Any) -> tuple[Any, ...] | None:
    return tuple(make(at) for at in values[name]) if name in values else None


def joined(ours: Mapping[str, Fact[Any]], theirs: Mapping[str, Fact[Any]]) -> dict[str, Fact[Any]]:
    """What two say of a number: of events both, each once, of wishes all, and where only one can be
    right the second, but for a listing. What one of them should know and does not stays unknown."""
    both = {name: _together(name, ours[name], theirs[name]) for name in ours.keys() & theirs.keys()}
    return {**ours, **theirs, **both}


def _together(name: str, mine: Fact[Any], said: Fact[Any]) -> Fact[Any]:
    if name == "company_do_not_call":
        return max(mine, said, key=lambda fact: STRICTER.index(fact.value))
    if name in EVER and (mine.value is None or said.value is None):
        return mine if mine.value is None else said
    if isinstance(mine.value, tuple) and isinstance(said.value, tuple):
        more = tuple(one for one in said.value if one not in mine.value)
        return Fact(mine.value + more, _sources(mine, said), _oldest(mine, said))
    if isinstance(mine.value, Told) and isinstance(said.value, Told):
        return Fact(_both(mine.value, said.value), _sources(mine, said), _oldest(mine, said))
    return said


def _sources(*facts: Fact[Any]) -> str:
    return " and ".join(dict.fromkeys(fact.source for fact in facts))


def _oldest(*facts: Fact[Any]) -> datetime | None:
    return min((fact.as_of for fact in facts if fact.as_of), default=None)


def _both(mine: Told, said: Told) -> Told:
    restrictions, flags = mine.restrictions | said.restrictions, mine.flags | said.flags
    return Told(restrictions, flags, mine.inconvenient + said.inconvenient)
