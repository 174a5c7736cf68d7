"""The organization's own rules: they only ever forbid what the law would allow."""

from dataclasses import dataclass
from datetime import date

from services.compliance.kinds import CallKind, Purpose


@dataclass(frozen=True)
class HouseRule:
    """One rule. It binds calls to `states` (empty: all), of `kinds` and `purposes` (None: all),
    from `since` until `until` (exclusive), by the local day of the person called.

    Whatever is set forbids: `never`; `hours`, seven windows from Monday as `09:00-18:00` or
    `closed` (empty: no limit); `closed_on` days; more than `most` attempts in `seconds`; an attempt
    less than `gap_s` after the last one."""

    id: str
    sentence: str
    states: frozenset[str] = frozenset()
    kinds: frozenset[CallKind] | None = None
    purposes: frozenset[Purpose] | None = None
    since: date | None = None
    until: date | None = None
    never: bool = False
    hours: tuple[str, ...] = ()
    closed_on: tuple[date, ...] = ()
    most: int | None = None
    seconds: int = 86_400
    gap_s: int | None = None
