"""A row of state law that says something it cannot mean stops the load, and is named."""

from datetime import date

import pytest

from services.compliance import state_law
from services.compliance.law_states import RecordingConsent
from services.compliance.tables import BrokenTable, bans, checked, disclosures, hours

ROW = {
    "rule": "ST-XX-REG", "state": "XX", "section": "X", "url": "https://x.example",
    "mark": "S", "confidence": "M", "verified_on": date(2026, 11, 21),
    "review_by": date(2027, 5, 21),
}  # fmt: skip
MAKERS = [
    (state_law.registration, {"words": "a licence"}),
    (state_law.state_list, {"days": 31}),
    (state_law.emergency, {}),
    (state_law.duty, {"text": "Say it."}),
    (state_law.recording, {"consent": "all"}),
    (state_law.plain, {}),
]


def made(make, **more):
    return checked("x.toml", ROW | more, make)


@pytest.mark.parametrize(("make", "own"), MAKERS)
def test_a_row_with_what_it_needs_is_law(make, own):
    assert made(make, **own).rule == "ST-XX-REG"


@pytest.mark.parametrize(("make", "own"), MAKERS)
def test_a_word_that_no_row_knows_stops_the_load(make, own):
    with pytest.raises(BrokenTable, match="ST-XX-REG"):
        made(make, **own, surprise=1)


@pytest.mark.parametrize(("make", "own"), [pair for pair in MAKERS if pair[1]])
def test_a_row_without_its_own_terms_is_no_law(make, own):
    with pytest.raises(BrokenTable, match=next(iter(own))):
        made(make)


@pytest.mark.parametrize("make", [state_law.registration, state_law.state_list])
def test_an_opening_that_opens_nothing_stops_the_load(make):
    own = {"words": "a licence"} if make is state_law.registration else {"days": 31}
    assert made(make, **own, open_if=["consent"]).open_if == (("consent",),)
    with pytest.raises(BrokenTable, match="opens nothing: goodwill"):
        made(make, **own, open_if=["goodwill"])


def test_a_recording_that_takes_nobodys_consent_stops_the_load():
    assert made(state_law.recording, consent="one").consent is RecordingConsent.ONE
    with pytest.raises(BrokenTable, match="some"):
        made(state_law.recording, consent="some")


def test_bans_disclosures_and_hours_take_openings_too():
    ban = bans([ROW | {"words": "calls", "open_if": ["ebr+consent"]}])[0]
    assert ban.open_if == (("ebr", "consent"),)
    said = disclosures([ROW | {"words": "it is said", "needs": ["ai_disclosure_end"]}])[0]
    assert said.needs == ("ai_disclosure_end",)
    assert disclosures([ROW | {"words": "it is said"}])[0].needs == ("ai_disclosure",)
    assert hours([ROW | {"open_if": ["consent"]}], {})["XX"][0].rows[0].open_if == (("consent",),)
    with pytest.raises(BrokenTable, match="opens nothing"):
        bans([ROW | {"words": "calls", "open_if": ["exempt"]}])
