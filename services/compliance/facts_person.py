"""What is known of the person called, and of the line that rings."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.compliance.kinds import Answer


@dataclass(frozen=True)
class Place:
    """Where an address lies, no finer than the law needs: `state` as the CRM wrote it, upper case,
    "" when absent; `zip3` the first three digits of the ZIP code, "" when absent; `county` as
    written, "" when absent. `verified_on`: the day on which somebody made sure of it; of a stated
    location, the day on which the person said so, None when nobody knows."""

    state: str = ""
    zip3: str = ""
    verified_on: date | None = None
    county: str = ""


class LineUse(StrEnum):
    RESIDENTIAL = "residential"
    BUSINESS = "business"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Inconvenient:
    """A time that the person does not want: `days` as `monday`, empty for every day; `start`,
    `end` as `HH:MM` of the local day, [start, end), `24:00` for its end."""

    days: frozenset[str] = frozenset()
    start: str = "00:00"
    end: str = "24:00"


@dataclass(frozen=True)
class Told:
    """What the person told us in earlier calls. `restrictions`: those that may bind this number,
    by their scope: work, text, voice, sunday, saturday, weekend, evening, morning. `flags`: cease,
    deceased, dispute, already_paid, bankruptcy, refuses_to_pay, stop_calling, and others that
    forbid nothing. `inconvenient`: times in the person's own clock."""

    restrictions: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    inconvenient: tuple[Inconvenient, ...] = ()


@dataclass(frozen=True)
class Estate:
    """What a lead of real estate is about, beside `distress`. `role`: owner, fiduciary (executor,
    administrator, trustee), heir, or "" when nobody knows. `redemption_ends`: the last day on
    which the owner of a tax-defaulted property may redeem it. `sale_on`: the day of a foreclosure
    sale. `listed`: under an exclusive listing with another broker."""

    role: str = ""
    redemption_ends: date | None = None
    sale_on: date | None = None
    listed: Answer = Answer.UNKNOWN
