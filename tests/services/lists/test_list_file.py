import zipfile

import pytest

from services.dnc_file import UnreadableList, read_list


@pytest.fixture
def file(tmp_path):
    def file(content, name="312.txt"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return file


def refused(path, code="312"):
    with pytest.raises(UnreadableList) as error:
        read_list(path, code)
    return str(error.value)


def test_both_ways_of_writing_a_row_are_read_with_any_line_end(file):
    read = read_list(file("312,5550101\r\n3125550102\n\n  312,5550103  \n3125550101"), "312")
    assert read.count == 3
    assert read.bitmap[5550101 >> 3] >> (5550101 & 7) & 1
    assert len(read.bitmap) == 1_250_000


def test_rows_of_another_area_code_refuse_the_whole_file_by_line(file):
    said = refused(file("312,5550101\n773,5550102\n7735550103\n"))
    assert said == "2 rows are (line 2, 3) not of area code 312"
    assert "5550102" not in said


@pytest.mark.parametrize(
    "row",
    [
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


def test_a_zip_of_one_file_is_read_and_one_of_two_is_not(tmp_path):
    def zipped(*names):
        path = tmp_path / "list.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name in names:
                archive.writestr(name, "312,5550101\n")
        return path

    assert read_list(zipped("a.txt"), "312").count == 1
    assert "holds 2 files" in refused(zipped("a.txt", "b.txt"))


def test_progress_is_told_while_a_large_file_is_read(file):
    told = []
    rows = "".join(f"312,{n:07d}\n" for n in range(500_000))
    read = read_list(file(rows), "312", told.append)
    assert read.count == 500_000
    assert told == [250_000, 500_000]
