"""`flask assistant lint` and `flask assistant try`: no call, no store."""

import json
import shutil

import pytest

from services.playbook_files import ours


@pytest.fixture
def run(app):
    def run(*args, typed=""):
        return app.test_cli_runner().invoke(args=["assistant", *map(str, args)], input=typed)

    return run


@pytest.fixture
def home(tmp_path):
    """A folder like ours that a test may spoil."""
    for part in ("playbooks", "texts", "scenarios"):
        shutil.copytree(ours() / part, tmp_path / part)
    return tmp_path


def test_lint_finds_nothing_in_a_playbook_of_ours(run):
    done = run("lint", "real_estate")

    assert (done.exit_code, done.output) == (0, done.output)
    assert "real_estate" in done.output
    assert "nothing to object" in done.output


def test_lint_says_file_place_and_cure_in_one_line(run, home):
    flow = home / "playbooks" / "real_estate.yaml"
    flow.write_text(
        flow.read_text().replace(
            "{when: said.affirm, to: facts}", "{when: said.affirm, to: nowhere}"
        )
    )

    done = run("lint", "real_estate", "--home", home)

    assert done.exit_code == 1
    assert done.output.splitlines() == [
        "real_estate.yaml: states.right_person.next.0: "
        "there is no state nowhere; add it or name another"
    ]


def test_lint_asks_for_a_scenario_of_every_outcome(run, home):
    talks = home / "scenarios" / "real_estate.yaml"
    talks.write_text(talks.read_text().replace("outcome: deceased", "outcome: attorney"))

    done = run("lint", "real_estate", "--home", home)

    assert done.exit_code == 1
    assert "no scenario comes to deceased; write one" in done.output


def test_lint_plays_the_scenarios(run, home):
    talks = home / "scenarios" / "real_estate.yaml"
    talks.write_text(talks.read_text().replace('price: "25000000"', 'price: "1"'))

    done = run("lint", "real_estate", "--home", home)

    assert "scenarios (an owner books by keys alone): price is 25000000" in done.output


def test_lint_of_a_playbook_that_nobody_wrote_says_which_there_are(run):
    done = run("lint", "horoscope")

    assert done.exit_code == 1
    assert "there is no such playbook" in done.output


def test_trying_shows_lines_disclosures_commands_and_effects(run):
    done = run("try", "real_estate", typed="yes\n#9\n")

    assert done.exit_code == 0
    assert "! Hello, this is an AI assistant calling for Lakeside Homes." in done.output
    assert "disclosure  identity" in done.output
    assert "understood  affirm" in done.output
    assert "alarm       opt_out (9)" in done.output
    assert "done        do_not_call {}" in done.output
    assert "over        hang_up, opted_out" in done.output


def test_the_end_of_what_is_typed_hangs_up(run):
    done = run("try", "real_estate", typed="")

    assert "hung_up" in done.output


def test_trying_in_spanish_with_a_person_of_ones_own(run, tmp_path):
    person = tmp_path / "person.json"
    values = {"company.name": "Casa Clara", "party.first_name": "Eva", "party.last_name": "Ruiz"}
    person.write_text(
        json.dumps({"playbook": "real_estate", "today": "2026-11-21", "values": values})
    )

    done = run("try", "real_estate", "--language", "es", "--record", person, typed="#9\n")

    assert "llamo de Casa Clara. Oprima 9" in done.output
    assert "¿Hablo con Eva Ruiz?" in done.output


def test_a_file_that_is_no_person_is_named_with_its_fault(run, tmp_path):
    person = tmp_path / "person.yaml"
    person.write_text("playbook: real_estate\ntoday: tomorrow\nvalues: {}\n")

    done = run("try", "real_estate", "--record", person)

    assert done.exit_code == 1
    assert done.output.startswith("person.yaml: today: ")
