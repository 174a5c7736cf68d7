"""The tables of state law beyond hours, caps and bans, read once."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from services.compliance import tables, told
from services.compliance.kinds import CallKind, Purpose
from services.compliance.law import Row
from services.compliance.law_states import (
    CallerIdRow,
    DutyRow,
    EmergencyRow,
    PlainRow,
    RecordingConsent,
    RecordingRow,
    RegistrationRow,
    StateListRow,
)
from services.compliance.tables import Raw, common
from services.compliance.ways import ways_of

R = TypeVar("R", bound=Row)
RECORDED = frozenset(CallKind) - {CallKind.SMS}


@dataclass(frozen=True, eq=False)
class Table(Generic[R]):
    """The rows of one kind of law by their state."""

    by_state: Mapping[str, tuple[R, ...]]

    def of(self, state: str) -> tuple[R, ...]:
        return self.by_state.get(state, ())


@dataclass(frozen=True, eq=False)
class StateLaw:
    registrations: Table[RegistrationRow]
    lists: Table[StateListRow]
    emergencies: Table[EmergencyRow]
    duties: Table[DutyRow]
    recording: Table[RecordingRow]
    area_codes: Table[PlainRow]
    caller_ids: Table[CallerIdRow]
    opt_outs: Table[PlainRow]


@cache
def state_law() -> StateLaw:
    """Raises BrokenTable."""
    return StateLaw(
        registrations=_table("registrations.toml", registration),
        lists=_table("state_lists.toml", state_list),
        emergencies=_table("emergencies.toml", emergency),
        duties=_table("duties.toml", duty),
        recording=_table("recording.toml", recording),
        area_codes=_table("area_code_states.toml", plain),
        caller_ids=_table("caller_ids.toml", shown_number),
        opt_outs=_table("opt_outs.toml", plain),
    )


def _table(name: str, make: Callable[[Raw], R]) -> Table[R]:
    rows: dict[str, list[R]] = defaultdict(list)
    for raw in tables.load_toml(name)["row"]:
        row = tables.checked(name, raw, make)
        rows[row.state].append(row)
    return Table({state: tuple(held) for state, held in rows.items()})


def registration(raw: Raw) -> RegistrationRow:
    own = {
        "words": raw.pop("words"),
        "condition": raw.pop("condition", ""),
        "bond": raw.pop("bond", False),
        "open_if": ways_of(raw.pop("open_if", [])),
    }
    return RegistrationRow(**common(raw), **own)


def state_list(raw: Raw) -> StateListRow:
    days, ways = raw.pop("days"), ways_of(raw.pop("open_if", []))
    return StateListRow(**common(raw), days=days, open_if=ways)


def emergency(raw: Raw) -> EmergencyRow:
    reporting, ways = raw.pop("reporting", False), ways_of(raw.pop("open_if", []))
    counties = frozenset(name.casefold() for name in raw.pop("counties", ()))
    return EmergencyRow(**common(raw), reporting=reporting, counties=counties, open_if=ways)


def duty(raw: Raw) -> DutyRow:
    parts, needs = told.parts(raw.pop("text")), tuple(raw.pop("needs", ()))
    text, within_s = told.plain(parts), raw.pop("within_s", None)
    own = {
        "parts": parts,
        "text": text,
        "told": f"{told.when(within_s)}: {text}" if needs else text,
        "within_s": within_s,
        "needs": needs,
        "most_ring_s": raw.pop("most_ring_s", None),
        "hung_up": raw.pop("hung_up", False),
    }
    return DutyRow(**common(raw), **own)


def recording(raw: Raw) -> RecordingRow:
    """Of every call for every purpose where the row does not say."""
    consent, text = RecordingConsent(raw.pop("consent")), raw.pop("text", "")
    every = {"kinds": sorted(RECORDED), "purposes": list(Purpose)}
    return RecordingRow(**common({**every, **raw}), consent=consent, text=text)


def shown_number(raw: Raw) -> CallerIdRow:
    presence = raw.pop("presence", False)
    return CallerIdRow(**common(raw), presence=presence)


def plain(raw: Raw) -> PlainRow:
    return PlainRow(**common(raw))
