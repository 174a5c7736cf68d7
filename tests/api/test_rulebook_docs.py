"""The commands of docs/rulebook.md exist, with the options that it shows."""

import re
from pathlib import Path

import pytest

from services.replaying import Outcome
from services.rulebook_changes import NOTICE
from services.rulebook_in_force import REREAD_S
from services.shadow_running import LONGEST_S, LOOKS_BACK, MOST

DOC = (Path(__file__).parents[2] / "docs/rulebook.md").read_text()
COMMANDS = sorted(set(re.findall(r"compliance\s+(replay|changes|propose|what-if)\b([^`\n]*)", DOC)))


@pytest.mark.parametrize(("command", "rest"), COMMANDS)
def test_a_command_of_the_page_exists_with_its_options(app, command, rest):
    shown = app.test_cli_runner().invoke(args=["compliance", command, "--help"])
    assert shown.exit_code == 0
    for option in re.findall(r"--[a-z-]+", rest):
        assert option in shown.output


def test_every_answer_of_a_replay_is_explained():
    for outcome in Outcome:
        assert f"`{outcome}" in DOC


def test_the_numbers_of_the_page_are_those_of_the_code():
    assert (MOST, LOOKS_BACK.days, LONGEST_S) == (2_000, 30, 20.0)
    assert (NOTICE.total_seconds(), REREAD_S) == (10, 4.0)
    assert NOTICE.total_seconds() > REREAD_S * 2, "every process knows a start before it"
