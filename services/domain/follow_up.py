"""What to do next about a lead, by disposition. Rows, not code; the agent's own date wins."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from services.domain.disposition import Code

# A legal call lies between 8:00 and 21:00 from UTC-4 (Maine in summer) to UTC-10 (Hawaii), hence
# always within one day of UTC-8, and that day is the lead's own.
CALLING_DAY = timedelta(hours=8)


@dataclass(frozen=True)
class Row:
    """`days` after the call; None where only the agent's date makes it due."""

    days: int | None
    text: str


ROWS: dict[str, Row] = {
    Code.NO_ANSWER: Row(1, "Call again (no answer)"),
    Code.VOICEMAIL: Row(2, "Call again (voicemail)"),
    Code.CALLBACK_SCHEDULED: Row(None, "Call back as agreed"),
    Code.APPOINTMENT_SET: Row(None, "Appointment"),
}


def due_on(code: str, agents_date: str | None, called_at: datetime) -> str | None:
    """The day (YYYY-MM-DD) of the follow-up, or None when this disposition has none."""
    row = ROWS.get(code)
    if row is None:
        return None
    if agents_date or row.days is None:
        return agents_date
    local_day = (called_at.astimezone(UTC) - CALLING_DAY).date()
    return (local_day + timedelta(days=row.days)).isoformat()


def text(code: str, name: str) -> str:
    return f"{ROWS[code].text}: {name}"
