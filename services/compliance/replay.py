"""The rulebook as a program of its own: decisions on standard input, verdicts on standard output.

One JSON object a line, `{"question", "facts", "number"}`; one verdict a line, keys sorted.
"""

import json
import sys
from typing import IO

from services.compliance.as_json import verdict_json
from services.compliance.facts_json import facts_from, question_from
from services.compliance.judge import judge


def replay(line: str) -> str:
    """Raises KeyError, ValueError for what is no recorded decision."""
    said = json.loads(line)
    question = question_from(said["question"], said["number"])
    verdict = verdict_json(judge(question, facts_from(said["facts"])))
    return json.dumps(verdict, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def main(lines: IO[str] = sys.stdin, out: IO[str] = sys.stdout) -> None:
    for line in lines:
        out.write(f"{replay(line)}\n")
