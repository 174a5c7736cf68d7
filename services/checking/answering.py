"""Decisions from facts that somebody gives, one line of JSON each: for anyone's own cases."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from services.checking.reading import Asked, asked_from
from services.compliance.as_json import verdict_json
from services.compliance.judge import judge
from services.compliance.plain import Misread

Json = dict[str, Any]
LONGEST_NUMBER = 30


def answers(lines: Iterable[str]) -> Iterator[Json]:
    """One for each line that is not blank: the decision, or `{"line", "id", "error"}` where the
    error names the field and what it must be, never what stands in it."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _answer(number, line)


def _answer(number: int, line: str) -> Json:
    said: Any = None
    try:
        text = line.removeprefix("\ufeff")
        said = json.loads(text, object_pairs_hook=_once, parse_int=_whole)
        return decided(asked_from(said))
    except json.JSONDecodeError as error:
        found = {"field": "", "problem": f"is no JSON at column {error.colno}"}
    except RecursionError:
        found = {"field": "", "problem": "is nested too deeply"}
    except Misread as misread:
        found = {"field": misread.path, "problem": misread.why}
    return {"line": number, "id": _id(said), "error": found}


def _once(pairs: list[tuple[str, Any]]) -> Json:
    """An object. Raises Misread for a field that it says twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Misread("", "says a field twice")
    return found


def _whole(digits: str) -> int:
    """Raises Misread for more of them than anything counts, and than Python reads."""
    if len(digits) > LONGEST_NUMBER:
        raise Misread("", f"holds a number of more than {LONGEST_NUMBER} digits")
    return int(digits)


def decided(asked: Asked) -> Json:
    """The decision as docs/decision.md describes it, with the asker's id and the verdict's word."""
    verdict = judge(asked.question, asked.facts)
    word = "allow" if verdict.allowed else "deny"
    return {"id": asked.id, "verdict": word, **verdict_json(verdict)}


def _id(said: Any) -> str | None:
    found = said.get("id") if isinstance(said, dict) else None
    return found if isinstance(found, str) else None
