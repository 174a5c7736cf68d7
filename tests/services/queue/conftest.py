"""A lead, and facts under which it may be called."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest
from law import clear, confirmed

from services.compliance.facts import (
    Answer,
    DoNotCallScope,
    Fact,
    Facts,
    ListAnswer,
    NationalList,
    Place,
)
from services.domain.lead import Address, Lead, LeadNumber

NOON = datetime(2026, 11, 18, 18, tzinfo=UTC)  # in Chicago, a Wednesday


@dataclass
class Ground:
    """A gatherer of facts that answers what it is told to, number by number."""

    facts: Facts
    by_number: dict[str, Facts] = field(default_factory=dict)

    def gather(self, lead, number, kind, at, *, except_call=None) -> Facts:
        return self.by_number.get(number.id, self.facts)


@pytest.fixture
def facts() -> Facts:
    return replace(
        confirmed(clear(at=NOON), NOON),
        address=Fact(Place("IL", "606", date(2026, 11, 1)), "Podio", NOON),
        national_list=Fact(NationalList("312", ListAnswer.CLEAR, date(2026, 11, 14)), "copy", NOON),
    )


@pytest.fixture
def ground(facts) -> Ground:
    return Ground(facts)


def stopped(facts: Facts) -> Facts:
    """Nobody may call this number, and waiting does not help."""
    return replace(facts, company_do_not_call=Fact(DoNotCallScope.NUMBER, "our list", NOON))


def gated(facts: Facts) -> Facts:
    """An attorney stands for this person."""
    return replace(facts, attorney=Fact(Answer.YES, "Podio", NOON))


def lead(item_id: int, *numbers: str) -> Lead:
    kept = tuple(LeadNumber(id_, f"+1312555010{n}", key=id_) for n, id_ in enumerate(numbers))
    return Lead(f"lead-{item_id}", item_id, 0, f"Lead {item_id}", kept, Address(state="IL"))
