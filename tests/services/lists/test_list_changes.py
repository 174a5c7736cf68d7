"""Change lists, and imports that do not come to their end."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from services.compliance.facts import ListAnswer
from services.dnc_imports import DncImports
from services.dnc_lists import DncLists
from services.domain.errors import StoreUnavailable
from services.lists.faults import UnreadableList
from services.stores.list_copies import ListCopies

DAY, NEXT = date(2026, 11, 1), date(2026, 11, 2)


@pytest.fixture
def listed(lists):
    def listed(number, list_name="national"):
        said = lists.answer(list_name, f"+1{number}")
        return said.answer is ListAnswer.LISTED, said.as_of

    return listed


def test_changes_are_applied_and_the_last_day_and_row_decide(put, change, listed):
    put("312,5550101", "312,5550102")
    outcome = change(
        "3125550101,2026-11-02,D",
        "312,5550103,20261102,A",
        "3125550104 , 11/02/2026 , a",
        "3125550105,2026-11-02T08:00:00,A",
        "3125550105,2026-11-01,D",
        "3125550106,2026-11-01,A",
        "3125550106,2026-11-01,D",
        as_of=NEXT,
    )
    assert (outcome.installed[0].count, outcome.failed) == (4, [])
    on = [n for n in range(100, 110) if listed(f"3125550{n}")[0]]
    assert on == [102, 103, 104, 105]
    assert listed("3125550102") == (True, NEXT)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("3125550101,2026-11-02", "no change"),
        ("3125550101,2026-11-02,X", "no change"),
        ("3125550101,2026-13-02,A", "no change"),
        ("3125550101,A,2026-11-02", "no change"),
        ("312555010,2026-11-02,A", "no change"),
        ("3125550101,2026-11-03,A", "dated after the day of the list"),
        ("4165550101,2026-11-02,A", "of no area code of this list"),
    ],
)
def test_a_row_that_is_no_change_refuses_the_whole_file(put, change, listed, row, why):
    put("312,5550102")
    with pytest.raises(UnreadableList, match=f"line 2. .*{why}"):
        change("3125550199,2026-11-01,A", row, as_of=NEXT)
    assert listed("3125550199") == (False, DAY)


def test_a_change_list_that_may_leave_a_gap_is_refused_unless_its_beginning_is_said(
    put, change, listed
):
    put("312,5550101")
    gap = change("312,5550102,2026-11-02,A", as_of=NEXT)
    assert [name for name, _ in gap.failed] == ["national-312"]
    assert "what changed between is not known" in gap.failed[0][1]
    assert listed("3125550102") == (False, DAY)
    assert "not known" in change("312,5550102,2026-11-02,A", as_of=NEXT, since=NEXT).failed[0][1]
    assert not change("312,5550102,2026-11-02,A", as_of=NEXT, since=DAY).failed
    assert listed("3125550102") == (True, NEXT)


def test_of_several_files_each_must_begin_by_the_day_of_our_copy(put, change, listed):
    put("312,5550101", "773,5550101")
    first, second = "312,5550102,2026-11-01,A", "312,5550103,2026-11-03,A"
    gap = change(first, also=[second], as_of=date(2026, 11, 3))
    assert "begins on 2026-11-03, our copy is of 2026-11-01" in gap.failed[0][1]
    assert listed("3125550102") == (False, DAY)
    other = change(first, also=["773,5550103,2026-11-03,A"], as_of=date(2026, 11, 3))
    assert [name for name, _ in other.failed] == ["national-312", "national-773"]
    assert not change(first, also=[second], as_of=date(2026, 11, 3), since=DAY).failed
    assert listed("3125550103") == (True, date(2026, 11, 3))


def test_a_change_list_older_than_the_copy_is_refused_and_the_same_twice_is_once(
    put, change, listed
):
    put("312,5550101", as_of=NEXT)
    assert "older than our copy" in change("312,5550102,2026-11-01,A", as_of=DAY).failed[0][1]
    for _ in range(2):
        assert not change("312,5550102,2026-11-02,A", as_of=date(2026, 11, 4)).failed
    assert listed("3125550101") == listed("3125550102") == (True, date(2026, 11, 4))


def test_each_area_code_follows_its_own_copy_and_one_that_cannot_is_named(put, change, listed):
    put("312,5550101", "773,5550101")
    put("773,5550101", as_of=NEXT)
    outcome = change(
        "312,5550102,2026-11-02,A",
        "773,5550102,2026-11-02,A",
        "415,5550102,2026-11-02,A",
        as_of=date(2026, 11, 3),
    )
    assert [copy.area_code for copy in outcome.installed] == ["773"]
    assert [name for name, _ in outcome.failed] == ["national-312", "national-415"]
    assert "no copy to change" in outcome.failed[1][1]
    assert listed("3125550101") == (True, DAY)
    assert listed("7735550102") == (True, date(2026, 11, 3))


def test_an_area_code_that_was_asked_for_grows_younger_without_a_row(put, change, listed):
    put("312,5550101", "773,5550101")
    change("312,5550102,2026-11-01,A", as_of=NEXT, area_codes=("312", "773"))
    assert listed("7735550101") == (True, NEXT)


def test_changes_to_a_whole_list_leave_its_other_area_codes_as_they_are(put, change, listed):
    put("312,5550101", "773,5550101", list_name="litigator")
    rows = ("312,5550101,2026-11-01,D", "415,5550101,2026-11-01,A")
    change(*rows, list_name="litigator", as_of=NEXT)
    states = [listed(f"{code}5550101", "litigator") for code in (312, 773, 415)]
    assert states == [(False, NEXT), (True, NEXT), (True, NEXT)]


def test_changes_are_not_applied_to_a_damaged_copy(put, change, listed, tmp_path):
    put("312,5550101")
    (path,) = (tmp_path / "lists" / "national").glob("312-*.bits")
    path.write_bytes(path.read_bytes()[:-1] + b"\x01")
    outcome = change("312,5550102,2026-11-01,A", as_of=NEXT)
    assert "not the one that was imported" in outcome.failed[0][1]


@dataclass
class Killed:
    """Bitmaps that die at the nth write."""

    bitmaps: object
    left: int

    def write(self, key, bits):
        self.left -= 1
        if self.left < 0:
            raise StoreUnavailable("no space left on the device")
        self.bitmaps.write(key, bits)

    def __getattr__(self, name):
        return getattr(self.bitmaps, name)


def test_an_import_that_dies_while_it_writes_leaves_every_old_copy_in_force(
    lists, trail, clock, put, listed
):
    put("312,5550101", "773,5550101")
    dying = DncLists(lists.copies, Killed(lists.bitmaps, 1), clock)
    with pytest.raises(StoreUnavailable, match="no space"):
        put("312,5550102", "773,5550102", as_of=NEXT, by=DncImports(dying, trail, clock))
    assert listed("3125550101") == listed("7735550101") == (True, DAY)
    put("312,5550102", "773,5550102", as_of=NEXT)
    assert listed("3125550102") == listed("7735550102") == (True, NEXT)
    assert list(lists.verify()) == [""] * 4


def test_a_bitmap_that_stays_on_the_disk_holds_no_swap_up(put, listed, tmp_path):
    codes, folder = ("312", "773"), tmp_path / "lists" / "national"
    put(*(f"{code},5550100" for code in codes))
    oldest = list(folder.glob("*.bits"))
    put(*(f"{code},5550101" for code in codes), as_of=NEXT)
    for path in oldest:
        path.unlink()
        path.mkdir()  # what no unlink removes
    outcome = put(*(f"{code},5550102" for code in codes), as_of=NEXT + timedelta(days=1))
    assert [copy.area_code for copy in outcome.installed] == ["312", "773"]
    assert outcome.failed == []
    assert listed("7735550102")[0]


def test_a_disk_that_takes_no_bitmap_is_a_store_that_is_away(put, listed, tmp_path):
    put("312,5550101")
    folder = tmp_path / "lists" / "national"
    folder.rename(folder.with_name("away"))
    folder.write_text("no folder")
    with pytest.raises(StoreUnavailable, match="a bitmap cannot be written"):
        put("312,5550102", as_of=NEXT)
    folder.unlink()
    folder.with_name("away").rename(folder)
    assert listed("3125550101") == (True, DAY)


class Overtaken(ListCopies):
    """Somebody imports area code 773 just before us, and the store is away for 415."""

    def swap(self, copy, previous, older):
        if copy.area_code == "773":
            super().swap(copy, previous, older)
        if copy.area_code == "415":
            raise StoreUnavailable("the store is away")
        super().swap(copy, previous, older)


def test_a_swap_that_fails_leaves_its_area_code_alone_and_is_named(
    lists, main, trail, clock, put, listed
):
    put("312,5550101", "415,5550101", "773,5550101")
    imports = DncImports(DncLists(Overtaken(main), lists.bitmaps, clock), trail, clock)
    codes = ("312", "415", "773")
    outcome = put(*(f"{code},5550102" for code in codes), as_of=NEXT, by=imports)
    assert [copy.area_code for copy in outcome.installed] == ["312"]
    assert [name for name, _ in outcome.failed] == ["national-415", "national-773"]
    assert listed("4155550101") == (True, DAY)
    again = put(*(f"{code},5550102" for code in codes), as_of=NEXT + timedelta(days=1))
    assert not again.failed
    assert listed("4155550102") == (True, date(2026, 11, 3))
