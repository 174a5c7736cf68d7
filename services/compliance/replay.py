"""The rulebook as a program of its own: decisions on standard input, verdicts on standard output.

One JSON object a line, `{"question", "facts", "number"}`, with `facts_version` where the record has
one; one verdict a line, keys sorted. `{"hello": 1}` is answered with what this rulebook reads, and
what it cannot read with `{"refused": why}`, which never holds a value.
"""

import json
import sys
from typing import IO, Any

from services.compliance.as_json import verdict_json
from services.compliance.facts_json import FACTS_VERSION, facts_from, question_from, value_types
from services.compliance.judge import judge
from services.compliance.version import rulebook_version

PROGRAM = 2  # of these lines; a rulebook kept before had no hello and no refusals
Json = dict[str, Any]


def replay(line: str) -> str:
    """Raises KeyError, ValueError for what is no recorded decision."""
    return _text(_verdict(json.loads(line)))


def answer(line: str) -> str:
    """As `replay`; a fault in a rule refuses its line as well, and the next one is judged."""
    try:
        said = json.loads(line)
        return _text(hello() if "hello" in said else _verdict(said))
    except Exception as error:
        return _text({"refused": f"{type(error).__name__}: {getattr(error, 'path', 'a decision')}"})


def hello() -> Json:
    """What this rulebook is and reads: its version, the version of facts and their names."""
    return {
        "program": PROGRAM,
        "rulebook": rulebook_version(),
        "facts_version": FACTS_VERSION,
        "facts": sorted(value_types()),
    }


def main(lines: IO[str] = sys.stdin, out: IO[str] = sys.stdout) -> None:
    for line in lines:
        out.write(f"{answer(line)}\n")
        out.flush()


def _verdict(said: Json) -> Json:
    if said.get("facts_version", FACTS_VERSION) != FACTS_VERSION:
        raise ValueError("facts of another version")
    question = question_from(said["question"], said["number"])
    return verdict_json(judge(question, facts_from(said["facts"])))


def _text(said: Json) -> str:
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
