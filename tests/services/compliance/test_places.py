import pytest
from law import ask, of

from services.compliance.book import current
from services.compliance.evidence import Evidence, Said
from services.compliance.facts import Place
from services.compliance.model import FindingKind
from services.compliance.places import reach, state_code

STATES = current().states


def zones_of(state, zip3=""):
    return list(reach(None, Evidence((Said("address", state, zip3),)), STATES).zones)


def test_number_and_address_both_count():
    reached = of(ask("+13125550144", address=Place("FL")), "TZ-ALL-PLAUSIBLE").inputs
    assert reached["states"] == {"FL": "address", "IL": "area code 312"}
    assert reached["zones"] == {
        "America/New_York": "address",
        "America/Chicago": "address, area code 312",
    }


def test_without_an_address_the_area_code_speaks_alone():
    verdict = ask("+13125550144", address=None)
    assert verdict.allowed
    assert of(verdict, "TZ-ALL-PLAUSIBLE").inputs["states"] == {"IL": "area code 312"}


def test_an_address_whose_state_cannot_be_read_is_unknown():
    finding = of(ask(address=Place("??")), "TZ-ALL-PLAUSIBLE")
    assert finding.finding is FindingKind.UNKNOWN
    assert finding.reason.startswith(
        "Cannot know: the state of the address cannot be read. Enter the address in Podio"
    )


def test_nothing_that_says_where_the_person_is_is_unknown():
    verdict = ask(None)
    assert of(verdict, "TZ-ALL-PLAUSIBLE").finding is FindingKind.UNKNOWN
    assert of(verdict, "FED-TCPA-HOURS").finding is FindingKind.UNKNOWN


@pytest.mark.parametrize(
    ("state", "zip3", "zones"),
    [
        ("TX", "", ["America/Chicago", "America/Denver"]),
        ("TX", "770", ["America/Chicago"]),
        ("TX", "799", ["America/Denver"]),
        ("TX", "798", ["America/Chicago", "America/Denver"]),
        ("FL", "331", ["America/New_York"]),
        ("FL", "325", ["America/Chicago"]),
        ("FL", "324", ["America/New_York", "America/Chicago"]),
        ("AZ", "850", ["America/Phoenix"]),
        ("AZ", "865", ["America/Phoenix", "America/Denver"]),
        ("IL", "606", ["America/Chicago"]),
        ("TX", "606", ["America/Chicago", "America/Denver"]),
    ],
)
def test_a_zip_refines_a_split_state_only_where_all_of_it_keeps_one_clock(state, zip3, zones):
    assert zones_of(state, zip3) == zones


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tx", "TX"), (" Texas ", "TX"), ("D.C.", "DC"), ("District of Columbia", "DC"),
        ("new  york", "NY"), ("U.S. Virgin Islands", "VI"), ("", ""), ("  ", ""),
        ("Ontario", "??"), ("XX", "??"), ("US", "??"),
    ],
)  # fmt: skip
def test_a_state_is_read_however_it_is_written(text, code):
    assert state_code(text, STATES) == code
