import pytest

from services.compliance.book import current
from services.compliance.numbering import area_codes
from services.compliance.tables import BrokenTable

CODES = current().area_codes
STATES = current().states


def zones(code):
    return set(CODES[code].zones)


@pytest.mark.parametrize(
    ("overlay", "elder"),
    [("364", "270"), ("930", "812"), ("448", "850"), ("458", "541"), ("729", "423"),
     ("986", "208"), ("689", "407"), ("531", "402"), ("624", "716"), ("861", "309"),
     ("436", "440"), ("924", "507"), ("621", "713"), ("837", "530"), ("357", "559"),
     ("457", "318"), ("679", "313"), ("471", "662"), ("483", "334"), ("465", "718")],
)  # fmt: skip
def test_an_overlay_has_the_state_and_every_zone_of_its_complex(overlay, elder):
    assert CODES[overlay].place == CODES[elder].place
    assert zones(overlay) == zones(elder)


SPLIT = (
    "208 986 219 574 812 930 270 364 606 308 423 729 541 458 605 620 785 701 775 850 448 906 907"
)


@pytest.mark.parametrize("code", [*SPLIT.split(), "907", "928"])
def test_an_area_code_that_spans_two_zones_has_both(code):
    assert len(zones(code)) == 2


def test_every_area_code_lies_within_the_zones_of_its_state():
    for area in CODES.values():
        if area.kind == "us":
            assert set(area.zones) <= set(STATES[area.place].zones), area


def test_every_state_the_district_and_five_territories_have_an_area_code():
    reached = {area.place for area in CODES.values() if area.kind == "us"}
    assert reached == set(STATES)
    assert len(STATES) == 56


def test_el_paso_keeps_mountain_time_and_the_navajo_nation_may_too():
    assert zones("915") == {"America/Denver"}
    assert zones("928") == {"America/Phoenix", "America/Denver"}
    assert zones("602") == {"America/Phoenix"}


@pytest.mark.parametrize(
    "line",
    ["us IL America/Chicago 312 312", "moon IL America/Chicago 312", "us IL"],
)
def test_a_broken_line_is_refused_by_its_number(line):
    with pytest.raises(BrokenTable, match="line 2"):
        area_codes(f"# codes\n{line}\n")
