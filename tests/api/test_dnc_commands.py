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
    assert flask("status").output == "There is no copy of any area code: nobody may be called.\n"


def test_a_refusal_says_why_and_imports_nothing(flask, rows, today, tmp_path):
    tomorrow = today + timedelta(days=1)
    late = flask("import", rows, "--area-code", "312", "--as-of", tomorrow)
    wrong = flask("import", rows, "--area-code", "773", "--as-of", today)
    assert (late.exit_code, wrong.exit_code) == (1, 1)
    assert late.output == f"Nothing was imported: a copy of {tomorrow} cannot exist yet.\n"
    assert wrong.output == ("Nothing was imported: 2 rows are (line 1, 2) not of area code 773.\n")
    assert "no copy of any area code" in flask("status").output


def test_a_missing_file_or_a_day_that_is_none_is_refused_by_name(flask, rows, tmp_path):
    assert flask("import", tmp_path / "no", "--area-code", "312", "--as-of", "2026-11-01").exit_code
    odd = flask("import", rows, "--area-code", "312", "--as-of", "yesterday")
    assert odd.exit_code == 2
    assert "--as-of" in odd.output
