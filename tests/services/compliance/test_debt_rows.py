"""Rows that cannot be law stop the load, and are named."""

from datetime import date

import pytest

from services.compliance.debt_law import by_state, debt_caps
from services.compliance.model import Purpose
from services.compliance.tables import BrokenTable

ROW = {
    "rule": "ST-XX-DEBT-FREQ", "state": "US", "most": 3, "days": 7, "section": "1", "mark": "S",
    "url": "https://law.test", "verified_on": date(2026, 11, 21), "review_by": date(2027, 5, 21),
}  # fmt: skip


@pytest.mark.parametrize(
    "change", [{"most": 0}, {"days": 0}, {"seconds": 5}, {"counts": ["fax"]}, {"per_dept": True}]
)
def test_a_broken_cap_on_debts_is_named(change):
    with pytest.raises(BrokenTable, match="debt_caps.toml, ST-XX-DEBT-FREQ"):
        by_state([ROW | change])


def test_a_row_counts_every_kind_for_debts_alone_unless_it_says_otherwise():
    row = by_state([ROW])["US"][0]

    assert row.purposes == {Purpose.DEBT}
    assert len(row.counts) == len(row.kinds) == 5
    assert not (row.per_debt or row.agreed or row.connected or row.talks)


def test_a_cap_may_be_one_second_and_is_then_no_number_of_days():
    row = by_state(
        [{name: value for name, value in ROW.items() if name != "days"} | {"seconds": 1}]
    )
    assert (row["US"][0].days, row["US"][0].seconds) == (0, 1)


def test_every_cap_on_debts_has_a_page_and_a_mark():
    rows = [row for held in debt_caps().values() for row in held]

    assert len(rows) == 13
    for row in rows:
        assert row.citation.url.startswith("https://") and row.sentence, row.rule
        assert row.law["mark"] in ("V", "S", "U", "H"), row.rule
