"""The state of a ZIP code, without a network."""

import pytest

from services.address_ports import PostalAddress
from services.address_service.zip_table import ZipTable, state_of
from services.compliance.book import current


@pytest.mark.parametrize(
    "zip_code, state",
    [
        ("60610", "IL"), ("00501", "NY"), ("06103", "CT"), ("20500", "DC"), ("20101", "VA"),
        ("90210", "CA"), ("96813", "HI"), ("99501", "AK"), ("00907", "PR"), ("00802", "VI"),
        ("73301", "TX"), ("88510", "TX"), ("39901", "GA"), ("05501", "MA"), ("96910", "GU"),
    ],
)  # fmt: skip
def test_a_zip_lies_in_its_state(zip_code, state):
    assert state_of(zip_code) == state


@pytest.mark.parametrize("text", ["", "6061", "606101", "6061a", "00000", "21300", "६०६१०"])
def test_what_is_no_zip_lies_nowhere(text):
    assert state_of(text) == ""


def test_the_table_never_refuses_alone():
    checked = ZipTable().check(PostalAddress("412 W Oak St", "60610"))

    assert (checked.deliverable, checked.standard, checked.state) == (None, "", "IL")


def test_it_agrees_with_the_zips_by_which_the_law_splits_states():
    for code, state in current().states.items():
        for prefix in state.zips:
            found = state_of(f"{prefix}01")
            assert found in ("", "AA", code), (code, prefix)


def test_every_state_has_a_prefix():
    named = {state_of(f"{n:03d}01") for n in range(1000)}

    assert set(current().states) - named <= {"AS", "MP"}  # which share 967 and 969
