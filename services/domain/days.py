"""The person's own day: every legal call lies within one day of UTC-8. See follow_up.py."""

from datetime import UTC, date, datetime

from services.domain.follow_up import CALLING_DAY


def lead_day(at: datetime) -> date:
    return (at.astimezone(UTC) - CALLING_DAY).date()
