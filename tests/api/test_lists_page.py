"""The commands of docs/lists.md, run one after the other."""

import re
import shlex
import zipfile
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "lists.md").read_text()
COMMANDS = re.findall(r"^    flask --app api\.app (dnc .*)$", PAGE, re.MULTILINE)
ROWS = "312,5550101\n3125550102\n"


@pytest.fixture
def downloads(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, rows in (("312", ROWS), ("national", ROWS + "773,5550101\n")):
        with zipfile.ZipFile(f"{name}.zip", "w") as archive:
            archive.writestr(f"{name}.txt", rows)
    Path("texas.txt").write_text("2145550101\n")
    Path("old_system.txt").write_text("4155550101\n")
    Path("changes.txt").write_text("3125550101,2026-11-15,D\n")


def test_the_commands_of_the_page_do_what_it_says(app, downloads):
    done = [app.test_cli_runner().invoke(args=shlex.split(command)) for command in COMMANDS]
    last = done.pop()
    assert [result.exit_code for result in done] == [0] * len(done), [r.output for r in done]
    assert "312: 1 numbers as of 2026-11-16 are in force." in done[4].output
    assert (last.exit_code, "no copy before" in last.output) == (1, True)
    assert "312: 2 numbers as of 2026-11-15 are in force." in done[-1].output


def test_every_option_of_the_commands_is_on_the_page(app):
    group = app.cli.commands["dnc"]
    options = {
        name for command in group.commands.values() for p in command.params for name in p.opts
    }
    missing = {o for o in options if o.startswith("--") and o not in PAGE}
    assert missing == set()
    assert set(group.commands) <= set(re.findall(r"dnc (\w+)", PAGE))
