"""docs/decision.md and its examples are what `compliance check` reads and says."""

import json
import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from services.checking.answering import answers
from services.checking.reading import ASKED, GROUPS, asked_from
from services.compliance.facts_json import value_types
from services.compliance.model import CallKind

DOCS = Path(__file__).parents[3] / "docs"
DECISION = (DOCS / "decision.md").read_text()
EXAMPLES = (DOCS / "decision_examples.jsonl").read_text().splitlines()


def names(kind):
    """Every field below a type."""
    for part in (kind, *get_args(kind)):
        if is_dataclass(part):
            hints = get_type_hints(part)
            for field in fields(part):
                yield field.name
                yield from names(hints[field.name])


def test_the_page_names_every_field_that_may_be_said():
    said = set(re.findall(r"`([a-z_0-9]+)`", DECISION.split("## Asking")[1]))
    known = {*GROUPS, *ASKED, *value_types()}
    known |= {name for kind in value_types().values() for name in names(kind)}
    assert known - said == set()


def test_the_page_shows_a_question_that_can_be_read():
    shown = re.findall(r"```json\n(.*?)```", DECISION, re.S)[1]
    asked_from(json.loads(shown))


@pytest.mark.parametrize("said", list(answers(EXAMPLES)), ids=lambda said: said["id"])
def test_every_example_is_a_lawful_call(said):
    objections = [f["rule"] for f in said["findings"] if f["finding"] in ("deny", "unknown")]
    assert (said["verdict"], objections) == ("allow", [])


def test_there_is_an_example_of_every_kind_of_call():
    kinds = {json.loads(line)["question"]["kind"] for line in EXAMPLES}
    assert kinds == set(CallKind)
