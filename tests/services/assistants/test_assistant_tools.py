"""What a talk may ask before its next word: answered in time, refused in so many words, never an
error."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from assistant_house import ACCOUNT
from house import LEAD, NOON

from services.address_ports import CheckedAddress, PostalAddress
from services.address_service.zip_table import ZipTable
from services.assistant_calls import AssistantCall
from services.assistant_offers import arrangement_rows
from services.assistant_tools import AssistantTools
from services.conversation.effect import ToolCall
from services.conversation.tools import TOOLS
from services.domain.account import Arrangement, ArrangementKind, in_question
from services.domain.errors import AddressUnavailable, StoreUnavailable
from services.domain.practice import Provider
from services.domain.slot import Slot
from services.stores.providers import Providers, provider_document

CALL = AssistantCall(
    "c" * 32, "healthcare_intake", f"lead:{LEAD.id}", LEAD.id, "n1", "key", "en", {}
)
WAYS = (
    Arrangement("full", ArrangementKind.FULL),
    Arrangement("three", ArrangementKind.INSTALLMENTS, payments=3, within_days=10),
    Arrangement("some", ArrangementKind.PARTIAL, min_cents=5_000),
)
OWED = replace(ACCOUNT, arrangements=WAYS)


class Addresses:
    answer = CheckedAddress(True, "412 W OAK ST, CHICAGO, IL 60610", "IL", "usps")
    asked = None

    def check(self, address):
        self.asked = address
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def addresses():
    return Addresses()


@pytest.fixture
def tools(house, addresses):
    return AssistantTools(
        house.slots, Providers(house.main), addresses, lambda call: OWED, house.clock
    )


@pytest.fixture
def ask(tools):
    def ask(tool, **values):
        return tools.answer(CALL, ToolCall(tool, values))

    return ask


def at(days, hour=18, id_=None, calendar="agents"):
    starts = (NOON + timedelta(days=days)).replace(hour=hour)
    return Slot(id_ or f"{calendar}-{days}-{hour}", calendar, starts, 30, "America/Chicago")


def test_places_are_offered_over_several_days_by_their_own_clock(house, ask):
    house.slots.put(
        [at(1, h) for h in (15, 16, 17, 18)] + [at(2, 15), at(3, 22), at(1, 20, "x", "chen")]
    )

    rows = ask("open_slots").found["rows"]["slots"]

    assert [row["starts_at"] for row in rows] == [
        "2026-11-19T09:00", "2026-11-19T10:00", "2026-11-20T09:00", "2026-11-21T16:00"
    ]  # fmt: skip
    (chen,) = ask("open_slots", provider_id="chen").found["rows"]["slots"]
    assert (chen["date"], chen["time"]) == ("2026-11-19", "14:00")


def test_a_part_of_the_day_and_a_first_day_narrow_the_offer(house, ask):
    house.slots.put([at(1, 15), at(1, 20), at(4, 15), at(4, 20)])

    afternoon = ask("open_slots", part_of_day="afternoon").found["rows"]["slots"]
    assert [row["time"] for row in afternoon] == ["14:00", "14:00"]
    later = ask("open_slots", after="2026-11-20").found["rows"]["slots"]
    assert {row["date"] for row in later} == {"2026-11-22"}


def test_a_place_that_another_keeps_is_refused(house, ask):
    house.slots.put([at(1, id_="s")])
    house.slots.hold("s", "another", NOON)

    assert not ask("hold_slot", slot_id="s").ok
    house.slots.release("another")
    held = ask("hold_slot", slot_id="s")
    assert (held.ok, held.found["starts_at"]) == (True, "2026-11-19T12:00")
    assert ask("release_slot", slot_id="s").ok
    assert house.slots.hold("s", "another", NOON) is not None


def test_an_address_is_standardized_refused_or_left_open(ask, addresses):
    assert ask("check_address", address="412 w oak", zip="60610").found == {
        "standard": "412 W OAK ST, CHICAGO, IL 60610", "state": "IL", "source": "usps"
    }  # fmt: skip
    addresses.answer = CheckedAddress(None, "", "IL", "zip_table")
    assert ask("check_address", address="412 w oak", zip="60610").ok
    addresses.answer = CheckedAddress(False, "", "IL", "usps")
    assert not ask("check_address", address="1 nowhere").ok


def test_an_address_is_taken_apart_before_it_is_checked(ask, addresses):
    ask("check_address", address="412 West Oak Street, Chicago, IL 60610")

    assert addresses.asked == PostalAddress("412 West Oak Street", "60610", "Chicago", "IL")


def test_a_zip_of_another_state_was_misheard(ask, addresses):
    addresses.answer = ZipTable().check(PostalAddress("", "90210"))

    assert not ask("check_address", address="412 West Oak Street, Chicago, IL 90210").ok
    assert ask("check_address", address="412 West Oak Street, Los Angeles, CA 90210").ok


def test_providers_are_those_who_take_the_payer_the_fitting_ones_first(house, ask):
    rows = [
        Provider("a", "Dr. Ames", "dermatology", ("blue",), ("skin rash",)),
        Provider("b", "Dr. Bell", "family medicine", ("blue", "red"), ("cough", "fever")),
        Provider("c", "Dr. Cole", "family medicine", ("red",), ("cough",)),
    ]
    for row in rows:
        house.main.create("providers", row.id, provider_document(row))

    found = ask("find_providers", payer_id="blue", complaint="a bad cough").found["rows"][
        "providers"
    ]

    assert [row["id"] for row in found] == ["b", "a"]
    assert ask("find_providers", payer_id="green").found["rows"]["providers"] == []


def test_arrangements_are_worded_by_their_numbers():
    rows = arrangement_rows(OWED, None)

    assert [(r["id"], r["amount_cents"], r["label_en"]) for r in rows] == [
        ("full", 34_050, "the full amount of $340.50"),
        ("three", 11_350, "3 payments of $113.50, every 30 days"),
        ("some", 5_000, "$50 now, and the rest later"),
    ]
    assert rows[1]["label_es"] == "3 pagos de 113.50 dólares, cada 30 días"
    fitting = [(r["id"], r["amount_cents"]) for r in arrangement_rows(OWED, 12_000)]
    assert fitting == [("some", 12_000), ("three", 11_350)]


def test_a_promise_is_checked_against_the_terms(ask):
    said = ask("check_promise", arrangement="three", on="2026-11-28")
    assert said.ok
    assert said.found["values"] == {
        "promise.amount_cents": 11_350,
        "promise.kind": "installments",
        "promise.latest": "2026-11-28",
    }
    late = ask("check_promise", arrangement="three", on="2026-11-29")
    assert (late.ok, late.found["values"]["promise.latest"]) == (False, "2026-11-28")
    assert not ask("check_promise", arrangement="three", on="2026-11-17").ok
    assert not ask("check_promise", arrangement="never", on="2026-11-20").ok


@pytest.mark.parametrize("wanted, promised", [(7_500, 7_500), (1, 5_000), (99_999, 34_050)])
def test_a_part_is_what_the_caller_can_pay_within_the_terms(ask, wanted, promised):
    said = ask("check_promise", arrangement="some", on="2026-11-20", amount_cents=wanted)

    assert said.found["values"]["promise.amount_cents"] == promised


@pytest.mark.parametrize(
    "tool, values",
    [
        ("open_slots", {"after": "tomorrow"}),
        ("hold_slot", {}),
        ("check_promise", {"arrangement": "full", "on": "soon"}),
        ("check_promise", {"arrangement": "full", "on": "2026-11-20", "amount_cents": "ten"}),
        ("no_such_tool", {}),
    ],
)
def test_what_cannot_be_read_is_a_no_and_never_an_error(ask, tool, values):
    assert not ask(tool, **values).ok or tool == "check_promise"


@pytest.mark.parametrize("error", [AddressUnavailable("late"), StoreUnavailable("away")])
def test_what_is_away_is_a_no_and_never_an_error(ask, addresses, error):
    addresses.answer = error

    assert not ask("check_address", address="x").ok


def test_every_tool_that_a_playbook_may_name_is_answered(tools):
    for tool in TOOLS:
        assert tools.answer(CALL, ToolCall(tool, {})).tool == tool


def test_of_several_accounts_the_oldest_debt_is_meant():
    paid = replace(ACCOUNT, id="a0", balance_cents=0, due_date=date(2025, 1, 1))
    older = replace(ACCOUNT, id="a2", due_date=date(2026, 8, 1))

    assert in_question([ACCOUNT, paid, older]).id == "a2"
    assert in_question([paid]).id == "a0"
    assert in_question([]) is None
