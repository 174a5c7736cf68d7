"""Whose consent a recording takes, by rows that are in force, speak of the call and were read."""

from datetime import date

import pytest
from law import CHICAGO, NOON, clear, question

from services.compliance.book import current
from services.compliance.case import Case
from services.compliance.model import CallKind
from services.compliance.rules.recording import is_strict, rows_of
from services.compliance.state_law import Table, recording

ROW = {
    "rule": "REC-IL", "state": "IL", "section": "X", "url": "https://x.example", "mark": "S",
    "confidence": "M", "verified_on": date(2026, 11, 21), "review_by": date(2027, 5, 21),
}  # fmt: skip
TODAY = NOON.date()


def strict(*rows, kind=CallKind.LIVE_MANUAL):
    case = Case(question(CHICAGO, NOON, kind=kind), clear(), current())
    table = Table({"IL": tuple(recording(ROW | row) for row in rows)})
    return is_strict(rows_of(case, table, "IL"))


def test_a_statute_that_was_read_lets_one_party_record():
    assert not strict({"consent": "one"})


@pytest.mark.parametrize("row", [{"consent": "all"}, {"consent": "unclear"}, {"mark": "U"}])
def test_whoever_asks_for_all_is_unclear_or_unread_is_strict(row):
    assert strict({"consent": "one"} | row)


def test_a_successor_takes_the_place_of_an_older_row():
    before = {"consent": "one", "effective_to": TODAY}
    assert strict(before, {"consent": "all", "effective_from": TODAY})
    assert not strict({"consent": "all", "effective_to": TODAY}, {"consent": "one"})


def test_a_state_without_a_row_of_that_day_or_call_is_strict():
    assert strict({"consent": "one", "effective_to": TODAY})
    assert strict({"consent": "one", "kinds": ["sms"]})
    assert strict()
