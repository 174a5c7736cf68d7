import pytest

from services.compliance.facts import DoNotCallScope
from services.domain.errors import NotFound
from services.domain.lead import Address, Lead, LeadNumber

CELL = LeadNumber("n1", "+13125550101", "mobile", key="k-1")
HOME = LeadNumber("n2", "+13125550102", "home", key="k-2")
NONE = LeadNumber("n3", None, "work")
LEAD = Lead("lead-2001", 2001, 0, "Maria Delgado", (CELL, HOME, NONE), Address(state="IL"))


def stop(do_not_call, *, lead=LEAD, number=None, person_wide=False, cause="c1"):
    do_not_call.set(
        lead=lead, number=number, person_wide=person_wide, actor="user:u1", cause=cause,
        source="key",
    )  # fmt: skip


def test_one_number_is_listed_at_once_and_the_other_is_not(do_not_call):
    stop(do_not_call, number=CELL.e164)
    assert do_not_call.scope(CELL.e164, LEAD.id) is DoNotCallScope.NUMBER
    assert do_not_call.scope(HOME.e164, LEAD.id) is DoNotCallScope.NONE
    assert do_not_call.is_set([HOME.e164, CELL.e164], LEAD.id)
    assert not do_not_call.is_set([HOME.e164], LEAD.id)


def test_a_listed_number_is_listed_whoever_has_it(do_not_call):
    stop(do_not_call, number=CELL.e164)
    assert do_not_call.scope(CELL.e164, "lead-9") is DoNotCallScope.NUMBER
    assert do_not_call.scope(CELL.e164, None) is DoNotCallScope.NUMBER


def test_a_person_is_listed_with_every_number_and_with_the_next_one(do_not_call):
    stop(do_not_call, person_wide=True)
    assert do_not_call.scope("+13125550199", LEAD.id) is DoNotCallScope.PERSON
    assert do_not_call.scope(HOME.e164, "lead-9") is DoNotCallScope.NUMBER


def test_a_bare_number_is_listed_without_a_lead(do_not_call, main):
    stop(do_not_call, lead=None, number="+13125550188")
    assert do_not_call.scope("+13125550188", None) is DoNotCallScope.NUMBER


def test_twice_is_once_and_the_first_entry_stays(do_not_call, trail, main):
    stop(do_not_call, number=CELL.e164)
    before = main.get("company_dnc", do_not_call.hash_number(CELL.e164))
    stop(do_not_call, number=CELL.e164)
    assert main.get("company_dnc", do_not_call.hash_number(CELL.e164)) == before
    assert len(trail.chain(f"lead:{LEAD.id}")) == 1


def test_it_is_recorded_before_it_is_listed(do_not_call, trail):
    listed = []

    class Listening(type(trail)):
        def append(self, deed):
            listed.append(do_not_call.scope(CELL.e164, LEAD.id))
            return super().append(deed)

    object.__setattr__(do_not_call, "trail", Listening(trail.documents, trail.clock, trail.vault))
    stop(do_not_call, number=CELL.e164)
    assert listed == [DoNotCallScope.NONE]


def test_the_record_says_which_number_by_its_id_and_the_digits_only_sealed(do_not_call, trail):
    stop(do_not_call, number=CELL.e164)
    (record,) = trail.chain(f"lead:{LEAD.id}")
    assert record.action == "do_not_call.set"
    assert record.body["number_id"] == "n1"
    assert set(record.body["number"]) == {"k", "n", "c"}
    assert "5550101" not in repr(record)


def test_every_number_that_is_listed_leads_to_the_record(do_not_call, number_index):
    stop(do_not_call, person_wide=True)
    stop(do_not_call, lead=None, number="+13125550188", cause="key9:CA1")

    for number in (CELL.e164, HOME.e164):
        assert number_index.subjects(number) == (f"lead:{LEAD.id}",)
    (subject,) = number_index.subjects("+13125550188")
    assert subject.startswith("number:")


def test_nobody_to_list_is_an_error_and_not_a_silence(do_not_call):
    with pytest.raises(NotFound):
        stop(do_not_call, lead=None)
    with pytest.raises(NotFound):
        stop(do_not_call, lead=LEAD, number=None)


def test_an_entry_made_meanwhile_blocks_the_claim_of_a_dial(do_not_call, main):
    def blocked(number):
        return main.transaction(lambda tx: do_not_call.blocked(tx, LEAD, number))

    assert not blocked(CELL)
    stop(do_not_call, number=CELL.e164)
    assert blocked(CELL) and not blocked(HOME) and not blocked(NONE)
    stop(do_not_call, person_wide=True, cause="c2")
    assert blocked(HOME) and blocked(NONE)


def test_no_number_stands_in_plain_in_any_file(do_not_call, tmp_path):
    stop(do_not_call, person_wide=True)
    for file in tmp_path.iterdir():
        assert b"5550101" not in file.read_bytes()


def test_the_imported_list_stops_its_numbers_and_nobody_else(do_not_call, main, put):
    put("312,5550101", list_name="company")
    assert do_not_call.scope(CELL.e164, LEAD.id) is DoNotCallScope.NUMBER
    assert do_not_call.scope(HOME.e164, LEAD.id) is DoNotCallScope.NONE
    assert do_not_call.is_set([HOME.e164, CELL.e164], None)
    blocked = [
        main.transaction(lambda tx, n=number: do_not_call.blocked(tx, LEAD, n))
        for number in (CELL, HOME, NONE)
    ]
    assert blocked == [True, False, False]


def test_an_imported_list_that_cannot_be_read_is_unknown_and_stops_the_dial(
    do_not_call, main, put, tmp_path
):
    put("312,5550101", list_name="company")
    (path,) = (tmp_path / "lists" / "company").glob("312-*.bits")
    path.write_bytes(path.read_bytes()[:-1] + b"\x01")
    assert do_not_call.scope(HOME.e164, LEAD.id) is None
    assert do_not_call.is_set([HOME.e164], None)
    assert main.transaction(lambda tx: do_not_call.blocked(tx, LEAD, HOME))
    assert do_not_call.scope("+17735550101", LEAD.id) is DoNotCallScope.NONE
