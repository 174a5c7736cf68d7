"""Where the facts of law come from, how old they say they are, and how often the store is asked."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.compliance.facts import (
    UNKNOWN,
    Answer,
    Dialing,
    Estate,
    LineUse,
    Place,
    Recording,
    Relationship,
    Tie,
)
from services.compliance.kinds import CallKind, Purpose
from services.domain.account import Account
from services.domain.lead import Address, Lead, LeadNumber
from services.domain.practice import Patient
from services.domain.times import to_text
from services.gathering_reading import Reading
from services.seller_file import SellerFile
from services.stores import attempts
from services.stores.accounts import ACCOUNTS
from services.stores.ledgers import Ledgers, Line
from services.stores.patients import PATIENTS

NOON = datetime(2026, 11, 18, 18, tzinfo=UTC)
DAY = date(2026, 11, 1)
CELL = LeadNumber("n1", "+13055550101", "mobile", key="k-1")
HOME = LeadNumber("n2", "+13055550102", "home", key="k-2")
LEAD = Lead(
    "lead-1", 1, 0, "Jo Reyes", (CELL, HOME), Address(state="FL"), role="heir", listed="no",
    redemption_ends=DAY, dealt_on=DAY, fetched_at=NOON,
)  # fmt: skip
VOICE = CallKind.ARTIFICIAL_VOICE


class Counted:
    """Documents that count how often they are asked."""

    def __init__(self, inner):
        self.inner, self.asked = inner, []

    def __getattr__(self, name):
        def ask(*args, **more):
            self.asked.append(name)
            return getattr(self.inner, name)(*args, **more)

        return ask


@pytest.fixture
def gather(gathering, clock):
    def gather(number=CELL, kind=CallKind.LIVE_MANUAL, **more):
        return gathering.gather(LEAD, number, kind, clock.now(), **more)

    return gather


def test_what_podio_says_is_as_old_as_its_last_word(gather):
    facts = gather()

    assert facts.estate.value == Estate("heir", DAY, None, Answer.NO)
    assert facts.relationships.value == (Relationship(Tie.TRANSACTION, DAY),)
    for fact in (facts.estate, facts.relationships, facts.address):
        assert (fact.source, fact.as_of) == ("Podio", NOON)


def test_which_house_rules_there_are_is_not_said_by_whoever_does_not_know(gather):
    assert gather().house_rules == UNKNOWN


def test_a_lookup_of_a_line_goes_before_podio_s_silence_and_behind_its_mobile(gather, main):
    lookup = {"on": DAY, "source": "lookup", "type": "landline", "use": LineUse.BUSINESS}
    for number in (CELL, HOME):
        line = Line(number.key, **lookup)
        Ledgers(main).change("lead:lead-1", lambda led, line=line: led.__class__(lines=(line,)))

        facts = gather(number)
        assert facts.line_type.value == ("mobile" if number is CELL else "landline")
        assert (facts.line_use.value, facts.line_use.source) == (LineUse.BUSINESS, "lookup")
        assert facts.line_use.as_of == datetime(2026, 11, 1, tzinfo=UTC)


def test_what_nobody_said_of_a_line_and_of_a_place_is_said_to_be_so(gather):
    facts = gather(HOME)

    assert facts.line_type.value is None
    assert facts.line_use.value is LineUse.UNKNOWN
    assert facts.stated_location.value == Place()


def test_the_house_says_how_it_dials_and_that_an_assistant_s_words_are_kept(gather):
    known = Dialing(ring_s=25, person_within_s=0, feigns_presence=True)
    assert gather().dialing.value == known
    assert gather().recording.value == Recording()
    assert gather(kind=VOICE).recording.value == Recording(planned=True)
    assert gather().dialing.source == "our settings"


def test_our_number_feigns_no_presence_where_we_have_a_place_or_where_it_is_foreign(
    gather, gathering, selling, clock
):
    away = LeadNumber("n9", "+12125550101", "mobile", key="k-9")
    lead = Lead("lead-9", 9, 0, "Jo", (away,), Address(state="NY"), fetched_at=NOON)
    facts = gathering.gather(lead, away, CallKind.LIVE_MANUAL, clock.now())
    assert facts.dialing.value.feigns_presence is False

    selling.take(SellerFile("0" * 64, "us", places=frozenset({"FL"})), actor="operator")
    assert gather().dialing.value.feigns_presence is False


def test_our_number_feigns_presence_where_the_person_said_he_is(gathering, main, clock):
    away = LeadNumber("n9", "+12125550101", "mobile", key="k-9")
    lead = Lead("lead-9", 9, 0, "Jo", (away,), Address(state="NY"), fetched_at=NOON)
    stated = Place("FL", verified_on=DAY)
    Ledgers(main).change("lead:lead-9", lambda ledger: ledger.__class__(stated=stated))

    facts = gathering.gather(lead, away, CallKind.LIVE_MANUAL, clock.now())

    assert facts.dialing.value.feigns_presence is True


def test_a_debt_is_read_for_calls_that_collect_one(gather, main, accounts):
    account = Account(
        "A-1", "lead-1", "Jo", "Reyes", "Lakeside", 100, DAY, DAY, notice_on=DAY, time_barred="no"
    )
    main.create(ACCOUNTS, "A-1", accounts.document(account))

    assert gather().debt.value is None
    fact = gather(kind=VOICE, purpose=Purpose.DEBT).debt
    assert (fact.value.id, fact.value.notice_on) == ("A-1", DAY)
    assert fact.as_of == datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize("about", [{"purpose": "debt"}, {"purpose": ""}, {"incoming": True}])
def test_the_first_talk_that_may_be_about_a_debt_is_its_first_contact(
    gather, main, accounts, about
):
    account = Account("A-1", "lead-1", "Jo", "Reyes", "Lakeside", 100, DAY, DAY)
    main.create(ACCOUNTS, "A-1", accounts.document(account))
    row = {"at": to_text(NOON), "call_id": "c", "talked_at": to_text(NOON)} | about
    main.create("attempts", "k-2", {"calls": [row]})

    facts = gather(kind=VOICE, purpose=Purpose.DEBT)

    assert facts.debt.value.first_contact_on == NOON.date()
    assert [(talk.at, talk.same_number) for talk in facts.conversations.value] == [(NOON, False)]
    assert all(one.same_number is False for one in facts.attempts.value)


@pytest.mark.parametrize(("phone", "given"), [(CELL.e164, Answer.YES), ("", Answer.UNKNOWN)])
def test_a_patient_s_own_number_is_known_by_the_practice(gather, main, patients, phone, given):
    patient = Patient("P-1", "Jo", "Reyes", DAY, "33101", "lead-1", phone)
    main.create(PATIENTS, "P-1", patients.document(patient))

    fact = gather(kind=VOICE, purpose=Purpose.INFORMATIONAL, playbook="healthcare_intake").health

    assert (fact.value.topic, fact.value.number_from_patient) == ("appointment", given)
    assert (fact.value.covered, fact.value.free_to_end_user) == (Answer.UNKNOWN, Answer.NO)
    assert gather(kind=VOICE).health.value.topic == ""


def test_a_covered_entity_is_what_the_seller_says_it_is(gather, selling, main, patients):
    care = {"kind": VOICE, "playbook": "healthcare_intake"}
    selling.take(SellerFile("0" * 64, "us"), actor="operator")
    assert gather(**care).health.value.covered is Answer.NO

    selling.take(
        SellerFile("0" * 64, "us", exemptions=frozenset({"covered_entity"})), actor="operator"
    )
    assert gather(**care).health.value.covered is Answer.YES


def test_lists_are_asked_for_every_state_where_the_person_may_be(gather, main, put):
    put("305,5550101", list_name="state-fl", as_of=date(2026, 11, 10))
    put("305,5550999", list_name="state-tx", as_of=DAY)
    stated = Place("TX", verified_on=DAY)
    Ledgers(main).change("lead:lead-1", lambda ledger: ledger.__class__(stated=stated))

    fact = gather().state_lists

    assert {one.state: one.answer.value for one in fact.value} == {"FL": "listed", "TX": "clear"}
    assert fact.as_of == datetime(2026, 11, 1, tzinfo=UTC)
    assert gather().stated_location.value == stated


def test_a_number_that_is_none_has_no_lists_no_consents_and_no_revocations(gathering, clock):
    broken = LeadNumber("n3", None, "work")
    lead = Lead("lead-1", 1, 0, "Jo", (broken,), Address(), fetched_at=NOON)
    facts = gathering.gather(lead, broken, CallKind.SMS, clock.now())

    for name in ("consents", "revocations", "reassigned", "state_lists", "litigator"):
        assert getattr(facts, name).value is None


def test_the_store_is_asked_twice_at_most_however_many_numbers(gathering, main, number_index):
    counted = Counted(main)
    object.__setattr__(gathering, "reading", Reading(counted))
    for n in range(5):
        number_index.note(f"+1305555019{n}", f"call:{n}", "lead:lead-1")

    gathering.gather(LEAD, CELL, CallKind.LIVE_MANUAL, NOON)

    assert counted.asked == ["get_all", "get_all"]


def test_a_call_that_is_under_way_does_not_count_against_itself(gather, main):
    permit = {"number_key": "k-1", "call_id": "c", "kind": "sms", "purpose": "informational"}
    main.transaction(lambda tx: attempts.count(tx, permit, to_text(NOON - timedelta(days=1)))())

    (made,) = gather().attempts.value
    assert (made.kind, made.purpose) == (CallKind.SMS, Purpose.INFORMATIONAL)
    assert gather(except_call="c").attempts.value == ()
