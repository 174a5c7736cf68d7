"""The week of the scrub's page."""

from datetime import UTC, datetime

from api.views.scrub import result
from services.bulk.capacity import STEPS, Capacity
from services.bulk.scrubbing import Summary


def test_the_hour_that_comes_twice_begins_no_day():
    """Summer time ends in New York on 2026-11-01 at 06:00 UTC."""
    week = Capacity(datetime(2026, 10, 31, 16, tzinfo=UTC), (1,) * STEPS)
    days = result(Summary(), [], week, "America/New_York").days
    assert [day.name for day in days] == ["Sat", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
