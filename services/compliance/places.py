"""Every state and zone in which the person called may be, and who says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.compliance.facts import Place
from services.compliance.numbering import AreaCode, Kind
from services.compliance.tables import BrokenTable

UNREAD = "??"  # an address whose state cannot be read


@dataclass(frozen=True)
class State:
    """`zips` maps three ZIP digits to the one zone of that part."""

    code: str
    name: str
    zones: tuple[str, ...]
    zips: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Reach:
    """Where a call may land. Both map a code or zone name to the words for its evidence."""

    states: Mapping[str, str]
    zones: Mapping[str, str]
    unread: bool


def states(tables: Mapping[str, Any]) -> dict[str, State]:
    """States by their two letters. Raises BrokenTable."""
    return {code: _state(code, raw) for code, raw in tables.items()}


def _state(code: str, raw: Mapping[str, Any]) -> State:
    try:
        zips = {z: zone for zone, text in raw.get("zips", {}).items() for z in _zip3s(text)}
        if not set(zips.values()) <= set(raw["zones"]):
            raise ValueError("a ZIP lies outside the state's zones")
        return State(code, raw["name"], tuple(raw["zones"]), zips)
    except (KeyError, ValueError) as error:
        raise BrokenTable(f"states.toml, {code}: {error!r}") from error


def _zip3s(text: str) -> list[str]:
    """`320-323 325` as its single three-digit codes."""
    ranges = [part.split("-") for part in text.split()]
    return [f"{z:03d}" for r in ranges for z in range(int(r[0]), int(r[-1]) + 1)]


def reach(area: AreaCode | None, place: Place, by_code: Mapping[str, State]) -> Reach:
    """The union of what the area code and the address say: neither replaces the other.
    The address comes first, for it is where people live."""
    found_states: dict[str, str] = {}
    found_zones: dict[str, str] = {}
    state = by_code.get(place.state)
    if state:
        zones = (state.zips[place.zip3],) if place.zip3 in state.zips else state.zones
        _add(found_states, (state.code,), "address")
        _add(found_zones, zones, "address")
    if area and area.kind is Kind.US:
        _add(found_states, (area.place,), f"area code {area.code}")
        _add(found_zones, area.zones, f"area code {area.code}")
    return Reach(found_states, found_zones, unread=bool(place.state) and state is None)


def _add(found: dict[str, str], keys: tuple[str, ...], source: str) -> None:
    for key in keys:
        found[key] = f"{found[key]}, {source}" if key in found else source


def state_code(text: str, by_code: Mapping[str, State]) -> str:
    """A CRM's word for a state as two letters: "" when empty, `??` when it cannot be read."""
    word = " ".join(text.replace(".", "").upper().split())
    if not word or word in by_code:
        return word
    names = {state.name.upper().replace(".", ""): code for code, state in by_code.items()}
    return names.get(word, UNREAD)
