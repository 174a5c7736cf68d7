"""Instants as text: RFC 3339, UTC, six digits, `Z`. Such texts sort as the instants do."""

from datetime import UTC, datetime


def to_text(at: datetime) -> str:
    """`at` (timezone-aware) as `2026-11-21T04:45:00.000000Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def from_text(text: str) -> datetime:
    """The aware instant that `to_text` wrote. Raises ValueError for anything else."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
