"""What a question is, and what a verdict looks like when it is written down."""

from datetime import UTC, datetime

import pytest
from law import CHICAGO, NOON, ask

from services.compliance.as_json import verdict_json
from services.compliance.model import CallKind, Purpose, Question


@pytest.mark.parametrize(
    "at", [NOON.replace(tzinfo=None), datetime(1999, 12, 31, tzinfo=UTC), NOON.replace(year=2200)]
)
def test_a_question_needs_an_instant_with_its_zone_and_within_two_centuries(at):
    with pytest.raises(ValueError, match="aware instant"):
        Question(CallKind.LIVE_MANUAL, Purpose.TELEMARKETING, CHICAGO, at)


@pytest.mark.parametrize("year", [2000, 2199])
def test_the_first_and_the_last_year_are_within(year):
    at = NOON.replace(year=year)
    assert Question(CallKind.LIVE_MANUAL, Purpose.TELEMARKETING, CHICAGO, at).at == at


def test_a_written_verdict_is_of_the_first_version():
    assert verdict_json(ask(CHICAGO, NOON))["version"] == 1
