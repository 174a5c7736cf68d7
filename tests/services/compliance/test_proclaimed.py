"""A proclaimed day closes a state as its own holidays do, and is told like one."""

from datetime import date, timedelta

from law import ask, at_wall, clear, of, question

from services.compliance.day_bar import day_bar
from services.compliance.facts import Place, Proclaimed
from services.compliance.model import FindingKind
from services.compliance.words import headline

NEW_ORLEANS, CHICAGO = "+15045550144", "America/Chicago"
EVE = date(2026, 12, 23)  # a Wednesday that is no holiday by itself
NOON = at_wall("2026-12-23 12:00", CHICAGO)
CLOSED = {"proclaimed": (Proclaimed("LA", EVE),)}


def test_the_person_who_reads_it_is_told_until_when():
    verdict = ask(NEW_ORLEANS, NOON, **CLOSED)
    assert verdict.next_legal_time == at_wall("2026-12-24 08:00", CHICAGO)
    assert headline(verdict, CHICAGO, NOON) == (
        "Not now. Louisiana closes on 2026-12-23, which was proclaimed a holiday. "
        "You may call at 8:00 AM tomorrow."
    )


def test_the_day_bar_shows_the_whole_day_closed():
    asked, facts = question(NEW_ORLEANS, NOON), clear(NEW_ORLEANS, NOON, **CLOSED)
    assert not any(segment.legal for segment in day_bar(asked, facts, CHICAGO))
    assert any(s.rule == "ST-LA-PROCLAIMED" for s in day_bar(asked, facts, CHICAGO))


def test_a_call_of_the_evening_before_is_legal_until_the_day_begins_where_it_begins_first():
    verdict = ask(
        NEW_ORLEANS,
        at_wall("2026-12-22 19:00", CHICAGO),
        proclaimed=(Proclaimed("LA", EVE),),
        address=Place("LA"),
    )
    assert verdict.allowed
    assert verdict.legal_until == at_wall("2026-12-22 20:00", CHICAGO)


def test_several_days_in_a_row_close_until_the_last_is_over():
    days = tuple(Proclaimed("LA", EVE - timedelta(days=n)) for n in (0, 1))
    verdict = ask(NEW_ORLEANS, at_wall("2026-12-22 12:00", CHICAGO), proclaimed=days)
    assert verdict.next_legal_time == at_wall("2026-12-24 08:00", CHICAGO)


def test_no_other_state_asks_for_proclaimed_days():
    verdict = ask("+12145550144", NOON, proclaimed=None)
    assert verdict.allowed
    assert of(verdict, "ST-TX-PROCLAIMED") is None
    assert of(ask(NEW_ORLEANS, NOON, proclaimed=None), "ST-LA-PROCLAIMED").finding is (
        FindingKind.UNKNOWN
    )
