"""Every state and zone in which the person called may be, and who says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.compliance.evidence import Evidence
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
    """Where a call may land. All map a code or zone name to the words for its evidence.
    `replaced`: zones of the number that younger evidence stands for."""

    states: Mapping[str, str]
    zones: Mapping[str, str]
    unread: bool
    replaced: Mapping[str, str] = field(default_factory=dict)


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


def reach(area: AreaCode | None, evidence: Evidence, by_code: Mapping[str, State]) -> Reach:
    """The union of what the places and the area code say; young evidence stands for the area
    code's zones, and nothing for its state. Zones of the surest evidence come first."""
    found_states: dict[str, str] = {}
    found_zones: dict[str, str] = {}
    replaced: dict[str, str] = {}
    unread = False
    for said in evidence.said:
        state = by_code.get(said.state)
        if state is None:
            unread = True
            continue
        zones = (state.zips[said.zip3],) if said.zip3 in state.zips else state.zones
        _add(found_states, (state.code,), said.words)
        _add(found_zones, zones, said.words)
    if area and area.kind is Kind.US:
        words = f"area code {area.code}"
        _add(found_states, (area.place,), words)
        _add(replaced if evidence.replaces and found_zones else found_zones, area.zones, words)
    left = {zone: words for zone, words in replaced.items() if zone not in found_zones}
    return Reach(found_states, found_zones, unread, left)


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
