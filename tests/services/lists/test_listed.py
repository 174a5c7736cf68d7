"""Many numbers at once say what each says alone."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.bulk import listed as bulk
from services.bulk.listed import CLEAR, LISTED, NO_COPY, UNREADABLE, listed
from services.compliance.facts import ListAnswer
from services.dnc_lists import DncLists
from services.stores.list_copies import ListCopies

WORDS = {
    ListAnswer.CLEAR: CLEAR,
    ListAnswer.LISTED: LISTED,
    ListAnswer.NO_COPY: NO_COPY,
    ListAnswer.UNREADABLE: UNREADABLE,
}
ROWS = [f"{code},{n:07d}" for code in (201, 312, 773, 989) for n in (0, 7, 8, 5550101, 9999999)]
NUMBERS = st.one_of(
    st.integers(2_000_000_000, 9_999_999_999),
    st.sampled_from([int(row.replace(",", "")) for row in ROWS]),
    st.sampled_from([3120000001, 7735550102, 9899999998, 4150000000]),
)


@pytest.fixture
def places(put, tmp_path):
    put(*ROWS)
    put(*ROWS, list_name="litigator")
    for list_name in ("national", "litigator"):
        (path,) = (tmp_path / "lists" / list_name).glob("773-*.bits")
        path.write_bytes(path.read_bytes()[:-1] + b"\x01")


@given(numbers=st.lists(NUMBERS, max_size=60))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("list_name", ["national", "litigator", "state-tx"])
def test_each_number_of_many_is_answered_as_it_is_alone(lists, places, list_name, numbers):
    alone = [WORDS[lists.answer(list_name, f"+1{number}").answer] for number in numbers]
    for kind in (np.int64, np.uint64):
        said = listed(np.array(numbers, kind), lists.open(list_name))
        assert said.tolist() == alone


def test_all_lists_are_opened_by_one_look_at_the_store(places, lists, main, clock):
    class Counted:
        asked = 0

        def __getattr__(self, name):
            Counted.asked += 1
            return getattr(main, name)

    counted = DncLists(ListCopies(Counted()), lists.bitmaps, clock)
    opened = counted.open_all(["national", "litigator", "state-tx"])
    assert Counted.asked == 1
    assert opened == {name: lists.open(name) for name in opened}
    assert sorted(opened["national"].copies) == ["201", "312", "773", "989"]
    assert opened["state-tx"].said("+13125550101").answer is ListAnswer.NO_COPY


def test_what_is_no_number_of_ten_digits_has_no_copy(lists, places):
    odd = [-1, 0, 1, 1_999_999_999, 10_000_000_000, 3_125_550_101 + 2**33, 2**62, -(2**63)]
    odd += [3_125_550_101 + 2**44, 3_125_550_101 - 2**44]
    assert listed(np.array(odd), lists.open("national")).tolist() == [NO_COPY] * len(odd)
    assert listed(np.array([], np.int64), lists.open("national")).tolist() == []


def test_blocks_are_seamless_and_the_numbers_stay_as_they_were(lists, places, monkeypatch):
    asked = np.array([3125550101, 2015550102, 7735550101, 4155550101, 9890000008] * 30, np.uint64)
    before = asked.copy()
    whole = listed(asked, lists.open("national"))
    monkeypatch.setattr(bulk, "BLOCK", 64)
    assert listed(asked, lists.open("national")).tolist() == whole.tolist()
    assert whole[:5].tolist() == [LISTED, CLEAR, UNREADABLE, NO_COPY, LISTED]
    assert (asked == before).all()


def test_a_manifest_that_cannot_be_read_is_unreadable_for_all_that_it_holds(lists, main, put):
    put("312,5550101", "773,5550101")
    put("312,5550101", list_name="litigator")
    for id_ in ("national-312", "litigator"):
        main.update("dnc_lists", id_, {}, expected=main.get("dnc_lists", id_).version)
    asked = np.array([3125550101, 7735550101])
    assert listed(asked, lists.open("national")).tolist() == [UNREADABLE, LISTED]
    assert listed(asked, lists.open("litigator")).tolist() == [UNREADABLE, UNREADABLE]
