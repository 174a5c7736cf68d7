"""What our lists and records say of a number in a file: as much as the call itself would hear."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from bulk_world import FewRecords

from services.bulk.grounds import Grounds, nothing_on_record
from services.bulk.our_lists import OurLists
from services.bulk.our_records import OurRecords
from services.bulk.row_facts import facts_of, joined
from services.compliance.facts import (
    Attempt,
    Consent,
    ConsentTier,
    Disconnected,
    DoNotCallScope,
    Fact,
    Reassigned,
)
from services.compliance.model import CallKind, Purpose
from services.domain.lead import Address, Lead, LeadNumber
from services.domain.times import to_text
from services.seller_file import SellerFileRefused, read_seller
from services.stores import attempts, consents, wishes
from services.stores.reassigned import ReassignedAnswers

NOON = datetime(2026, 11, 18, 18, tzinfo=UTC)
HAD, HAS = "+13125550101", "+13125550102"
WRITTEN = Consent(ConsentTier.WRITTEN, NOON - timedelta(days=9), artificial_voice=True)


@dataclass(frozen=True)
class FewLeads:
    people: dict[str, Lead] = field(default_factory=dict)

    def kept(self, lead_id):
        return self.people.get(lead_id)


@pytest.fixture
def lead(number_index):
    """lead("lead-1", "+1...") has these numbers today."""

    def lead(lead_id, *numbers):
        has = tuple(LeadNumber(n, n, key=number_index.key(n)) for n in numbers)
        return Lead(lead_id, 1, 0, "Jo Reyes", has, Address(), fetched_at=NOON)

    return lead


@pytest.fixture
def records(main, number_index, gathering, do_not_call):
    def records(*people):
        for one in people:
            number_index.note(HAD, f"lead:{one.id}", f"lead:{one.id}")
        return OurRecords(
            *(main, number_index, FewLeads({one.id: one for one in people})),
            *(gathering, do_not_call.hash_number),
            kind=CallKind.LIVE_MANUAL,
            purpose=Purpose.TELEMARKETING,
        )

    return records


@pytest.fixture
def called(main, number_index):
    """A call to this number is on record."""

    def called(number, at=NOON - timedelta(hours=5)):
        row = {"call_id": f"CA{number}", "at": to_text(at), "outcome": "busy"}
        main.transaction(lambda tx: tx.put(attempts.ATTEMPTS, number_index.key(number), {
            "calls": [row]
        }))  # fmt: skip

    return called


def agreed(main, key):
    def write(tx):
        consents.add(tx, key, WRITTEN)()

    main.transaction(write)


def test_one_call_is_one_attempt_however_many_persons_have_the_number(records, lead, called):
    called(HAD)
    found = records(lead("lead-1", HAD), lead("lead-2", HAD)).facts(HAD, NOON)
    assert [one.at for one in found["attempts"].value] == [NOON - timedelta(hours=5)]
    assert found["attempts"].source == "our records"


def test_who_has_another_number_today_lends_its_consent_to_none(records, lead, main, number_index):
    agreed(main, number_index.key(HAS))
    found = records(lead("lead-1", HAS)).facts(HAD, NOON)
    assert found["consents"].value == ()


def test_the_answer_about_another_number_is_no_answer_about_this_one(
    records, lead, main, number_index
):
    day = NOON.date()
    told = {HAD: Reassigned(Disconnected.YES, day, day), HAS: Reassigned(Disconnected.NO, day, day)}
    ReassignedAnswers(main).put({number_index.key(n): one for n, one in told.items()})
    found = records(lead("lead-1", HAS)).facts(HAD, NOON)
    assert found["reassigned"].value == told[HAD]


def test_a_person_without_any_number_today_still_has_his_wishes(records, lead, main):
    cease = wishes.Flag("cease", to_text(NOON))
    main.transaction(lambda tx: wishes.flag(tx, "lead:lead-1", cease)())
    found = records(lead("lead-1")).facts(HAD, NOON)
    assert found["told_us"].value.flags == {"cease"}


def test_attempts_that_our_records_cannot_know_are_unknown(records, lead):
    keyless = replace(lead("lead-1", HAD), numbers=(LeadNumber("n", HAS),))
    found = records(keyless).facts(HAD, NOON)
    assert found["attempts"].value is None
    assert found["conversations"].value is None
    known = joined({**nothing_on_record(NOON), **found}, facts_of({"attempts": (NOON,)}, NOON))
    assert known["attempts"].value is None


def test_a_company_list_that_cannot_be_read_is_unknown_to_a_scrub_too(lists, put, tmp_path):
    put("312,5550101", list_name="company")
    (path,) = (tmp_path / "lists" / "company").glob("312-*.bits")
    path.write_bytes(path.read_bytes()[:-1] + b"\x01")
    ground = Grounds(OurLists(lists), FewRecords())
    for number in (HAD, HAS):
        assert ground.facts(number, NOON)["company_do_not_call"].value is None
    assert ground.facts("+17735550101", NOON)["company_do_not_call"].value is DoNotCallScope.NONE
    codes = ground.codes(np.array([3125550101, 7735550101]))[ground.lists.names.index("company")]
    assert len(set(codes.tolist())) == 2


def test_a_listing_outlives_what_somebody_else_cannot_know():
    listed, unknown = (
        {"company_do_not_call": Fact(value, "x", NOON)} for value in (DoNotCallScope.PERSON, None)
    )
    for ours, theirs in ((listed, unknown), (unknown, listed)):
        known = joined(ours, theirs)["company_do_not_call"]
        assert known.value is DoNotCallScope.PERSON


def test_no_seller_may_say_that_he_keeps_no_list_of_his_own():
    with pytest.raises(SellerFileRefused, match="'company' is none that we know"):
        read_seller(b'source = "me"\nlists_not_kept = ["company"]\n')


def test_the_same_call_told_twice_is_one():
    once = {"attempts": Fact((Attempt(NOON),), "our records", NOON)}
    both = joined(once, facts_of({"attempts": (NOON, NOON - timedelta(1))}, NOON))["attempts"]
    assert [one.at for one in both.value] == [NOON, NOON - timedelta(1)]
    assert both.source == "our records and the file"
