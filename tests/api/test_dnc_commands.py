from datetime import timedelta

import pytest


@pytest.fixture
def flask(app):
    def flask(*args):
        return app.test_cli_runner().invoke(args=["dnc", *map(str, args)])

    return flask


@pytest.fixture
def rows(tmp_path):
    path = tmp_path / "312.txt"
    path.write_text("312,5550101\n3125550102\n")
    return path


@pytest.fixture
def today(clock):
    return clock.now().date()


def test_a_list_comes_into_force_and_status_shows_its_age(flask, rows, today):
    week_ago = today - timedelta(days=7)
    done = flask("import", rows, "--area-code", "312", "--as-of", week_ago)
    assert (done.exit_code, done.output) == (
        0,
        f"312: 2 numbers as of {week_ago} are in force.\n",
    )
    status = flask("status")
    assert status.exit_code == 0
    assert status.output.split() == f"312 2 numbers as of {week_ago} 7 days old".split()


def test_status_fails_when_a_copy_is_too_old(flask, rows, today):
    flask("import", rows, "--area-code", "312", "--as-of", today - timedelta(days=32))
    status = flask("status")
    assert status.exit_code == 1
    assert "TOO OLD: 32 days" in status.output


def test_without_any_copy_status_says_that_nobody_may_be_called(flask):
    status = flask("status")
    assert status.output == "There is no copy of any area code: nobody may be called.\n"
    assert status.exit_code == 1


def test_a_refusal_says_why_and_imports_nothing(flask, rows, today, tmp_path):
    tomorrow = today + timedelta(days=1)
    late = flask("import", rows, "--area-code", "312", "--as-of", tomorrow)
    wrong = flask("import", rows, "--area-code", "773", "--as-of", today)
    assert (late.exit_code, wrong.exit_code) == (1, 1)
    assert late.output == f"Nothing was imported: a copy of {tomorrow} cannot exist yet.\n"
    assert wrong.output == ("Nothing was imported: 2 rows are (line 1, 2) not of area code 773.\n")
    assert "no copy of any area code" in flask("status").output


def test_an_older_file_does_not_replace_a_younger_copy_unless_one_insists(flask, write, today):
    file, month_ago = write("773.txt", "7735550101"), today - timedelta(days=30)
    flask("import", file, "--as-of", today)
    refused = flask("import", file, "--as-of", month_ago)
    assert refused.exit_code == 1
    assert refused.output == (
        "national-773: not imported, the copy before stays in force:"
        f" the file is of {month_ago} and our copy of {today} is younger:"
        " say --older to put the older one in its place all the same.\n"
    )
    insisted = flask("import", file, "--as-of", month_ago, "--older")
    assert (insisted.exit_code, insisted.output) == (
        0,
        f"773: 1 numbers as of {month_ago} are in force.\n",
    )


def test_status_fails_when_a_bitmap_was_changed(flask, app, rows, today):
    flask("import", rows, "--as-of", today)
    (path,) = app.extensions["services"].dnc_lists.bitmaps.folder.glob("national/312-*.bits")
    path.write_bytes(b"\x01" + path.read_bytes()[1:])
    status = flask("status")
    assert (status.exit_code, status.output.split()[:2]) == (1, ["312", "UNREADABLE:"])


def test_a_missing_file_or_a_day_that_is_none_is_refused_by_name(flask, rows, tmp_path):
    assert flask("import", tmp_path / "no", "--area-code", "312", "--as-of", "2026-11-01").exit_code
    odd = flask("import", rows, "--area-code", "312", "--as-of", "yesterday")
    assert odd.exit_code == 2
    assert "--as-of" in odd.output


@pytest.fixture
def write(tmp_path):
    def write(name, *lines):
        path = tmp_path / name
        path.write_text("".join(f"{line}\n" for line in lines))
        return path

    return write


def test_a_national_file_makes_a_copy_of_each_area_code(flask, write, today):
    rows = write("all.txt", *(f"{code}5550101" for code in range(201, 213) if code != 204))
    few = write("few.txt", "312,5550101", "773,5550101")
    many = flask("import", rows, "--as-of", today, "--san", "10234567-89")
    assert many.output == f"11 area codes, 11 numbers as of {today} are in force.\n"
    two = flask("import", few, "--as-of", today).output.splitlines()
    assert two == [f"{code}: 1 numbers as of {today} are in force." for code in (312, 773)]
    status = flask("status")
    assert (status.exit_code, len(status.output.splitlines())) == (0, 13)
    assert "SAN 10234567-89" in status.output


def test_a_copy_that_lost_many_numbers_is_told_with_the_way_back(flask, write, rows, today):
    flask("import", rows, "--as-of", today - timedelta(days=1))
    done = flask("import", write("cut.txt", "3125550101"), "--as-of", today)
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        f"312: 1 numbers as of {today} are in force.",
        "312: the copy before had 2 numbers."
        " If the download broke off: flask dnc rollback --area-code 312",
    ]


def test_other_lists_are_imported_whole_and_shown_by_name(flask, write, rows, today):
    done = flask("import", write("l.txt", "3125550101"), "--list", "litigator", "--as-of", today)
    assert done.output == f"litigator: 1 numbers as of {today} are in force.\n"
    status = flask("status")
    assert "litigator" in status.output
    assert status.exit_code == 1
    assert "no copy of any area code" in status.output
    wrong = flask("import", rows, "--list", "texas", "--as-of", today)
    assert wrong.exit_code == 1
    assert "'texas' is no list" in wrong.output


def test_the_companys_own_list_stops_a_number_without_an_entry_for_it(app, flask, rows, today):
    flask("import", rows, "--list", "company", "--as-of", today)
    do_not_call = app.extensions["services"].do_not_call
    assert do_not_call.scope("+13125550101", None).value == "number"
    assert do_not_call.scope("+13125550199", None).value == "none"


def test_changes_are_applied_and_what_cannot_be_is_named(flask, write, rows, today):
    before = today - timedelta(days=3)
    flask("import", rows, "--as-of", before)
    changes = write(
        "c.txt", f"3125550101,{before},D", f"3125550109,{today},A", f"415,5550101,{today},A"
    )
    done = flask("import", changes, "--changes", "--as-of", today)
    assert done.exit_code == 1
    assert done.output.splitlines() == [
        f"312: 2 numbers as of {today} are in force.",
        "national-415: not imported, the copy before stays in force:"
        " there is no copy to change: import the full list.",
    ]


def test_verify_names_what_is_damaged_and_a_roll_back_goes_past_it(flask, app, write, rows, today):
    before = today - timedelta(days=1)
    flask("import", write("old.txt", "3125550103"), "--as-of", before)
    flask("import", rows, "--as-of", today)
    assert flask("verify").output == "2 read, 0 damaged.\n"
    copies = app.extensions["services"].dnc_lists
    key = copies.open("national").copies["312"].key("312")
    path = copies.bitmaps.folder / "national" / f"312-{key.sha256[:32]}.bits"
    path.write_bytes(path.read_bytes()[:-1])
    verified = flask("verify")
    assert verified.exit_code == 1
    assert "DAMAGED  national, area code 312" in verified.output
    back = flask("rollback", "--area-code", "312")
    assert (back.exit_code, back.output) == (0, f"312: 1 numbers as of {before} are in force.\n")
    again = flask("rollback", "--area-code", "312")
    assert again.exit_code == 1
    assert again.output.startswith("Nothing was taken back: the copy before is damaged")
