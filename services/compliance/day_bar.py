"""The lead's day as a bar: when may be called, and which rule cuts it."""

from dataclasses import dataclass

from services.compliance.facts import Facts
from services.compliance.model import Question


@dataclass(frozen=True)
class Segment:
    """Minutes of the lead's local day, [start, end). `rule` and `reason` say what forbids it,
    both "" when it is legal."""

    start: int
    end: int
    legal: bool
    rule: str = ""
    reason: str = ""


def day_bar(question: Question, facts: Facts, zone: str) -> tuple[Segment, ...]:
    """The local day in which `question.at` falls, from minute 0 to 1440 without a gap.
    Only clock rules and caps cut it: other objections belong to the headline."""
    raise NotImplementedError


def home_zone(question: Question, facts: Facts) -> str:
    """The IANA zone to show the lead's clock in: the address's, else the area code's.
    "UTC" when neither is known."""
    raise NotImplementedError
