"""A file of people: taken whole or not at all, and sealed."""

from contextlib import suppress
from hashlib import sha256

import pytest
from house import LEAD

from api.schemas.people_file import read_people
from services.domain.slot import SlotState
from services.people_import import FileRefused, PeopleImport
from services.stores.accounts import Accounts
from services.stores.patients import Patients
from services.stores.providers import Providers

from .people_rows import GOOD, people, raw


@pytest.fixture
def importing(house):
    return make(house, house.main)


def make(house, main):
    return PeopleImport(
        main, house.trail, Accounts(main, house.vault),
        Patients(main, house.vault, lambda n: f"key-{n[-4:]}"), Providers(main), house.slots,
    )  # fmt: skip


def take(importing, said=GOOD):
    written = raw(said)
    return importing.take(read_people(written), sha256(written).hexdigest(), actor="operator")


def refused(said):
    with pytest.raises(FileRefused) as refusal:
        read_people(said if isinstance(said, bytes) else raw(said))
    return [str(fault) for fault in refusal.value.faults]


def test_a_good_file_is_in_force(importing, house):
    counts = take(importing)

    assert counts == {
        "payers": 1, "providers": 1, "slots": 2, "patients": 1, "accounts": 1, "practice": 1
    }  # fmt: skip
    (account,) = importing.accounts.of_lead(LEAD.id)
    assert (account.balance_cents, account.arrangements[1].first_cents(34_050)) == (34_050, 11_350)
    (patient,) = importing.patients.of_number("key-0177")
    assert (patient.last_name, patient.payer_id) == ("Ortiz", "bluecross")
    assert house.slots.get("c1").starts_at.isoformat() == "2026-11-24T15:00:00+00:00"
    assert house.slots.get("a1").starts_at.isoformat() == "2026-11-24T21:00:00+00:00"
    assert importing.providers.practice().zone == "America/Chicago"


def test_the_same_file_again_changes_nothing_and_is_recorded_once(importing, house):
    take(importing)
    house.slots.hold("c1", "a-call", house.clock.now())

    take(importing)

    assert house.slots.get("c1").state is SlotState.HELD
    assert len(importing.accounts.of_lead(LEAD.id)) == 1
    assert len(house.trail.chain("people")) == 1


def test_who_goes_back_to_an_earlier_file_is_recorded_again(importing, house):
    other = GOOD | {"slots": []}
    for said in (GOOD, other, other, GOOD, GOOD):
        take(importing, said)

    assert [r.body["slots"] for r in house.trail.chain("people")] == [2, 0, 2]


def test_nothing_personal_lies_in_the_clear(importing, house, tmp_path):
    take(importing)
    house.main.close()
    house.audit.close()

    for path in tmp_path.iterdir():
        raw_bytes = path.read_bytes()
        for word in (b"Ortiz", b"Delgado", b"34050", b"Lakeside", b"XQ-12345", b"1984-02-29"):
            assert word not in raw_bytes, (path.name, word)


def test_a_cut_on_the_way_is_finished_by_the_same_command(importing, house):
    class Cut(Exception):
        pass

    class Wire:
        def __init__(self, left) -> None:
            self.left = left

        def __getattr__(self, name):
            return getattr(house.main, name)

        def transaction(self, fn):
            self.left -= 1
            if self.left < 0:
                raise Cut
            return house.main.transaction(fn)

    many = [GOOD["patients"][0] | {"id": f"p{n}"} for n in range(450)]
    said = people(patients=many)
    with suppress(Cut):
        take(make(house, Wire(1)), said)

    take(importing, said)

    assert house.main.get("patients", "p449") is not None
    assert house.main.get("accounts", "A1") is not None
    assert len(house.trail.chain("people")) == 1


def test_an_erased_person_is_refused_by_his_row_and_nothing_is_taken(importing, house):
    house.vault.erase(f"lead:{LEAD.id}")

    with pytest.raises(FileRefused) as refusal:
        take(importing)

    assert [str(f) for f in refusal.value.faults] == [
        "accounts row 1, id: this person was erased here; take the row out"
    ]
    assert house.main.get("payers", "bluecross") is None
    assert house.trail.chain("people") == ()


def test_every_fault_is_named_with_row_field_and_cure():
    said = people(
        accounts=[
            GOOD["accounts"][0],
            GOOD["accounts"][0] | {"id": "A2", "balance_cents": "340.50", "due_date": "15.9.2026"},
            GOOD["accounts"][0] | {"id": "A3", "zip": "606", "colour": "blue"},
            {"id": "A4"},
        ]
    )

    assert refused(said)[:4] == [
        "accounts row 2, balance_cents: write a whole number, without quotes",
        "accounts row 2, due_date: write a day as 1980-04-12",
        "accounts row 3, zip: write five digits, in quotes: 60610",
        "accounts row 3, colour: is no field here; take it out",
    ]
    assert "accounts row 4, creditor: is missing; write it" in refused(said)


BAD = [
    ("slots", "starts_at", "2026-02-30T09:00", "there is no such day or time"),
    ("slots", "zone", "Chicago", "write a zone of the tz database: America/Chicago"),
    ("slots", "zone", "America/Nowhere", "write a zone of the tz database: America/Chicago"),
    ("slots", "minutes", 0, "input should be greater than or equal to 5"),
    ("patients", "phone", "312-555-0177", "write a number of the United States: +13125550101"),
    ("patients", "email", "lena", "write an address: someone@example.com"),
    ("patients", "birth_date", 441849600, "write a day as 1980-04-12"),
    ("patients", "birth_date", "1984-02-30", "write a day as 1980-04-12"),
    ("accounts", "last4", 42, "write a text, in quotes"),
    ("payers", "id", "../x", "write letters, digits, dots, dashes or underscores, at most 64"),
]


@pytest.mark.parametrize("section, field, value, cure", BAD)
def test_a_bad_value_says_how_to_write_it(section, field, value, cure):
    said = people(**{section: [GOOD[section][0] | {field: value}]})

    assert refused(said) == [f"{section} row 1, {field}: {cure}"]


@pytest.mark.parametrize(
    "said, fault",
    [
        (b"", "the file: line 1: write JSON in UTF-8"),
        (b"\xff\xfe", "the file: write JSON in UTF-8"),
        (b"[]", "the file: write one object with sections"),
        (b'{"payers": {}}', "payers: write a list of rows"),
        (b'{"payers": [7]}', "payers row 1"),
        (b'{"debts": []}', "the file, debts: is no section; take it out"),
        (b'{"payers": [], "payers": []}', "the file: one object names a field twice"),
        (b'{"payers": NaN}', "the file: write JSON in UTF-8"),
        (b'{"payers":' + b"[" * 100_000, "the file: "),
    ],
)
def test_what_is_no_such_file_is_refused_in_one_sentence(said, fault):
    (found,) = refused(said)
    assert found.startswith(fault)


def test_a_value_never_stands_in_a_fault():
    said = people(patients=[GOOD["patients"][0] | {"member_id": "secret member id!"}])

    assert "secret" not in " ".join(refused(said))


def test_names_of_things_that_are_not_there_refuse_the_file(importing, house):
    said = people(
        providers=[GOOD["providers"][0] | {"payers": ["aetna"]}],
        slots=[GOOD["slots"][0] | {"calendar": "dr-who"}, GOOD["slots"][1], GOOD["slots"][1]],
    )

    with pytest.raises(FileRefused) as refusal:
        take(importing, said)

    assert [str(fault) for fault in refusal.value.faults] == [
        "slots row 3, id: stands in row 2 already; give it another",
        "providers row 1, payers: 'aetna' is no payer; add it to payers",
        "slots row 1, calendar: 'dr-who' is no provider; add it to providers, or write 'agents'",
    ]
    assert house.main.get("practice", "own") is None


def test_a_later_file_may_name_what_an_earlier_one_brought(importing):
    take(importing)

    take(importing, {"slots": [GOOD["slots"][0] | {"id": "c2"}]})

    assert importing.slots.get("c2").calendar == "chen"


def test_an_erased_patient_is_found_by_no_number(importing, house):
    take(importing)
    importing.patients.forget("patient:p1")
    importing.patients.forget("patient:p1")

    assert importing.patients.of_number("key-0177") == []
    assert house.main.get("patients", "p1").data["number_key"] == ""
