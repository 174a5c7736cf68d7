"""flask people import: what it says, and what it leaves."""

import json

import pytest

from services.stores import wishes

PAYERS = {"payers": [{"id": "bluecross", "name": "Blue Cross"}]}


@pytest.fixture
def flask(app, tmp_path):
    def flask(said):
        path = tmp_path / "people.json"
        path.write_text(json.dumps(said))
        return app.test_cli_runner().invoke(args=["people", "import", str(path)])

    return flask


def test_a_file_comes_into_force(flask):
    done = flask(PAYERS)

    assert (done.exit_code, done.output) == (0, "In force: 1 payers.\n")


def test_a_refusal_names_row_field_and_cure_and_imports_nothing(flask, app):
    done = flask({"payers": [{"id": "bluecross", "name": "Blue Cross"}, {"id": "x"}]})

    assert done.exit_code == 1
    assert done.output == ("payers row 2, name: is missing; write it\nNothing was imported.\n")
    assert list(app.extensions["services"].people_import().providers.payers()) == []


def test_an_empty_file_says_so(flask):
    assert flask({}).output == "In force: nothing, for the file is empty.\n"


def test_only_the_first_fifty_faults_are_shown(flask):
    done = flask({"payers": [{"id": f"p{n}"} for n in range(60)]})

    assert done.output.count("is missing") == 50
    assert "and 10 more" in done.output


def test_a_flag_is_lifted_once_and_recorded(app):
    services = app.extensions["services"]
    said = wishes.Flag("dispute", "2026-11-18T18:00:00.000000Z")
    services.calls.documents.transaction(lambda tx: wishes.flag(tx, "lead:lead-2001", said)())
    ask = ["people", "lift", "2001", "dispute", "--why", "answered by letter"]

    first = app.test_cli_runner().invoke(args=ask)
    again = app.test_cli_runner().invoke(args=ask)

    assert (first.exit_code, first.output) == (0, "dispute is lifted.\n")
    assert again.exit_code == 1
    assert again.output == "Nothing was lifted: this lead bears no such flag.\n"
    (record,) = services.trail.chain("lead:lead-2001")
    assert (record.action, record.body["why"]) == ("flag.lifted", "answered by letter")


@pytest.mark.parametrize("name", ["\0", "Blue\nCross", "\ud800"])
def test_signs_that_nobody_can_say_are_a_fault_of_their_row(flask, name):
    done = flask({"payers": [{"id": "bluecross", "name": name}]})

    assert isinstance(done.exception, SystemExit)
    assert done.output.startswith("payers row 1, name: ")


def test_a_field_whose_name_cannot_be_written_is_a_fault_of_its_row(flask):
    done = flask({"payers": [{"id": "bluecross", "name": "Blue Cross", "\ud800": 1}]})

    assert isinstance(done.exception, SystemExit)
    assert done.output.startswith("payers row 1")


def test_digits_of_another_script_are_no_zip(flask):
    practice = {"name": "C", "phone": "+13125550190", "street": "1 Lake St", "city": "Chicago"}
    practice |= {"state": "IL", "zip": "٦٠٦١٠", "zone": "America/Chicago"}

    assert "practice row 1, zip: write five digits" in flask({"practice": practice}).output


@pytest.mark.parametrize("lead", ["²", "9" * 5_000, "\ud800", ""])
@pytest.mark.parametrize(
    "words",
    [["assistant", "call", "{}", "real_estate"], ["people", "lift", "{}", "dispute", "--why", "x"]],
)
def test_a_lead_that_cannot_be_is_no_lead(app, words, lead):
    done = app.test_cli_runner().invoke(args=[word.format(lead) for word in words])

    assert isinstance(done.exception, SystemExit)
    assert done.output.startswith("No")
