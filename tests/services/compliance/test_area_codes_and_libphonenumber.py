"""Our area codes beside libphonenumber's: wherever the two differ, the difference is known.

The zones are those of libphonenumber 9.0.43, kept beside this file; the kinds are asked of the
installed library."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
from law import ask, of
from phonenumbers import PhoneNumberType

from services.compliance.book import current
from services.compliance.numbering import Kind

OURS = current().area_codes
TABLE = Path(__file__).with_name("libphonenumber_zones.txt")
COUNTRIES = {"US", "PR", "VI", "GU", "AS", "MP"}
KINDS = {
    PhoneNumberType.TOLL_FREE: Kind.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE: Kind.PREMIUM,
    PhoneNumberType.PERSONAL_NUMBER: Kind.PERSONAL,
}
NEW_OVERLAYS = {  # of no prefix in its zone data: each has the zones of its whole complex with us
    "357": "559", "436": "440", "457": "318", "465": "718", "471": "662", "483": "334",
    "621": "713", "624": "716", "679": "313", "729": "423", "837": "530", "861": "309",
    "924": "507",
}  # fmt: skip
ZONES_DIFFER = {
    "364": "an overlay of 270, which lies in both zones of Kentucky",
    "448": "an overlay of 850, which lies in both zones of Florida",
    "458": "an overlay of 541, whose Malheur County keeps Mountain Time",
    "930": "an overlay of 812, whose south-west keeps Central Time",
    "689": "an overlay of 407, Orlando, to which it gives Chicago's clock",
    "907": "it gives Adak Honolulu's clock, which Adak left in 1983",
}
WRONG = {"689", "907"}  # in all others our clocks include the library's
FEW_EXCHANGES = {"340", "684"}  # the Virgin Islands and Samoa: it knows each exchange in use


def theirs():
    for line in TABLE.read_text().splitlines():
        if not line.startswith("#"):
            state, zones, *codes = line.split()
            yield from ((code, state, zones.split("+")) for code in codes)


THEIRS = {code: (state, zones) for code, state, zones in theirs()}


def clocks(zones):
    """Zones as what their clocks show in the winter and summer of 2026: names alone differ."""
    months = [datetime(2026, month, 15, 12, tzinfo=UTC) for month in (1, 7)]
    return {tuple(at.astimezone(ZoneInfo(zone)).utcoffset() for at in months) for zone in zones}


def kind_of(code):
    """What the library takes an ordinary number of this code for, None when for no number."""
    number = phonenumbers.PhoneNumber(country_code=1, national_number=int(f"{code}2345678"))
    if not phonenumbers.is_valid_number(number):
        return None
    special = KINDS.get(phonenumbers.number_type(number))
    region = phonenumbers.region_code_for_number(number)
    return special or (Kind.US if region in COUNTRIES else Kind.FOREIGN)


def test_the_library_knows_the_area_codes_that_the_sheet_counts():
    assert len(THEIRS) == 359 + 6
    ours = {code for code, area in OURS.items() if area.kind is Kind.US}
    assert set(THEIRS) - ours == set()
    assert ours - set(THEIRS) == set(NEW_OVERLAYS)


@pytest.mark.parametrize("code", sorted(THEIRS))
def test_state_and_zones_are_the_library_s_but_for_what_is_explained(code):
    state, zones = THEIRS[code]
    assert OURS[code].place == state
    mine, other = clocks(OURS[code].zones), clocks(zones)
    assert (mine == other) == (code not in ZONES_DIFFER)
    assert mine >= other or code in WRONG


@pytest.mark.parametrize(("overlay", "elder"), sorted(NEW_OVERLAYS.items()))
def test_an_overlay_that_the_library_lacks_lies_where_its_elder_does(overlay, elder):
    assert (OURS[overlay].place, OURS[overlay].zones) == (OURS[elder].place, OURS[elder].zones)
    assert OURS[elder].place == THEIRS[elder][0]


def test_every_code_of_three_digits_is_what_the_library_takes_it_for():
    """Two codes stand with us as Canada's though the library calls them personal; those that it
    calls no numbers at all are denied by us under the name of their service."""
    differ = {}
    for code in map(str, range(200, 1000)):
        kind = OURS[code].kind if code in OURS else None
        if kind is not kind_of(code):
            differ[code] = (kind, kind_of(code))
    new = {code for code, said in differ.items() if said == (Kind.US, None)}
    assert new == {c for c in NEW_OVERLAYS if kind_of(c) is None} | FEW_EXCHANGES
    assert {c for c, said in differ.items() if said[0] is None} == set()
    assert {c for c, said in differ.items() if said[0] is Kind.FOREIGN and said[1]} == {
        "622",
        "633",
    }


def test_no_code_but_a_known_one_of_the_united_states_may_be_called():
    for code in map(str, range(200, 1000)):
        verdict = ask(f"+1{code}2345678")
        finding = of(verdict, "NUMBER-VALID")
        geographic = code in OURS and OURS[code].kind is Kind.US
        assert (finding.finding == "allow") == geographic, code
        assert geographic or (not verdict.allowed and code in finding.reason), code


@pytest.mark.parametrize("code", ["211", "311", "411", "511", "611", "711", "811", "911"])
def test_a_service_code_is_no_area_code_and_no_exchange(code):
    assert code not in OURS
    assert not ask(f"+1312{code}0144").allowed


@pytest.mark.parametrize(
    "code",
    ["800", "822", "833", "844", "855", "866", "877", "888", "900", "700", "710", "500", "533"],
)
def test_every_special_code_is_denied_by_its_name(code):
    reason = of(ask(f"+1{code}2345678"), "NUMBER-VALID").reason
    words = ("toll-free", "premium-rate", "belongs to no place", "federal government's")
    assert code in reason and any(word in reason for word in words)
