"""Whoever says stop is on the list, whatever Podio has done to his number meanwhile."""

from dataclasses import replace

import pytest
from house import LEAD, OTHER

from services.compliance.facts import DoNotCallScope
from services.do_not_call import DoNotCall
from services.domain.disposition import Code
from services.domain.errors import NotFound
from services.opting_out import OptingOut
from services.stores.dnc import CompanyList

CALLED = LEAD.numbers[0]


@pytest.fixture
def do_not_call(house):
    return DoNotCall(
        CompanyList(house.main),
        house.trail,
        house.clock,
        lambda number: f"hash-{number[1:]}",
        lambda number: f"key-{number[1:]}",
        lambda number, subject, person: None,
    )


@pytest.fixture
def renumbered(house, do_not_call):
    """The lead was called, and has another number now."""
    house.connected()
    leads = {LEAD.id: replace(LEAD, numbers=(OTHER,))}
    return OptingOut(leads, do_not_call, house.calls, house.book)


def test_an_outcome_stops_the_number_that_was_called(renumbered, do_not_call):
    renumbered.by_disposition(LEAD.id, CALLED.id, Code.DO_NOT_CALL, "user:u1")

    assert do_not_call.scope(CALLED.e164, None) is DoNotCallScope.NUMBER
    assert do_not_call.scope(OTHER.e164, LEAD.id) is DoNotCallScope.NONE


def test_the_key_stops_the_number_that_was_called(renumbered, do_not_call):
    renumbered.by_agent(LEAD.id, CALLED.id, actor="user:u1")

    assert do_not_call.scope(CALLED.e164, None) is DoNotCallScope.NUMBER


def test_a_number_that_was_never_his_is_not_found(renumbered):
    with pytest.raises(NotFound):
        renumbered.by_agent(LEAD.id, "another", actor="user:u1")
