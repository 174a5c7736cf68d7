"""What an asker may say: every word that some row of law reads."""

import tomllib
from pathlib import Path

import services.compliance
from services.checking.vocabulary import exemptions

TABLES = Path(services.compliance.__file__).parent / "tables"
EXEMPT = "exempt:"


def test_every_exemption_that_opens_a_row_may_be_declared():
    rows = [row for path in TABLES.glob("*.toml") for row in rows_of(path)]
    ways = {part for row in rows for way in row.get("open_if", []) for part in way.split("+")}
    named = {way.removeprefix(EXEMPT) for way in ways if way.startswith(EXEMPT)}
    assert len(named) > 5
    assert named <= exemptions()


def rows_of(path):
    return tomllib.loads(path.read_text()).get("row", [])
