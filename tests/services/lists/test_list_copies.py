"""Copies of lists: what they answer, how they follow on each other, and how they are damaged."""

from datetime import date, timedelta

import pytest

from services.bitmap_service.files import BitmapFiles
from services.compliance.facts import ListAnswer
from services.dnc_lists import DncLists
from services.lists.names import NATIONAL, UnknownList
from services.lists.next_copy import ImportRefused
from services.stores.list_copies import ListCopies

DAY = date(2026, 11, 1)
LISTED = "+13125550101"


@pytest.fixture
def said(lists):
    def said(number=LISTED, list_name="national"):
        answer = lists.answer(list_name, number)
        return answer.answer, answer.as_of

    return said


@pytest.fixture
def files(tmp_path):
    """The mapped files of a list and area code."""

    def files(area_code="312", list_name="national"):
        return sorted((tmp_path / "lists" / list_name).glob(f"{area_code}-*.bits"))

    return files


def test_a_number_is_listed_when_its_row_is_there_and_clear_when_not(said, put):
    put("312,5550101", "3125559999", "312,9999999", "312,0000000")
    for number in (LISTED, "+13125559999", "+13129999999", "+13120000000"):
        assert said(number) == (ListAnswer.LISTED, DAY)
    for number in ("+13125550100", "+13125550102", "+13122222222"):
        assert said(number) == (ListAnswer.CLEAR, DAY)


def test_an_area_code_without_a_copy_has_none(lists, said, put):
    put("312,5550101")
    assert said("+17735550101") == (ListAnswer.NO_COPY, None)
    assert lists.answer(NATIONAL, "+17735550101").area_code == "773"
    assert lists.answer(NATIONAL, None) is None
    assert lists.answer(NATIONAL, "+44") is None


def test_the_registry_answers_with_day_and_subscription(lists, put):
    put("312,5550101", san="10234567-89")
    answer = lists.answer(NATIONAL, LISTED)
    assert (answer.area_code, answer.answer) == ("312", ListAnswer.LISTED)
    assert (answer.as_of, answer.san) == (DAY, "10234567-89")


def test_one_file_of_many_area_codes_makes_a_copy_of_each(said, put, files):
    outcome = put("312,5550101", "773,5550102", "312,5550103")
    assert [(c.area_code, c.count) for c in outcome.installed] == [("312", 2), ("773", 1)]
    assert said("+17735550102")[0] is ListAnswer.LISTED
    put("773,5550199", as_of=DAY + timedelta(days=3))
    assert said("+17735550102") == (ListAnswer.CLEAR, DAY + timedelta(days=3))
    assert said() == (ListAnswer.LISTED, DAY)


def test_a_whole_list_is_clear_where_it_has_no_numbers(said, put):
    put("312,5550101", list_name="state-tx")
    assert said(list_name="state-tx") == (ListAnswer.LISTED, DAY)
    assert said("+12145550101", "state-tx") == (ListAnswer.CLEAR, DAY)
    assert said("+13125550101", "litigator") == (ListAnswer.NO_COPY, None)
    put("214,5550101", list_name="state-tx", as_of=DAY + timedelta(days=1))
    assert said(list_name="state-tx") == (ListAnswer.CLEAR, DAY + timedelta(days=1))


@pytest.mark.parametrize("name", ["tx", "state-xx", "state-TX", "company ", "", "../national"])
def test_there_are_only_the_lists_that_we_know(put, name):
    with pytest.raises(UnknownList, match="is no list"):
        put("312,5550101", list_name=name)


def test_the_company_list_is_added_to_and_a_file_takes_nobody_off(said, put, change):
    put("312,5550101", "773,5550101", list_name="company", as_of=DAY + timedelta(days=5))
    put("312,5550102", list_name="company")
    for number in (LISTED, "+13125550102", "+17735550101"):
        assert said(number, "company") == (ListAnswer.LISTED, DAY + timedelta(days=5))
    with pytest.raises(ImportRefused, match="takes numbers off"):
        change("312,5550101,2026-11-02,D", list_name="company", as_of=DAY + timedelta(days=6))
    added = change("415,5550101,2026-11-09,A", list_name="company", as_of=DAY + timedelta(days=9))
    assert not added.failed
    assert said("+14155550101", "company")[0] is ListAnswer.LISTED
    put("312,5550103", list_name="company", replace=True)
    assert said(list_name="company")[0] is ListAnswer.CLEAR


@pytest.fixture
def spoilt(main):
    """The manifest of this copy can no longer be read."""

    def spoilt(id_):
        stored = main.get("dnc_lists", id_)
        main.update("dnc_lists", id_, stored.data | {"as_of": "soon"}, expected=stored.version)

    return spoilt


def test_the_company_list_is_not_begun_anew_over_a_copy_that_cannot_be_read(
    said, put, change, imports, spoilt
):
    put("312,5550101", list_name="company")
    put("312,5550102", list_name="company", as_of=DAY + timedelta(days=1))
    spoilt("company")
    for outcome in (
        put("312,5550103", list_name="company", as_of=DAY + timedelta(days=2)),
        change("312,5550103,2026-11-02,A", list_name="company", as_of=DAY + timedelta(days=2)),
    ):
        assert outcome.failed == [("company", "our copy is damaged: roll back, or say --replace")]
    assert said(list_name="company")[0] is ListAnswer.UNREADABLE
    imports.roll_back("company", None, actor="operator")
    assert said(list_name="company")[0] is ListAnswer.LISTED


def test_a_copy_that_cannot_be_read_makes_room_and_the_one_before_it_is_kept(
    imports, said, put, spoilt
):
    put("312,5550101")
    put("312,5550102", as_of=DAY + timedelta(days=1))
    spoilt("national-312")
    put("312,5550103", as_of=DAY + timedelta(days=2))
    assert imports.roll_back("national", "312", actor="operator").as_of == DAY
    assert said() == (ListAnswer.LISTED, DAY)


def test_the_copy_before_is_kept_and_the_one_before_that_is_not(imports, said, put, files):
    for week in range(3):
        put(f"312,555010{week}", as_of=DAY + timedelta(days=week))
    assert len(files()) == 2
    assert imports.roll_back("national", "312", actor="operator").as_of == date(2026, 11, 2)
    assert said() == (ListAnswer.LISTED, date(2026, 11, 2))
    imports.roll_back("national", "312", actor="operator")
    assert said("+13125550102") == (ListAnswer.LISTED, date(2026, 11, 3))


def test_the_same_file_again_keeps_the_way_back(imports, said, put):
    put("312,5550101")
    for _ in range(2):
        put("312,5550102", as_of=DAY + timedelta(days=1))
    imports.roll_back("national", "312", actor="operator")
    assert said() == (ListAnswer.LISTED, DAY)


def test_a_list_that_came_back_unchanged_keeps_its_bitmap_and_bears_the_new_day(said, put, files):
    put("312,5550101")
    put("312,5550101", as_of=DAY + timedelta(days=1))
    assert (len(files()), said()) == (1, (ListAnswer.LISTED, DAY + timedelta(days=1)))
    put("312,5550102", as_of=DAY + timedelta(days=2))
    put("312,5550101", older=True)
    assert said() == (ListAnswer.LISTED, DAY)
    assert len(files()) == 2


def test_a_full_list_older_than_our_copy_is_refused_until_somebody_insists(said, put, trail):
    put("312,5550101", as_of=date(2026, 11, 10))
    outcome = put("312,5550102", "773,5550102", as_of=date(2026, 10, 1))
    ((name, why),) = outcome.failed
    assert name == "national-312"
    assert "the file is of 2026-10-01 and our copy of 2026-11-10 is younger" in why
    assert [copy.area_code for copy in outcome.installed] == ["773"]
    assert said() == (ListAnswer.LISTED, date(2026, 11, 10))
    assert not put("312,5550102", as_of=date(2026, 10, 1), older=True).failed
    assert said() == (ListAnswer.CLEAR, date(2026, 10, 1))
    assert [record.body.get("older") for record in trail.chain("dnc:312")] == [None, True]


def test_a_roll_back_is_recorded_each_time_and_needs_a_whole_copy(imports, put, files, trail):
    with pytest.raises(ImportRefused, match="no copy before"):
        imports.roll_back("national", "312", actor="operator")
    put("312,5550101")
    (oldest,) = files()
    put("312,5550102", as_of=DAY + timedelta(days=1))
    for _ in range(3):
        imports.roll_back("national", "312", actor="operator")
    actions = [record.action for record in trail.chain("dnc:312")]
    assert actions == ["dnc.imported"] * 2 + ["dnc.rolled_back"] * 3
    oldest.write_bytes(oldest.read_bytes()[:-1] + b"\x01")
    imports.roll_back("national", "312", actor="operator")
    with pytest.raises(ImportRefused, match="damaged"):
        imports.roll_back("national", "312", actor="operator")


@pytest.mark.parametrize("wrong", [("national", None), ("state-tx", "214")])
def test_a_roll_back_names_an_area_code_of_the_registry_only(imports, wrong):
    with pytest.raises(ImportRefused, match="area code"):
        imports.roll_back(*wrong, actor="operator")


@pytest.mark.parametrize("place", [0, 693_762, -1])
def test_one_flipped_byte_makes_this_area_code_unreadable_and_never_clear(said, put, files, place):
    put("312,5550101", "773,5550101")
    (path,) = files()
    bits = bytearray(path.read_bytes())
    bits[place] ^= 1
    path.write_bytes(bits)
    assert said("+13125550100") == (ListAnswer.UNREADABLE, None)
    assert said("+17735550100") == (ListAnswer.CLEAR, DAY)
    put("312,5550101")
    assert said() == (ListAnswer.LISTED, DAY)


def test_a_flipped_byte_in_a_whole_list_stops_its_area_code_only(said, put, files):
    put("312,5550101", "773,5550101", list_name="litigator")
    files(list_name="litigator")[0].unlink()
    assert said(list_name="litigator")[0] is ListAnswer.UNREADABLE
    assert said("+17735550101", "litigator")[0] is ListAnswer.LISTED
    assert said("+14155550101", "litigator")[0] is ListAnswer.CLEAR


@pytest.mark.parametrize(
    "broken",
    [
        {"parts": {}},
        {"parts": {"773": ["0" * 64, 1]}},
        {"parts": {"312": "x"}},
        {"parts": None},
        {"as_of": "soon"},
        {"as_of": "2026-11-17"},
        {"list": "company"},
        {"area_code": None},
        None,
    ],
)
def test_a_manifest_that_makes_no_sense_is_unreadable_and_an_import_mends(said, main, put, broken):
    put("312,5550101")
    stored = main.get("dnc_lists", "national-312")
    data = stored.data | broken if broken else {}
    main.update("dnc_lists", "national-312", data, expected=stored.version)
    assert said() == (ListAnswer.UNREADABLE, None)
    put("312,5550101")
    assert said() == (ListAnswer.LISTED, DAY)


def test_a_whole_list_that_lost_a_part_of_its_manifest_is_unreadable_and_not_clear(said, main, put):
    put("312,5550101", "773,5550101", list_name="litigator")
    stored = main.get("dnc_lists", "litigator")
    parts = {"773": stored.data["parts"]["773"]}
    main.update("dnc_lists", "litigator", {**stored.data, "parts": parts}, expected=stored.version)
    assert said(list_name="litigator") == (ListAnswer.UNREADABLE, None)


def test_the_import_is_recorded_with_its_hash_and_no_number(trail, put):
    put("312,5550101", "312,5550102", san="10234567-89")
    put("312,5550101", list_name="company")
    (record,) = trail.chain("dnc:312")
    assert (record.action, record.actor) == ("dnc.imported", "operator")
    assert (record.body["count"], record.body["as_of"]) == (2, "2026-11-01")
    assert record.body["san"] == "10234567-89"
    assert len(record.body["sha256"]) == 64
    assert "5550101" not in repr(record)
    assert [r.body["list"] for r in trail.chain("dnc:company")] == ["company"]


def test_a_day_to_come_and_a_foreign_area_code_are_refused(put, lists):
    with pytest.raises(ImportRefused, match="cannot exist yet"):
        put("312,5550101", as_of=date(2026, 11, 19))
    for code in ("416", "800", "299"):
        with pytest.raises(ImportRefused, match="no area code of the United States"):
            put(f"{code},5550101", codes=(code,))
    assert lists.answer("national", LISTED).answer is ListAnswer.NO_COPY


def test_status_names_every_copy_and_its_age(lists, put):
    put("312,5550101", as_of=date(2026, 11, 11))
    put("212,5550101", as_of=date(2026, 10, 1))
    put("312,5550101", list_name="company", as_of=date(2020, 1, 1))
    put("312,5550101", "214,5550101", list_name="state-tx", as_of=date(2026, 10, 1))
    put("312,5550101", list_name="protected", as_of=date(2026, 10, 1))
    put("312,5550101", list_name="state-in", as_of=date(2026, 10, 1))
    company, old, young, protected, indiana, state = lists.status()
    assert (protected.name, protected.fresh) == ("protected", False)
    assert (indiana.name, indiana.fresh) == ("state-in", True)
    assert (old.name, old.age_days, old.fresh) == ("national-212", 48, False)
    assert (young.name, young.age_days, young.fresh, young.count) == ("national-312", 7, True, 1)
    assert (company.name, company.fresh) == ("company", True)
    assert (state.name, state.fresh, state.area_codes) == ("state-tx", False, 2)


def test_status_and_verify_name_a_copy_that_cannot_be_read(lists, main):
    main.create("dnc_lists", "national-312", {})
    (copy,) = lists.status()
    assert (copy.as_of, copy.age_days, copy.fresh) == (None, None, False)
    assert "national-312: its manifest cannot be read" in list(lists.verify())


def test_status_names_a_copy_whose_bitmap_was_changed(lists, put, files):
    put("312,5550101", "773,5550101")
    (path,) = files()
    path.write_bytes(b"\x01" + path.read_bytes()[1:])
    damaged, whole = lists.status()
    assert (damaged.name, damaged.as_of, damaged.fresh) == ("national-312", None, False)
    assert (whole.name, whole.count) == ("national-773", 1)


def test_verify_reads_everything_and_names_what_is_damaged(lists, put, files):
    put("312,5550101", "773,5550101", "415,5550101")
    put("312,5550102", as_of=DAY + timedelta(days=1))
    assert list(lists.verify()) == [""] * 4 == [""] * lists.bitmaps_kept()
    for path in files():
        path.write_bytes(path.read_bytes()[:-1] + b"\x02")
    files("773")[0].with_suffix(".bits.zst").unlink()
    faults = [fault for fault in lists.verify() if fault]
    assert len(faults) == 3
    assert sum("area code 312" in fault for fault in faults) == 2
    assert sum("of the copy before" in fault for fault in faults) == 1
    assert sum("area code 773" in fault for fault in faults) == 1


def test_another_process_sees_a_swap_at_once(main, clock, tmp_path, put):
    put("312,5550101")
    other = DncLists(ListCopies(main), BitmapFiles(tmp_path / "lists"), clock)
    assert other.answer("national", LISTED).answer is ListAnswer.LISTED
    put("312,5550102", as_of=DAY + timedelta(days=1))
    assert other.answer("national", LISTED).answer is ListAnswer.CLEAR
