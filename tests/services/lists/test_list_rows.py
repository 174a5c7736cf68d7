import zipfile
from datetime import date

import numpy as np
import pytest

from services.lists import opening
from services.lists.faults import UnreadableList
from services.lists.keeping import Asked
from services.lists.reading import read_full


@pytest.fixture
def file(tmp_path):
    def file(content, name="312.txt"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return file


def read(*paths, code=None, list_name="national", told=lambda read: None):
    codes = (code,) if code else ()
    return read_full(paths, Asked(list_name, date(2026, 11, 1), codes), told)


def refused(*paths, **asked):
    with pytest.raises(UnreadableList) as error:
        read(*paths, **asked)
    return str(error.value)


def numbers(full):
    """Ten digits each, in order."""
    bits = {code: np.unpackbits(bits, bitorder="little") for code, bits in full.bits.items()}
    return [f"{code}{n:07d}" for code in sorted(bits) for n in np.flatnonzero(bits[code])]


def test_both_ways_of_writing_a_row_are_read_with_any_line_end(file):
    rows = "312,5550101\r\n3125550102\n\n  312,5550103  \n3125550101\r\r\n\t3125550104"
    assert numbers(read(file(rows))) == [f"312555010{n}" for n in (1, 2, 3, 4)]


def test_a_file_of_many_area_codes_is_split_by_them(file):
    full = read(file("\ufeff312,5550101\n7735550102\n312,0000000\n312,9999999\n"))
    assert full.codes == ["312", "773"]
    assert numbers(full) == ["3120000000", "3125550101", "3129999999", "7735550102"]


def test_several_files_are_one_list_and_a_refusal_names_the_file(file):
    good, bad = file("312,5550101\n", "a.txt"), file("312,5550102\nx\n", "b.txt")
    assert len(numbers(read(good, file("773,5550101\n", "c.txt")))) == 2
    assert refused(good, bad) == "b.txt: 1 row is (line 2) no telephone number"


def test_rows_of_another_area_code_refuse_the_whole_file_by_line(file):
    said = refused(file("312,5550101\n773,5550102\n7735550103\n"), code="312")
    assert said == "2 rows are (line 2, 3) not of area code 312"
    assert "5550102" not in said


@pytest.mark.parametrize(
    "row",
    [
        ",312555010",
        "hello",
        "312,555010",
        "312,55501011",
        "312;5550101",
        "+13125550101",
        "312,555O101",
        "312,٥٥٥٠١٠١",
        "x" * 200,
    ],
)
def test_a_row_that_is_no_number_refuses_the_whole_file_by_line(file, row):
    said = refused(file(f"312,5550101\n{row}\n"))
    assert "no telephone number" in said
    assert row not in said


def test_many_bad_rows_are_counted_and_ten_are_named(file):
    said = refused(file("bad\n" * 25))
    assert said.startswith("25 rows are (line 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 ...)")


def test_a_file_without_rows_is_no_list(file):
    assert refused(file("")) == "the file has no rows"
    assert refused(file("\n\n")) == "the file has no rows"


@pytest.mark.parametrize("code", ["416", "800", "012", "190", "292"])
def test_the_registry_holds_numbers_of_the_united_states_only(file, code):
    said = refused(file(f"312,5550101\n{code},5550101\n"))
    assert said == "1 row is (line 2) of no area code of this list"


def test_a_code_newer_than_our_table_is_taken_and_other_lists_hold_any_number(file):
    assert read(file("2355550101\n")).codes == ["235"]
    assert read(file("4165550101\n8005550101\n"), list_name="company").codes == ["416", "800"]


def zipped(tmp_path, content, *names):
    path = tmp_path / "list.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return path


def test_a_zip_of_one_file_is_read_and_one_of_two_is_not(tmp_path):
    rows = "312,5550101\n"
    assert numbers(read(zipped(tmp_path, rows, "a.txt"))) == ["3125550101"]
    assert "holds 2 files" in refused(zipped(tmp_path, rows, "a.txt", "b.txt"))


def test_a_zip_whose_content_was_damaged_is_no_list(tmp_path):
    path = zipped(tmp_path, "".join(f"312,{n:07d}\n" for n in range(5_000)), "a.txt")
    broken = bytearray(path.read_bytes())
    broken[500] ^= 1
    path.write_bytes(broken)
    assert refused(path)


def test_lines_count_on_across_blocks_and_an_endless_line_is_refused(file, monkeypatch):
    monkeypatch.setattr(opening, "BLOCK", 64)
    rows = "".join(f"312,555{n:04d}\n" for n in range(100))
    assert len(numbers(read(file(rows)))) == 100
    assert refused(file(rows + "x\n" + rows)) == "1 row is (line 101) no telephone number"
    assert "a line of more than" in refused(file("312,5550101\n" + "1" * 200))


def test_progress_is_told_in_bytes(file):
    told = []
    rows = "".join(f"312,{n:07d}\n" for n in range(1_000_000))
    assert len(numbers(read(file(rows), told=told.append))) == 1_000_000
    assert sum(told) == len(rows)
    assert len(told) > 1
