"""What is kept of persons and of the seller, on both engines: once, and as it was written."""

from datetime import UTC, date, datetime, timedelta

import pytest
from kept import Revocations, reassigned_of

from services.compliance.facts import (
    Answer,
    Consent,
    ConsentTier,
    Disconnected,
    Emergency,
    LineUse,
    Outcome,
    Place,
    Proclaimed,
    Reassigned,
    Registration,
    Relationship,
    Revocation,
    Tie,
)
from services.compliance.kinds import CallKind, Purpose
from services.crypto_service.vault import PersonVault
from services.crypto_service.wrapping import MasterKey, Wrapping
from services.domain.account import Account
from services.domain.times import to_text
from services.gathering_ledger import debt
from services.stores import attempts, consents
from services.stores.accounts import ACCOUNTS, Accounts
from services.stores.attempts import Attempts, attempt, conversation
from services.stores.consents import Consents
from services.stores.ledgers import Ledgers, Line, lined, tied
from services.stores.reassigned import ReassignedAnswers
from services.stores.revocations import Said
from services.stores.seller import Seller, SellerBook, SellerReading

NOON = datetime(2026, 11, 18, 18, tzinfo=UTC)
DAY = date(2026, 11, 18)
PERMIT = {"number_key": "k-1", "call_id": "a" * 32, "kind": "live_manual", "purpose": "debt"}
FULL = Consent(
    ConsentTier.WRITTEN, NOON, None, True, "form 7", NOON + timedelta(days=400), True, False, None,
    True, None, False, frozenset({CallKind.SMS}), frozenset({Purpose.DEBT}), "1" * 64, "2" * 64,
)  # fmt: skip


def ended(cause="lead_hung_up", **more):
    data = PERMIT | {"consumed_at": to_text(NOON), "asked_at": to_text(NOON), "cause": cause}
    answered = {"answered_at": to_text(NOON), "talk_s": 61, "disposition": None, "ringing_at": None}
    return data | answered | more


def begin(main):
    main.transaction(lambda tx: attempts.count(tx, PERMIT, to_text(NOON))())


def note(main, data, before=None):
    was = before or {"cause": None, **PERMIT}
    main.transaction(lambda tx: attempts.note_outcome(tx, was, data)())
    (row,) = Attempts(main).of("k-1")
    return row


def test_a_consent_comes_back_with_every_field(main):
    main.transaction(lambda tx: consents.add(tx, "k-1", FULL)())

    assert Consents(main).of("k-1") == (FULL,)


def test_an_attempt_is_unknown_until_its_call_is_over(main):
    begin(main)
    (row,) = Attempts(main).of("k-1")

    made = attempt(row, same_number=False)
    assert (made.at, made.outcome, made.purpose) == (NOON, Outcome.UNKNOWN, Purpose.DEBT)
    assert (made.kind, made.same_number) == (CallKind.LIVE_MANUAL, False)
    assert conversation(row, same_number=True) is None


@pytest.mark.parametrize(
    ("more", "outcome", "talked"),
    [
        ({}, Outcome.ANSWERED, True),
        ({"talk_s": 9}, Outcome.ANSWERED, False),
        ({"talk_s": 9, "disposition": {"code": "not_interested"}}, Outcome.ANSWERED, True),
        ({"disposition": {"code": "voicemail"}}, Outcome.VOICEMAIL, False),
        ({"disposition": {"code": "wrong_number"}}, Outcome.WRONG_NUMBER, False),
        ({"disposition": {"code": "no_answer"}}, Outcome.NO_ANSWER, False),
        ({"cause": "busy", "answered_at": None}, Outcome.BUSY, False),
        ({"cause": "no_answer", "answered_at": None}, Outcome.NO_ANSWER, False),
        ({"cause": "failed", "answered_at": None}, Outcome.FAILED, False),
        ({"cause": "refused_at_dial", "answered_at": None}, Outcome.FAILED, False),
        ({"cause": "not_dialled", "answered_at": None}, Outcome.UNKNOWN, False),
        (
            {"cause": "agent_hung_up", "answered_at": None, "ringing_at": to_text(NOON)},
            Outcome.NO_ANSWER,
            False,
        ),
        ({"assistant": "x", "answered_by": "machine_start"}, Outcome.VOICEMAIL, False),
        ({"assistant": "x", "cause": "voicemail_left"}, Outcome.VOICEMAIL, False),
        ({"assistant": "x", "outcome": "wrong_number"}, Outcome.WRONG_NUMBER, False),
        (
            {"assistant": "x", "disposition": {"code": "no_answer"}, "handed_over_at": None},
            Outcome.ANSWERED,
            True,
        ),
        (
            {
                "assistant": "x",
                "disposition": {"code": "voicemail"},
                "handed_over_at": to_text(NOON),
            },
            Outcome.VOICEMAIL,
            False,
        ),
    ],
)
def test_what_became_of_a_call_is_read_from_its_end(main, more, outcome, talked):
    begin(main)
    row = note(main, ended(**more))

    assert attempt(row, same_number=True).outcome is outcome
    assert bool(conversation(row, same_number=True)) is talked


def test_an_outcome_that_the_agent_corrects_is_the_last_one(main):
    begin(main)
    first = ended()
    note(main, first)
    row = note(main, ended(disposition={"code": "voicemail"}), first)

    assert row["outcome"] == "voicemail"
    assert conversation(row, same_number=True) is None


def test_a_call_that_came_to_us_is_a_talk_and_no_attempt(main):
    row = note(main, ended(incoming=True, kind="incoming", purpose="", assistant="x"))

    assert attempt(row, same_number=True) is None
    assert conversation(row, same_number=True).at == NOON


def test_who_hung_up_at_once_when_he_called_us_leaves_nothing(main):
    silent = ended(incoming=True, kind="incoming", purpose="", assistant="x", talk_s=2)
    main.transaction(lambda tx: attempts.note_outcome(tx, {"cause": None}, silent)())

    assert Attempts(main).of("k-1") == []


def test_a_row_that_was_written_before_outcomes_were_kept_is_read(main):
    main.create("attempts", "k-1", {"calls": [{"at": to_text(NOON), "call_id": "old"}]})
    (row,) = Attempts(main).of("k-1")

    assert attempt(row, same_number=True).outcome is Outcome.UNKNOWN
    assert attempt(row, same_number=True).purpose is None


def test_a_revocation_comes_back_with_its_scope(main):
    said = Revocation(NOON, "text", "informational", frozenset({CallKind.SMS}), None)
    kept = Revocations(main)
    for _ in range(2):
        kept.add(("lead:lead-1", "k-1"), Said(said, "c1"))

    assert kept.of("lead:lead-1") == kept.of("k-1") == (said,)


def test_a_ledger_keeps_ties_lines_and_the_place(main):
    kept, tie = Ledgers(main), Relationship(Tie.INQUIRY, DAY)
    old = Line("k-1", date(2026, 1, 1), "lookup", "mobile")
    new = Line("k-1", DAY, "manager", "landline", LineUse.BUSINESS)
    kept.change("lead:lead-1", lambda ledger: tied(tied(ledger, tie), tie))
    for line in (new, old):
        kept.change("lead:lead-1", lambda ledger, line=line: lined(ledger, line))

    ledger = kept.of("lead:lead-1")
    assert ledger.relationships == (tie,)
    assert ledger.line("k-1") == new
    assert ledger.line("k-2") is None
    kept.forget("lead:lead-1")
    assert kept.of("lead:lead-1").lines == ()
    assert kept.of("lead:lead-1").relationships == (tie,)
    assert kept.of("lead:lead-2").stated == Place()


def test_the_answer_to_the_later_query_stays(main):
    kept = ReassignedAnswers(main)
    later = Reassigned(Disconnected.YES, DAY, DAY)
    kept.put({"k-1": later, "k-2": later})
    kept.put({"k-1": Reassigned(Disconnected.NO, DAY, date(2026, 10, 18))})

    assert reassigned_of(main, "k-1") == later
    assert reassigned_of(main, "k-3") is None


def test_many_answers_are_put_in_batches(main):
    answers = {f"k-{n}": Reassigned(Disconnected.NO, DAY, DAY) for n in range(450)}
    ReassignedAnswers(main).put(answers)

    assert reassigned_of(main, "k-449") == answers["k-449"]


def test_the_seller_is_read_anew_only_when_somebody_has_said_something(main):
    book, reading = SellerBook(main), SellerReading()
    assert reading.of(main.get("seller", "current")) == Seller()
    full = Seller(
        NOON, "us", (Registration("TX", DAY, None, "17", bonded=True),), frozenset({"nonprofit"}),
        frozenset({"litigator"}), frozenset({"IL"}),
        (Emergency("LA", DAY, "Orleans", reporting=True),), (Proclaimed("US", DAY),), NOON,
    )  # fmt: skip
    book.change(lambda _: full)

    read = reading.of(main.get("seller", "current"))
    assert read == book.current() == full
    assert reading.of(main.get("seller", "current")) is read
    book.change(lambda seller: Seller(said_at=seller.said_at))
    assert reading.of(main.get("seller", "current")) == Seller(said_at=NOON)


def test_an_account_keeps_the_days_of_its_debt(main, open_store):
    vault = PersonVault(open_store("keys"), Wrapping((MasterKey("m1", b"m" * 32),)))
    account = Account(
        "A-1", "lead-1", "Maria", "Delgado", "Lakeside", 100, DAY, DAY, notice_on=DAY,
        disputed_on=DAY, time_barred="no", secured_by_home=True,
    )  # fmt: skip
    kept = Accounts(main, vault)
    main.create(ACCOUNTS, "A-1", kept.document(account))

    assert kept.get("A-1") == account
    read = debt(account, date(2026, 11, 1))
    assert (read.first_contact_on, read.time_barred) == (date(2026, 11, 1), Answer.NO)
