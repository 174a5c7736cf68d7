"""Numbers to ask the Reassigned Numbers Database about, and its answers taken in."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.compliance.facts import Consent, ConsentTier, Disconnected, Reassigned
from services.crm_ports import LeadSnapshot
from services.domain.lead import Address, Lead, LeadNumber
from services.domain.times import to_text
from services.reassigned_file import AnswersRefused, read_answers
from services.reassigned_numbers import ReassignedNumbers
from services.stores import consents
from services.stores.attempts import Attempts
from services.stores.consents import Consents
from services.stores.leads import Leads
from services.stores.reassigned import ReassignedAnswers

CELL, HOME, NEVER = "+13125550101", "+13125550102", "+13125550103"


@pytest.fixture
def leads(main, vault, number_index, clock):
    kept = Leads(main, vault, number_index.key)
    numbers = tuple(LeadNumber("", e164) for e164 in (CELL, HOME, NEVER, None))
    lead = Lead("lead-7", 7, 0, "Maria", numbers, Address(state="IL"))
    kept.save(LeadSnapshot(lead, "2026-11-01 00:00:00"), at=clock.now())
    return kept


@pytest.fixture
def numbers(main, leads, trail, clock, number_index):
    return ReassignedNumbers(
        leads, Consents(main), Attempts(main), ReassignedAnswers(main), trail, clock,
        number_index.key,
    )  # fmt: skip


def test_those_are_asked_about_who_agreed_or_were_reached_since_the_last_of_it(
    numbers, main, clock, number_index
):
    given = Consent(ConsentTier.EXPRESS, clock.now() - timedelta(days=30))
    for e164 in (CELL, HOME):
        main.transaction(lambda tx, e=e164: consents.add(tx, number_index.key(e), given)())
    talked = {"at": to_text(clock.at), "call_id": "c", "talked_at": to_text(clock.at)}
    main.create("attempts", number_index.key(HOME), {"calls": [talked]})

    assert dict(numbers.to_ask()) == {CELL: given.given_at.date(), HOME: clock.at.date()}


def test_what_was_taken_back_is_no_reason_to_ask(numbers, main, clock, number_index):
    key = number_index.key(CELL)
    given = Consent(ConsentTier.EXPRESS, clock.now())
    main.transaction(lambda tx: consents.add(tx, key, given)())
    main.transaction(lambda tx: consents.revoke_all(tx, key, clock.now())())

    assert list(numbers.to_ask()) == []


def test_an_answer_is_known_of_its_number_with_the_day_of_the_query(
    numbers, leads, gathering, clock
):
    asked = clock.at.date()
    file = read_answers(b"number,date,answer\n3125550101,2026-10-19,No Data\n")

    assert numbers.take(file, asked, actor="operator") == 1

    lead = leads.get("lead-7")
    fact = gathering.gather(lead, lead.numbers[0], "sms", clock.now()).reassigned
    assert fact.value == Reassigned(Disconnected.NO_DATA, date(2026, 10, 19), asked)
    assert fact.as_of.date() == asked
    assert gathering.gather(lead, lead.numbers[1], "sms", clock.now()).reassigned.value is None


def test_answers_of_a_day_to_come_are_refused(numbers, clock):
    file = read_answers(b"3125550101,2026-10-19,no\n")
    with pytest.raises(AnswersRefused):
        numbers.take(file, clock.at.date() + timedelta(days=1), actor="operator")


def test_the_import_is_on_record_with_its_hash_and_no_number(numbers, trail, clock):
    file = read_answers(b"3125550101,2026-10-19,no\n")
    for _ in range(2):
        numbers.take(file, clock.at.date(), actor="operator")

    (record,) = trail.chain("reassigned_numbers")
    assert (record.body["count"], record.body["sha256"]) == (1, file.sha256)
    assert "5550101" not in repr(record)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("312555010,2026-10-19,no", "ten digits"),
        ("23125550101,2026-10-19,no", "ten digits"),
        ("3125550101,10/19/2026,no", "2026-01-31"),
        ("3125550101,2026-10-19,perhaps", "yes, no or no data"),
        ("3125550101,2026-10-19", "number,date,answer"),
        ("3125550101,2026-10-19,no,more", "number,date,answer"),
    ],
)
def test_a_bad_line_is_named_without_its_number_and_nothing_is_taken(row, why):
    with pytest.raises(AnswersRefused) as refusal:
        read_answers(f"3125550101,2026-10-19,no\n{row}\n".encode())

    (fault,) = refusal.value.faults
    assert fault.startswith("line 2: ") and why in fault
    assert "5550101" not in fault


@pytest.mark.parametrize(
    "number", ["3125550101", "+13125550101", "(312) 555-0101", "1 312.555.0101"]
)
def test_numbers_are_read_as_people_type_them(number):
    (row,) = read_answers(f'"{number}", 2026-10-19 ,YES\r\n\r\n'.encode()).rows
    assert (row.number, row.answer) == (CELL, Disconnected.YES)


@given(st.binary(max_size=200))
def test_nothing_breaks_the_reading_of_answers(raw):
    try:
        read_answers(raw)
    except AnswersRefused as refusal:
        assert refusal.faults
