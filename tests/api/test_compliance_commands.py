"""The rulebook at the command line, on a machine where nothing has been set up."""

import json
import os
import subprocess
import sys

import pytest

LINE = json.dumps(
    {
        "id": "one",
        "question": {
            "kind": "live_manual",
            "purpose": "telemarketing",
            "number": "+13125550144",
            "at": "2026-11-18T03:00:00Z",
        },
    }
)


@pytest.fixture
def keyless(tmp_path):
    """`flask --app api.app …` without a single setting."""

    def run(*words, said=""):
        return subprocess.run(
            [sys.executable, "-m", "flask", "--app", "api.app", *words],
            input=said, capture_output=True, text=True, timeout=60,
            env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
        )  # fmt: skip

    return run


def test_decisions_need_no_keys(keyless, tmp_path):
    cases = tmp_path / "cases.jsonl"
    cases.write_text(LINE + "\n")
    done = keyless("compliance", "check", str(cases))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["verdict"] == "deny"


def test_a_line_that_cannot_be_read_is_named_and_the_others_are_judged(keyless):
    done = keyless("compliance", "check", "-", said=f"{LINE}\n{{}}\n{LINE}\n")
    assert done.returncode == 2
    assert [("error" in json.loads(line)) for line in done.stdout.splitlines()] == [0, 1, 0]
    assert "line 2: id is missing" in done.stderr or "question is missing" in done.stderr


def test_half_a_letter_ends_no_command(keyless):
    odd = LINE.replace('"one"', '"\\ud800"')
    done = keyless("compliance", "check", "-", said=f'{odd}\n{{"\\ud800": 1}}\n{LINE}\n')
    assert done.returncode == 2, done.stderr
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["id"] for one in said] == ["\ud800", None, "one"]
    assert "Traceback" not in done.stderr


def test_what_needs_keys_says_which_are_missing(keyless):
    done = keyless("users", "list")
    assert done.returncode != 0
    assert "MASTER_KEY is missing." in done.stderr
    assert "Traceback" not in done.stderr
