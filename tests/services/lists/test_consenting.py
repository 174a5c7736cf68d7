"""The ledger of consents: who, when, the exact words, the paper that proves it; revocation wins."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from services.compliance.facts import Consent, ConsentTier, Revocation
from services.consenting import Consenting, Proof, end_of
from services.domain.errors import Conflict, Erased, NotFound, Unstorable, YetToCome
from services.domain.lead import Address, Lead, LeadNumber
from services.revoking_again import RevokingAgain
from services.stores.consent_papers import LARGEST, ConsentPapers, Paper, words
from services.stores.consents import Consents
from services.stores.revocations import REVOCATIONS, held

WORDS = words("Yes, call me with an artificial voice at (312) 555-0101.")
FORM = Paper("form", "form.pdf", "application/pdf", b"%PDF canary form")
PERSON = "lead:lead-7"


def taken_back(main, whose):
    return held(main.get(REVOCATIONS, whose))


class Book:
    lead = Lead(
        "lead-7", 7, 0, "Maria Delgado",
        (LeadNumber("n1", "+13125550101", key="k-1"), LeadNumber("n2", "+13125550102", key="k-2"),
         LeadNumber("n3", None)),
        Address(state="IL"),
    )  # fmt: skip

    def open(self, item_id):
        if item_id != 7:
            raise NotFound("the CRM has no such lead")
        return self.lead


@pytest.fixture
def consenting(main, trail, vault, clock):
    return Consenting(main, trail, Book(), ConsentPapers(main, vault), clock)


@pytest.fixture
def given(clock):
    return Consent(ConsentTier.WRITTEN, clock.now(), artificial_voice=True, source="form 7")


def test_a_consent_stands_with_the_hashes_of_its_words_and_its_paper(consenting, given, main):
    consenting.give(7, 1, given, Proof(WORDS, FORM), actor="user:u1")

    (kept,) = Consents(main).of("k-1")
    assert kept.text_sha256 == hashlib.sha256(WORDS.data).hexdigest()
    assert kept.evidence_sha256 == hashlib.sha256(FORM.data).hexdigest()
    assert consenting.paper(7, kept.evidence_sha256) == FORM
    assert consenting.paper(7, kept.text_sha256).data == WORDS.data


def test_where_the_proof_lies_is_sealed_and_what_it_is_is_told(consenting, given, main, trail):
    where = replace(given, source="Maria's letter, her daughter's desk")
    consenting.give(7, 1, where, Proof(WORDS, FORM), actor="user:u1")
    consenting.give(7, 2, where, Proof(WORDS), actor="user:u1")

    assert [Consents(main).of(key)[0].source for key in ("k-1", "k-2")] == ["form", "words"]
    records = consenting.history(Book.lead)
    assert not any("daughter" in repr(record) for record in records)
    assert trail.open_personal(records[0], "where") == "Maria's letter, her daughter's desk"


def test_it_is_on_record_with_who_kept_it_and_once(consenting, given):
    for _ in range(2):
        consenting.give(7, 1, given, Proof(WORDS, FORM), actor="user:u1")

    (record,) = consenting.history(Book.lead)
    assert (record.action, record.actor) == ("consent.given", "user:u1")
    assert record.body["number_id"] == "n1"
    assert record.body["evidence_sha256"] == FORM.sha256


def test_who_takes_it_back_ends_it_for_every_number_at_once(consenting, given, main, clock):
    for place in (1, 2):
        consenting.give(7, place, given, Proof(), actor="operator")
    letter = Paper("letter", "letter.txt", "text/plain", b"No more.")

    consenting.revoke(
        7, None, Revocation(clock.now(), "letter"), Proof(None, letter, "no more"), actor="user:u1"
    )

    assert all(one.revoked_at for key in ("k-1", "k-2") for one in Consents(main).of(key))
    assert all(len(taken_back(main, whose)) == 1 for whose in (PERSON, "k-1", "k-2"))
    assert consenting.paper(7, letter.sha256) == letter


def test_one_number_may_be_taken_back_alone(consenting, given, main, clock):
    for place in (1, 2):
        consenting.give(7, place, given, Proof(), actor="operator")

    consenting.revoke(7, 2, Revocation(clock.now(), "email"), Proof(), actor="user:u1")

    assert Consents(main).of("k-1")[0].revoked_at is None
    assert Consents(main).of("k-2")[0].revoked_at
    assert taken_back(main, PERSON) == ()


def test_a_letter_of_an_earlier_day_leaves_what_was_given_after_it(consenting, given, main):
    consenting.give(7, 1, given, Proof(), actor="operator")

    consenting.revoke(
        7, 1, Revocation(given.given_at - timedelta(days=2), "letter"), Proof(), actor="user:u1"
    )

    assert Consents(main).of("k-1") == (replace(given, source="nothing"),)


def test_the_same_consent_does_not_stand_up_again(consenting, given, main, clock):
    consenting.give(7, 1, given, Proof(), actor="operator")
    consenting.revoke(7, 1, Revocation(clock.now(), "email"), Proof(), actor="user:u1")

    consenting.give(7, 1, given, Proof(), actor="operator")

    assert [bool(one.revoked_at) for one in Consents(main).of("k-1")] == [True]


@pytest.mark.parametrize("size", [0, LARGEST + 1])
def test_a_paper_that_is_empty_or_too_large_keeps_everything_out(consenting, given, main, size):
    paper = Paper("form", "f", "application/pdf", b"x" * size)

    with pytest.raises(Unstorable):
        consenting.give(7, 1, given, Proof(None, paper), actor="operator")
    assert Consents(main).of("k-1") == ()
    assert consenting.history(Book.lead) == ()


def test_the_largest_paper_is_kept(consenting, given):
    paper = Paper("recording", "call.wav", "audio/wav", bytes(LARGEST))
    consenting.give(7, 1, given, Proof(None, paper), actor="operator")

    assert consenting.paper(7, paper.sha256) == paper


@pytest.mark.parametrize(("item_id", "place"), [(8, 1), (7, 0), (7, 3), (7, 4)])
def test_nobody_consents_for_a_number_that_is_not_there(consenting, given, item_id, place):
    with pytest.raises(NotFound):
        consenting.give(item_id, place, given, Proof(), actor="operator")


def test_papers_lie_sealed_and_go_with_the_person(consenting, given, vault, tmp_path):
    consenting.give(7, 1, given, Proof(WORDS, FORM, "said it on the telephone"), actor="operator")
    for file in tmp_path.glob("*.sqlite3*"):
        held = file.read_bytes()
        assert not any(word in held for word in (b"canary", b"Yes, call me", b"on the telephone"))

    vault.erase(PERSON)

    with pytest.raises(Erased):
        consenting.paper(7, FORM.sha256)
    with pytest.raises(Erased):
        consenting.give(7, 2, given, Proof(WORDS), actor="operator")


def test_a_paper_of_another_person_is_nobody_s(consenting, given, main, vault):
    consenting.give(7, 1, given, Proof(None, FORM), actor="operator")

    assert ConsentPapers(main, vault).get("lead:lead-8", FORM.sha256) is None
    with pytest.raises(NotFound):
        consenting.paper(7, "0" * 64)


class Broken:
    """Documents whose transactions fail while they are `down`."""

    def __init__(self, inner):
        self.inner, self.down = inner, True

    def __getattr__(self, name):
        return getattr(self.inner, name)

    def transaction(self, fn):
        if self.down:
            raise Conflict("five times")
        return self.inner.transaction(fn)


class Kept:
    def kept(self, lead_id):
        return Book.lead if lead_id == "lead-7" else None


@pytest.mark.parametrize("place", [None, 1])
def test_what_was_recorded_and_not_written_is_written_by_the_tick(
    consenting, given, main, databases, clock, place
):
    consenting.give(7, 1, given, Proof(), actor="operator")
    consenting.give(7, 2, given, Proof(), actor="operator")
    broken = replace(consenting, documents=Broken(main))
    with pytest.raises(Conflict):
        broken.revoke(7, place, Revocation(clock.now(), "email"), Proof(), actor="operator")
    assert Consents(main).of("k-1")[0].revoked_at is None

    again = RevokingAgain(databases[1], consenting, Kept(), clock)
    for _ in range(2):
        assert again.look(clock.now() + timedelta(minutes=1)) == 1

    assert Consents(main).of("k-1")[0].revoked_at
    assert bool(Consents(main).of("k-2")[0].revoked_at) is (place is None)
    assert len(taken_back(main, "k-1")) == 1
    assert len(taken_back(main, PERSON)) == (place is None)


def test_the_tick_ends_no_other_number_when_the_named_one_is_gone(
    consenting, given, main, databases, clock
):
    consenting.give(7, 2, given, Proof(), actor="operator")
    consenting.revoke(7, 1, Revocation(clock.now(), "email"), Proof(), actor="operator")
    gone = replace(Book.lead, numbers=Book.lead.numbers[1:])

    class Later:
        def kept(self, lead_id):
            return gone

    RevokingAgain(databases[1], consenting, Later(), clock).look(clock.now() + timedelta(1))

    assert Consents(main).of("k-2")[0].revoked_at is None
    assert taken_back(main, PERSON) == ()


def test_a_retry_of_the_same_day_is_one_record_and_a_consent_between_makes_it_another(
    consenting, given, clock, main
):
    def revoke():
        consenting.revoke(7, 1, Revocation(clock.now(), "email"), Proof(), actor="operator")

    consenting.give(7, 1, given, Proof(), actor="operator")
    revoke()
    revoke()
    assert len(consenting.history(Book.lead)) == 2

    consenting.give(7, 1, replace(given, given_at=clock.now()), Proof(), actor="operator")
    revoke()

    assert len(consenting.history(Book.lead)) == 4
    assert all(one.revoked_at for one in Consents(main).of("k-1"))


def test_nobody_consents_on_a_day_that_is_yet_to_come(consenting, given, clock):
    later = replace(given, given_at=clock.now() + timedelta(days=365))

    with pytest.raises(YetToCome):
        consenting.give(7, 1, later, Proof(), actor="operator")
    assert "is yet to come" in consenting.lacking(7, 1, later)
    assert consenting.lacking(7, 3, given) == "no such number"
    assert consenting.lacking(7, 1, given) == ""


def test_a_day_ends_where_it_ends_last_or_now():
    day, later = date(2026, 11, 18), datetime(2026, 12, 1, tzinfo=UTC)
    assert end_of(day, later) == datetime(2026, 11, 19, 12, tzinfo=UTC)
    evening = datetime(2026, 11, 19, 1, 30, tzinfo=UTC)  # half past five in Los Angeles
    assert end_of(day, evening) == evening
    assert end_of(day, later) > evening
