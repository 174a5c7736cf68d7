import base64
import zlib
from datetime import date, timedelta

import pytest

from services.compliance.facts import ListAnswer
from services.dnc_file import read_list
from services.domain.errors import Conflict
from services.national_dnc import ImportRefused, NationalDnc
from services.stores.dnc_copies import CACHED, DncCopies

DAY = date(2026, 11, 1)
LISTED = "+13125550101"


@pytest.fixture
def put(national, tmp_path):
    """put(numbers...) puts a list of area code 312 in force."""

    def put(*numbers, as_of=DAY, code="312", by=None):
        file = tmp_path / f"{code}.txt"
        file.write_text("".join(f"{number}\n" for number in numbers))
        (by or national).install(read_list(file, code), as_of, actor="operator")

    return put


def answer(national, number=LISTED):
    said = national.answer(number)
    return said.answer, said.as_of


def test_a_number_is_listed_when_its_row_is_there_and_clear_when_not(national, put):
    put("312,5550101", "3125559999", "312,9999999", "312,0000000")
    for number in (LISTED, "+13125559999", "+13129999999", "+13120000000"):
        assert answer(national, number) == (ListAnswer.LISTED, DAY)
    for number in ("+13125550100", "+13125550102", "+13122222222"):
        assert answer(national, number) == (ListAnswer.CLEAR, DAY)


def test_an_area_code_without_a_copy_has_none(national, put):
    put("312,5550101")
    assert answer(national, "+17735550101") == (ListAnswer.NO_COPY, None)
    assert national.answer(None) is None
    assert national.answer("+44") is None


def test_a_new_copy_takes_the_place_of_the_old_one_at_once(national, put):
    put("312,5550101")
    put("312,5550199", as_of=DAY + timedelta(days=7))
    assert answer(national) == (ListAnswer.CLEAR, DAY + timedelta(days=7))
    assert answer(national, "+13125550199")[0] is ListAnswer.LISTED


def test_the_copy_before_is_kept_and_the_one_before_that_is_not(national, put, main):
    for week in range(3):
        put(f"312,555010{week}", as_of=DAY + timedelta(days=week))
    manifest = main.get("dnc_copies", "312").data
    first = "2026-11-01"
    assert manifest["as_of"] == "2026-11-03"
    assert manifest["previous"]["as_of"] == "2026-11-02"
    kept = manifest["previous"]["generation"]
    assert main.get("dnc_chunks", f"312-{kept}-5") is not None
    assert first not in repr(manifest)
    assert answer(national, "+13125550102")[0] is ListAnswer.LISTED


def test_going_back_to_the_copy_before_keeps_its_chunks(national, put):
    put("312,5550101")
    put("312,5550102", as_of=DAY + timedelta(days=1))
    put("312,5550101")
    assert answer(national) == (ListAnswer.LISTED, DAY)


def damaged(main, change):
    generation = main.get("dnc_copies", "312").data["generation"]
    chunk = f"312-{generation}-5"
    bits = bytearray(base64.b64decode(main.get("dnc_chunks", chunk).data["bits"]))
    change(bits)
    text = base64.b64encode(bits).decode()
    main.transaction(lambda tx: tx.put("dnc_chunks", chunk, {"bits": text}))


@pytest.mark.parametrize("place", [0, 2, 30, -5, -1])
def test_one_flipped_byte_makes_the_area_code_unreadable_and_never_clear(
    main, trail, clock, put, place
):
    put("312,5550101", "312,5551234", "312,5559876")

    def flip(bits):
        bits[place] ^= 1

    damaged(main, flip)
    fresh = NationalDnc(DncCopies(main), trail, clock)
    said = fresh.answer("+13125550100")
    assert (said.answer, said.area_code) == (ListAnswer.UNREADABLE, "312")


def test_a_chunk_of_other_bits_is_unreadable_however_well_it_is_packed(main, trail, clock, put):
    put("312,5550101")
    generation = main.get("dnc_copies", "312").data["generation"]
    text = base64.b64encode(zlib.compress(bytes(125_000))).decode()
    main.transaction(lambda tx: tx.put("dnc_chunks", f"312-{generation}-5", {"bits": text}))
    assert answer(NationalDnc(DncCopies(main), trail, clock))[0] is ListAnswer.UNREADABLE


def test_a_lost_chunk_is_unreadable_and_the_same_file_mends_it(national, main, trail, clock, put):
    put("312,5550101")
    generation = main.get("dnc_copies", "312").data["generation"]
    main.transaction(lambda tx: tx.delete("dnc_chunks", f"312-{generation}-5"))
    fresh = NationalDnc(DncCopies(main), trail, clock)
    assert answer(fresh)[0] is ListAnswer.UNREADABLE
    put("312,5550101")
    assert answer(fresh) == (ListAnswer.LISTED, DAY)


@pytest.mark.parametrize("broken", [{}, {"chunks": []}, {"as_of": "soon"}, {"chunks": None}])
def test_a_manifest_that_makes_no_sense_is_unreadable(national, main, put, broken):
    put("312,5550101")
    stored = main.get("dnc_copies", "312")
    data = stored.data | broken if broken else {}
    main.update("dnc_copies", "312", data, expected=stored.version)
    assert answer(national)[0] is ListAnswer.UNREADABLE


def test_the_import_is_recorded_with_its_hash_and_no_number(national, trail, put):
    put("312,5550101", "312,5550102")
    (record,) = trail.chain("dnc:312")
    assert (record.action, record.actor) == ("dnc.imported", "operator")
    assert record.body["count"] == 2
    assert record.body["as_of"] == "2026-11-01"
    assert len(record.body["sha256"]) == 64
    assert "5550101" not in repr(record)


def test_a_day_to_come_and_a_foreign_area_code_are_refused(put, main):
    with pytest.raises(ImportRefused, match="cannot exist yet"):
        put("312,5550101", as_of=date(2026, 11, 19))
    for code in ("416", "800", "299"):
        with pytest.raises(ImportRefused, match="no area code of the United States"):
            put(f"{code},5550101", code=code)
    assert main.get("dnc_copies", "312") is None


def test_of_two_imports_at_once_one_is_refused(national, main, put):
    class Overtaken(DncCopies):
        def write_chunks(self, *args):
            put("312,5550102", as_of=DAY + timedelta(days=1))
            return super().write_chunks(*args)

    put("312,5550101")
    slow = NationalDnc(Overtaken(main), national.trail, national.clock)
    with pytest.raises(Conflict):
        put("312,5550103", by=slow)
    assert answer(national, "+13125550102")[0] is ListAnswer.LISTED


def test_verified_chunks_are_held_in_memory_but_not_without_bound(main, national, put):
    put(*(f"312,{digit}550101" for digit in range(10)))
    for digit in range(10):
        assert national.answer(f"+1312{digit}550101").answer is ListAnswer.LISTED
    held = national.copies._verified
    assert 1 <= len(held) <= CACHED


def test_status_names_every_copy_and_its_age(national, put):
    put("312,5550101", as_of=date(2026, 11, 11))
    put("212,5550101", code="212", as_of=date(2026, 10, 1))
    old, young = national.status()
    assert (old.area_code, old.age_days, old.fresh) == ("212", 48, False)
    assert (young.area_code, young.age_days, young.fresh, young.count) == ("312", 7, True, 1)


def test_status_names_a_copy_that_cannot_be_read(national, main):
    main.create("dnc_copies", "312", {})
    (copy,) = national.status()
    assert (copy.as_of, copy.age_days, copy.fresh) == (None, None, False)
