"""docs/scrub.md names what the scrub reads, and what it adds."""

import re
from pathlib import Path

from services.bulk.columns import ALIASES, COLUMNS
from services.bulk.scrubbing import ADDED

PAGE = (Path(__file__).parents[3] / "docs" / "scrub.md").read_text()


def test_every_column_is_named_and_no_other():
    named = set(re.findall(r"`([a-z_]+)`", PAGE))
    assert {*COLUMNS, *ALIASES, *ADDED, "number"} - named == set()


def test_every_word_that_a_column_takes_is_named():
    for name in ("line_type", "role"):
        for word in COLUMNS[name].cure.removeprefix("write ").split(", "):
            assert f"`{word}`" in PAGE
