"""Instants as text: RFC 3339, UTC, six digits, `Z`. Such texts sort as the instants do."""

from datetime import UTC, datetime

LENGTH = len("2026-11-21T04:45:00.000000Z")


def to_text(at: datetime) -> str:
    """`at` (timezone-aware) as `2026-11-21T04:45:00.000000Z`."""
    if at.tzinfo is None:
        raise ValueError("an instant has a time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def from_text(text: str) -> datetime:
    """The aware instant that `to_text` wrote. Raises ValueError for anything else."""
    if len(text) != LENGTH or text[-1] != "Z" or text[10] != "T" or text[19] != ".":
        raise ValueError("not an instant as we write them")
    return datetime.fromisoformat(text[:-1] + "+00:00")
