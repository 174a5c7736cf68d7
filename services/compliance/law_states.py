"""Rows of state law beyond hours, caps and bans: registrations, lists, emergencies, duties."""

from dataclasses import dataclass
from enum import StrEnum

from services.compliance.law import Row
from services.compliance.told import Part
from services.compliance.ways import Ways


@dataclass(frozen=True, eq=False, kw_only=True)
class RegistrationRow(Row):
    """`words`: what the seller needs. `condition`: of whom the state asks it, "" for every seller.
    `bond`: money stands behind it. `open_if`: who needs none."""

    words: str
    condition: str
    bond: bool
    open_if: Ways


@dataclass(frozen=True, eq=False, kw_only=True)
class StateListRow(Row):
    """A state's own do-not-call list; our copy is at most `days` old."""

    days: int
    open_if: Ways


@dataclass(frozen=True, eq=False, kw_only=True)
class EmergencyRow(Row):
    """No sales calls while an emergency is in force; `reporting`: only while the commission must
    report to the emergency operations centre; `counties`: the names of those that narrow it, in
    small letters."""

    reporting: bool
    counties: frozenset[str]
    open_if: Ways


@dataclass(frozen=True, eq=False, kw_only=True)
class DutyRow(Row):
    """What is said in the call, or done: `parts`, with places for its names; `text`, the same in
    plain words; `told`, with the time within which it is said, `within_s` seconds. `needs`: what a
    machine's script must have for it. `most_ring_s`: the phone rings no longer. `hung_up`: no
    machine calls back who hung up on one."""

    parts: tuple[Part, ...]
    text: str
    told: str
    within_s: int | None
    needs: tuple[str, ...]
    most_ring_s: int | None
    hung_up: bool


class RecordingConsent(StrEnum):
    ALL = "all"
    ONE = "one"
    UNCLEAR = "unclear"


@dataclass(frozen=True, eq=False, kw_only=True)
class RecordingRow(Row):
    """Whose consent a recording takes. `text`: words of this state's own, "" for the usual ones."""

    consent: RecordingConsent
    text: str


@dataclass(frozen=True, eq=False, kw_only=True)
class CallerIdRow(Row):
    """`presence`: a local number is shown by nobody without a place of business there."""

    presence: bool


@dataclass(frozen=True, eq=False, kw_only=True)
class PlainRow(Row):
    """A row whose terms are its sentence alone."""
