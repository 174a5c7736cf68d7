"""What is due after which disposition, and on which day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.disposition import Code
from services.domain.follow_up import ROWS, due_on, text

WEDNESDAY = datetime(2026, 11, 18, 16, 0, tzinfo=UTC)
AGENTS = "2026-12-01"


@pytest.mark.parametrize(
    ("code", "agents_date", "due"),
    [
        (Code.NO_ANSWER, None, "2026-11-19"),
        (Code.VOICEMAIL, None, "2026-11-20"),
        (Code.NO_ANSWER, AGENTS, AGENTS),
        (Code.CALLBACK_SCHEDULED, AGENTS, AGENTS),
        (Code.APPOINTMENT_SET, AGENTS, AGENTS),
        (Code.CALLBACK_SCHEDULED, None, None),
        (Code.NOT_INTERESTED, None, None),
        (Code.NOT_INTERESTED, AGENTS, None),
        (Code.WRONG_NUMBER, AGENTS, None),
        (Code.DO_NOT_CALL, AGENTS, None),
    ],
)
def test_each_disposition_has_its_day_or_none(code, agents_date, due):
    assert due_on(code, agents_date, WEDNESDAY) == due


def test_the_text_names_the_lead():
    assert text(Code.VOICEMAIL, "Maria Delgado") == "Call again (voicemail): Maria Delgado"
    assert set(ROWS) < set(Code)


@given(
    zone=st.sampled_from(
        ["America/New_York", "America/Chicago", "America/Phoenix", "America/Anchorage"]
        + ["America/Los_Angeles", "Pacific/Honolulu", "America/Denver"]
    ),
    day=st.dates(date(2025, 1, 1), date(2030, 12, 31)),
    minute=st.integers(8 * 60, 21 * 60),
)
def test_a_day_later_is_the_next_day_where_the_lead_lives(zone, day, minute):
    local = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    called = local.replace(hour=minute // 60, minute=minute % 60)

    assert due_on(Code.NO_ANSWER, None, called) == (day + timedelta(days=1)).isoformat()
