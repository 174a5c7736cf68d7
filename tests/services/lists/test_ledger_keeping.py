"""What a manager learned: recorded when it changes anything, and each time that it does."""

from datetime import date, timedelta

import pytest

from services.compliance.facts import Place, Relationship, Tie
from services.domain.errors import NotFound, YetToCome
from services.domain.lead import Address, Lead, LeadNumber
from services.ledger_keeping import LedgerKeeping
from services.stores.ledgers import Ledger, Ledgers, Line

DAY = date(2026, 11, 17)
LEAD = Lead("lead-7", 7, 0, "Jo", (LeadNumber("n1", "+13125550101", key="k-1"),), Address())


class Book:
    def open(self, item_id):
        if item_id != 7:
            raise NotFound("the CRM has no such lead")
        return LEAD


@pytest.fixture
def keeping(main, trail, clock):
    return LedgerKeeping(Ledgers(main), trail, Book(), clock)


def test_who_moves_there_and_back_is_recorded_each_time(keeping, trail):
    for state in ("IL", "IL", "WI", "IL"):
        keeping.stated(7, Place(state, verified_on=DAY), actor="user:u1")

    assert [one.body["state"] for one in trail.chain(LEAD.person)] == ["IL", "WI", "IL"]
    assert keeping.of(LEAD).stated.state == "IL"


def test_what_is_held_already_is_not_recorded_again(keeping, trail):
    for _ in range(2):
        keeping.tie(7, Relationship(Tie.INQUIRY, DAY, subject="her house"), actor="operator")
        keeping.line(7, 1, Line("", DAY, "lookup", "landline"), actor="operator")

    assert [one.action for one in trail.chain(LEAD.person)] == ["relationship.kept", "line.kept"]


def test_nobody_learned_it_on_a_day_to_come(keeping, trail):
    later = DAY + timedelta(days=9)
    with pytest.raises(YetToCome):
        keeping.tie(7, Relationship(Tie.INQUIRY, later), actor="operator")
    with pytest.raises(YetToCome):
        keeping.line(7, 1, Line("", later, "lookup"), actor="operator")
    with pytest.raises(YetToCome):
        keeping.stated(7, Place("IL", verified_on=later), actor="operator")

    assert keeping.lacking(7, Relationship(Tie.INQUIRY, later)) == "2026-11-26 is yet to come"
    assert keeping.lacking(8, Relationship(Tie.INQUIRY, DAY)) == "the CRM has no such lead"
    assert keeping.lacking(7, Relationship(Tie.INQUIRY, DAY)) == ""
    assert trail.chain(LEAD.person) == ()


def test_of_two_words_of_one_day_the_later_counts():
    by_carrier = Line("k-1", DAY, "carrier", "landline")
    by_person = Line("k-1", DAY, "person", "mobile")

    assert Ledger(lines=(by_carrier, by_person)).line("k-1") == by_person
    assert Ledger(lines=(by_person, by_carrier)).line("k-1") == by_carrier
