"""A machine that lacks something is told in one sentence, with the cure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import setup

ROOT = Path(__file__).parents[2]
TOOLS = ("sh", "dirname", "cat", "grep", "sed")


@pytest.fixture
def machine(tmp_path):
    """A clone without .venv, on a PATH that has nothing but what a test puts there."""
    (tmp_path / "bin").mkdir()
    for name in TOOLS:
        found = next(p / name for p in map(Path, ("/usr/bin", "/bin")) if (p / name).exists())
        (tmp_path / "bin" / name).symlink_to(found)
    clone = tmp_path / "clone"
    (clone / "tools").mkdir(parents=True)
    for name in ("setup.sh", "setup.py"):
        (clone / "tools" / name).write_bytes((ROOT / "tools" / name).read_bytes())
    return clone


def program(machine: Path, name: str, body: str) -> Path:
    path = machine.parent / "bin" / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def set_up(machine: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "tools/setup.sh", "run"],
        cwd=machine,
        env={"PATH": str(machine.parent / "bin"), **env},
        capture_output=True,
        text=True,
    )


def real_python(machine: Path) -> None:
    program(machine, "python3", f'exec "{os.path.realpath(sys.executable)}" "$@"')


def test_no_python_at_all_is_one_sentence(machine):
    answer = set_up(machine)
    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1
    assert "No Python 3.11, 3.12 or 3.13 found: install one" in answer.stderr


def test_an_old_python_counts_as_none(machine):
    program(machine, "python3", "exit 1")
    assert "No Python 3.11" in set_up(machine).stderr


def test_an_unfit_python_that_was_named_is_refused_by_name(machine):
    old = program(machine, "python3.9", "exit 1")
    answer = set_up(machine, PYTHON=str(old))
    assert f"{old} is not Python 3.11, 3.12 or 3.13" in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_a_python_without_venv_is_told_the_package(machine):
    real_python(machine)
    (machine / "tools/setup.py").write_text(
        (machine / "tools/setup.py").read_text().replace('"ensurepip"', '"no_such_module"')
    )
    answer = set_up(machine)
    assert "has no venv module: on Debian, apt install python3." in answer.stderr
    assert answer.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("node", "says"),
    [(None, "Node.js or npm is missing"), ("echo v18.20.1", "Node.js v18.20.1 is too old")],
)
def test_a_missing_or_old_node_is_one_sentence(machine, monkeypatch, node, says):
    if node:
        program(machine, "node", node)
        program(machine, "npm", "exit 0")
    monkeypatch.setenv("PATH", str(machine.parent / "bin"))
    with pytest.raises(SystemExit, match=says) as refusal:
        setup.require_node()
    assert "install Node.js 20 or newer" in str(refusal.value)
