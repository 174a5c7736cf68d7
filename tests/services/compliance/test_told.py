"""Words of rows with places for the names of a call."""

import pytest

from services.compliance.state_law import duty, state_law
from services.compliance.tables import BrokenTable, checked, load_toml
from services.compliance.told import Part, parts, plain

DUTIES = {row.rule: row for rows in state_law().duties.by_state.values() for row in rows}


def test_a_place_reads_as_its_words_where_there_is_no_call():
    found = parts('{agent:your name}, {company:the company}, and: "Yes?"')
    assert [part.name for part in found] == ["agent", "", "company", ""]
    assert plain(found) == 'your name, the company, and: "Yes?"'
    assert parts("how to stop.") == (Part("how to stop."),)


@pytest.mark.parametrize("text", ["{lead:you}", "{agent}", "{agent:}", "{:x}", "{agent", "}"])
def test_a_place_that_no_call_fills_is_no_row(text):
    (raw, *_) = load_toml("duties.toml")["row"]
    with pytest.raises(BrokenTable, match="ST-AL-ID"):
        checked("duties.toml", raw | {"text": text}, duty)


@pytest.mark.parametrize(
    ("rule", "begins"),
    [
        ("ST-FL-ID", "Within 30 seconds: your true name, the company, what you offer."),
        ("ST-MA-ID", "Within the first minute: who calls, for whom, that this is"),
        ("ST-NY-ID", "At the beginning: your name, the company, and: "),
        ("ST-NJ-ID", "Within 30 seconds: your name, the company's name and telephone number"),
        ("ST-DC-RING", "The telephone rings 15 times at most."),
        ("ST-UT-RELEASE", "When the person hangs up, the line is free within 25 seconds."),
    ],
)
def test_the_time_comes_from_the_seconds_of_the_row(rule, begins):
    assert DUTIES[rule].told.startswith(begins)


def test_what_is_said_again_at_the_end_is_told():
    assert "both again at the end" in DUTIES["ST-KY-ADAD-ID"].told
