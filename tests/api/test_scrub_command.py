"""A file of leads at the command line, against the lists and records of this application."""

import csv
import hashlib
import io
import json
from pathlib import Path

import pytest

SELLER = Path(__file__).parents[2] / "sandbox" / "seller.toml"
HEADING = "id,number,state,line_type,attorney,owner_occupied,distress\n"
ROWS = "1,(312) 555-0144,IL,landline,no,no,\n2,3125550145,IL,landline,no,no,\n3,12,IL,,,,\n"


@pytest.fixture
def flask(app):
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=["compliance", "scrub", *map(str, words)])


@pytest.fixture
def leads(tmp_path):
    file = tmp_path / "leads.csv"
    file.write_text(HEADING + ROWS)
    return file


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_the_file_comes_back_with_verdicts_and_the_summary_apart(flask, leads, tmp_path):
    out = tmp_path / "out.csv"
    done = flask(leads, "--out", out)
    assert done.exit_code == 0, done.output
    first, second, third = rows(out.read_text())
    assert first["number"] == "(312) 555-0144"
    assert first["verdict"] == "deny"
    assert "FED-DNC-NATIONAL" in first["reasons"].split()
    assert third["error"] == "number: write ten digits, or +1 and ten digits"
    assert "3 rows: 0 may be called, 2 may not, 1 cannot be read." in done.stderr
    assert not out.with_name("out.csv.part").exists()
    assert second["verdict"] == "deny"


def test_who_asked_us_to_stop_is_stopped_here_too(flask, leads, app):
    services = app.extensions["services"]
    services.do_not_call.set(
        lead=None, number="+13125550145", person_wide=False, actor="m", cause="c", source="test"
    )
    first, second, _ = rows(flask(leads).stdout)
    assert "FED-DNC-COMPANY" not in first["reasons"].split()
    assert "FED-DNC-COMPANY" in second["reasons"].split()


def test_who_judged_a_file_is_on_record_as_it_is_by_the_page(flask, leads, tmp_path, services):
    out = tmp_path / "out.csv"
    for _ in range(2):
        assert flask(leads, "--out", out, "--at", "2026-11-18T18:00:00Z").exit_code == 0
    (one,) = services.trail.chain("scrubs")
    assert (one.action, one.actor) == ("leads.scrubbed", "operator")
    assert (one.body["rows"], one.body["errors"]) == (3, 1)
    assert one.body["sha256"] == hashlib.sha256(leads.read_bytes()).hexdigest()


def test_nobody_else_reads_the_file_that_is_written(flask, leads, tmp_path):
    out = tmp_path / "out.csv"
    out.write_text("before")
    flask(leads, "--out", out)
    assert out.stat().st_mode & 0o777 == 0o600


def test_what_has_left_before_the_file_turned_bad_is_told(flask, tmp_path):
    file, out = tmp_path / "bad.csv", tmp_path / "out.csv"
    file.write_text(HEADING + "1,3125550144,IL,landline,no,no,\n" * 50_000 + '2,"open\n')
    shown = flask(file)
    assert shown.exit_code == 1
    assert "Stopped after 50,000 rows: cannot be read near line" in shown.output
    kept = flask(file, "--out", out)
    assert "Nothing was judged: cannot be read near line" in kept.output
    assert not out.exists()


def test_lines_of_json_name_each_row(flask, leads):
    said = [json.loads(line) for line in flask(leads, "--json").stdout.splitlines()]
    assert [(one["row"], one["id"], one["verdict"]) for one in said] == [
        (1, "1", "deny"),
        (2, "2", "deny"),
        (3, "3", "error"),
    ]
    assert said[2]["error"]["column"] == "number"


@pytest.mark.parametrize(
    ("content", "words", "why"),
    [
        ("name\nx\n", (), "one of them number"),
        (HEADING, ("--with", "colour=red"), "colour is no column"),
        (HEADING, ("--with", "line_type=fax"), "line_type: write landline, mobile, voip"),
        (HEADING, ("--with", "line_type"), "write COLUMN=VALUE"),
        (HEADING, ("--at", "noon"), "write an instant as"),
        (HEADING, ("--at", "2200-01-01T00:00:00Z"), "between 2000 and 2199"),
        ("\xff\xfe", (), "no UTF-8 text"),
    ],
)
def test_what_cannot_be_judged_says_why_and_leaves_no_file(flask, tmp_path, content, words, why):
    file, out = tmp_path / "bad.csv", tmp_path / "out.csv"
    file.write_bytes(content.encode("latin-1"))
    done = flask(file, "--out", out, *words)
    assert done.exit_code != 0
    assert why in done.output
    assert not out.exists()


def test_another_instant_may_be_asked_about(flask, leads):
    night = rows(flask(leads, "--at", "2026-11-18T04:00:00-06:00").stdout)[0]
    assert "FED-TCPA-HOURS" in night["reasons"].split()


def test_a_number_of_ours_that_feigns_a_presence_stops_the_row(make_app, leads, tmp_path):
    """As the call itself would be stopped: a number of Florida is shown, and we have no place."""
    app = make_app(TWILIO_CALLER_IDS="+13055550100")
    file = tmp_path / "florida.csv"
    file.write_text(
        "number,state,line_type,attorney,owner_occupied,distress,stated_state,stated_on\n"
        "3055550144,FL,landline,no,no,,,\n"
        "3125550144,IL,landline,no,no,,,\n"
        "3125550145,IL,landline,no,no,,FL,2026-11-17\n"
    )
    app.test_cli_runner().invoke(args=["seller", "import", str(SELLER)])
    done = app.test_cli_runner().invoke(args=["compliance", "scrub", str(file)])
    florida, illinois, in_florida = rows(done.stdout)
    assert "ST-FL-SPOOF" in in_florida["reasons"].split()
    assert "ST-FL-SPOOF" in florida["reasons"].split()
    assert "ST-FL-SPOOF" not in illinois["reasons"].split()
