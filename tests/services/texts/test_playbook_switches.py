"""Which assistants may call: turned by managers, on record first."""

from dataclasses import replace

import pytest

from services.domain.errors import Busy, Conflict, NotFound
from services.playbook_fit import PlaybookFit

PLAYBOOK = "real_estate"


def test_what_nobody_has_touched_is_on(office):
    assert PLAYBOOK in office.switching.on()
    assert office.switched_on.manner(PLAYBOOK) == PLAYBOOK


def test_one_that_is_off_calls_nobody_and_can_be_turned_on_again(office):
    office.switching.turn(PLAYBOOK, on=False, manager_id="ana")

    with pytest.raises(Busy, match="switched_off"):
        office.switched_on.manner(PLAYBOOK)
    assert PLAYBOOK not in office.switching.on()
    office.switching.turn(PLAYBOOK, on=True, manager_id="ben")
    assert office.switched_on.manner(PLAYBOOK) == PLAYBOOK
    records = office.trail.chain(f"playbook:{PLAYBOOK}")
    assert [(r.actor, r.body["on"]) for r in records] == [("user:ana", False), ("user:ben", True)]


def test_the_same_again_is_no_record(office):
    office.switching.turn(PLAYBOOK, on=True, manager_id="ana")

    assert office.actions(f"playbook:{PLAYBOOK}") == []


def test_of_two_managers_at_once_the_record_decides(office):
    put = office.switching.switches.put
    office.switching.switches.__dict__["put"] = lambda switch: None  # a crash before the store
    office.switching.turn(PLAYBOOK, on=False, manager_id="ana")
    office.switching.switches.__dict__["put"] = put

    switch = office.switching.turn(PLAYBOOK, on=False, manager_id="ben")

    assert (switch.by, switch.on) == ("ana", False)
    assert PLAYBOOK not in office.switching.on()


def test_there_is_no_such_playbook(office):
    with pytest.raises(NotFound):
        office.switching.turn("poetry", on=False, manager_id="ana")


def test_no_debt_is_asked_of_who_owes_none():
    fit = PlaybookFit({"debt_collection": lambda lead: ["owes"] if lead == "lead-1" else []})

    assert fit.fitting(("debt_collection", PLAYBOOK), "lead-1") == ("debt_collection", PLAYBOOK)
    assert fit.fitting(("debt_collection", PLAYBOOK), "lead-2") == (PLAYBOOK,)


def test_a_turn_the_other_way_meanwhile_is_a_conflict(office):
    """Ana's page knows nothing of Ben's turn, and her own store read is as old."""
    known = office.switching.switches.get(PLAYBOOK)
    office.switching.turn(PLAYBOOK, on=False, manager_id="ben")
    office.switching.switches.__dict__["get"] = lambda playbook: replace(known, on=False)

    with pytest.raises(Conflict):
        office.switching.turn(PLAYBOOK, on=True, manager_id="ana")
