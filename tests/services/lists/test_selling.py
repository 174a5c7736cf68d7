"""What the seller is, and what is proclaimed where it calls: said by somebody, on record."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.compliance.facts import Emergency, Proclaimed, Registration
from services.domain.errors import Conflict, NotFound
from services.domain.lead import Address, Lead, LeadNumber
from services.seller_file import SellerFileRefused, read_seller

DAY = date(2026, 11, 1)
FILE = b"""
source = "our officer"
exemptions = ["nonprofit", "outside_registration_CA"]
lists_not_kept = ["litigator", "state-tx"]
[[registration]]
state = "TX"
since = 2026-01-01
until = 2026-12-31
number = "17"
bonded = true
[[registration]]
state = "FL"
since = 2026-01-01
"""
LEAD = Lead(
    "lead-1", 1, 0, "Jo", (LeadNumber("n1", "+12145550101", key="k-1"),), Address(state="NY")
)


@pytest.fixture
def facts(gathering, clock):
    return lambda: gathering.gather(LEAD, LEAD.numbers[0], "live_manual", clock.now())


def test_nobody_knows_the_seller_before_somebody_says_what_it_is(facts):
    known = facts()
    for name in ("registrations", "exemptions", "emergencies", "proclaimed"):
        assert getattr(known, name).value is None


def test_a_file_is_in_force_with_who_said_so_when(selling, facts, clock):
    selling.take(read_seller(FILE), actor="operator")

    known = facts()
    texas = Registration("TX", date(2026, 1, 1), date(2026, 12, 31), "17", bonded=True)
    assert known.registrations.value == (texas, Registration("FL", date(2026, 1, 1)))
    assert (known.registrations.source, known.exemptions.source) == ("our officer",) * 2
    assert clock.at - known.registrations.as_of < timedelta(minutes=1)
    assert known.exemptions.value == {"nonprofit", "outside_registration_CA"}
    assert known.emergencies.value is None


def test_a_list_that_is_declared_not_kept_is_said_so_and_not_asked_for(selling, facts, put):
    put("214,5550199", list_name="state-ny")
    selling.take(read_seller(FILE), actor="operator")

    known = facts()
    assert known.litigator.value.answer == "not_kept"
    assert {one.state: one.answer.value for one in known.state_lists.value} == {
        "NY": "clear",
        "TX": "not_kept",
    }
    assert known.protected_line.value.answer == "no_copy"


def test_what_is_proclaimed_is_known_once_somebody_confirms_it(selling, facts, clock):
    storm = Emergency("NY", DAY, "Erie")
    selling.proclaim(storm, actor="operator")
    selling.proclaim(Proclaimed("RI", DAY), actor="operator")
    assert facts().emergencies.value is None

    selling.confirm(actor="operator")

    known = facts()
    assert known.emergencies.value == (storm,)
    assert known.proclaimed.value == (Proclaimed("RI", DAY),)
    assert clock.at - known.emergencies.as_of < timedelta(minutes=1)


def test_what_came_while_somebody_looked_is_not_confirmed(selling):
    class Meanwhile:
        def append(self, deed):
            selling.proclaim(Emergency("LA", DAY), actor="user:u2")

    late = replace(selling, trail=Meanwhile())

    with pytest.raises(Conflict):
        late.confirm(actor="operator")

    assert selling.current().confirmed_at is None


def test_what_is_over_is_cleared_and_what_never_was_is_named(selling):
    selling.proclaim(Emergency("NY", DAY, "Erie"), actor="operator")
    selling.proclaim(Emergency("NY", DAY), actor="operator")
    selling.proclaim(Emergency("NY", DAY, reporting=True), actor="operator")

    selling.clear("NY", actor="operator")

    assert selling.current().emergencies == (Emergency("NY", DAY, "Erie"),)
    with pytest.raises(NotFound):
        selling.clear("NY", actor="operator")
    with pytest.raises(NotFound):
        selling.open_day("RI", DAY, actor="operator")


def test_a_proclaimed_day_may_be_opened_again(selling):
    selling.proclaim(Proclaimed("RI", DAY), actor="operator")
    selling.open_day("RI", DAY, actor="operator")

    assert selling.current().proclaimed == ()


def test_everything_that_was_said_is_on_record(selling, trail):
    selling.take(read_seller(FILE), actor="operator")
    selling.proclaim(Emergency("NY", DAY), actor="operator")
    selling.confirm(actor="operator")
    selling.clear("NY", actor="operator")

    actions = [record.action for record in trail.chain("seller")]
    assert actions == [
        "seller.declared", "emergency.set", "emergencies.confirmed", "emergency.cleared"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ((b'source = "our officer"', b""), "source"),
        ((b"source =", b"colour = 1\nsource ="), "colour"),
        ((b'"nonprofit"', b'"rich"'), "exemptions"),
        ((b"_CA", b"_ZZ"), "exemptions"),
        ((b'"litigator"', b'"national"'), "lists_not_kept"),
        ((b'"state-tx"', b'"state-zz"'), "lists_not_kept"),
        ((b'"TX"', b'"ZZ"'), "registration 1, state"),
        ((b"until = 2026-12-31", b'until = "soon"'), "registration 1, until"),
        ((b"bonded = true", b'bonded = "yes"'), "registration 1, bonded"),
        ((b"bonded = true", b"height = 2"), "registration 1, height"),
        ((b"since = 2026-01-01\nuntil", b"until"), "registration 1, since"),
        ((b"since = 2026-01-01\nuntil", b"since = 2026-01-01T10:00:00\nuntil"), "registration 1"),
    ],
)
def test_a_bad_word_is_named_by_its_place_and_nothing_is_taken(change, place):
    with pytest.raises(SellerFileRefused) as refusal:
        read_seller(FILE.replace(*change, 1))

    assert any(fault.startswith(place) for fault in refusal.value.faults)


@given(st.binary(max_size=400) | st.sampled_from([b"source", b"registration", b"exemptions"]))
def test_nothing_breaks_the_reading_of_a_seller(raw):
    for file in (raw, FILE + raw, b"registration = 1\n" + raw):
        try:
            read_seller(file)
        except SellerFileRefused as refusal:
            assert refusal.faults
