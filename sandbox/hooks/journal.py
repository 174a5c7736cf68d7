"""What was sent to the application, and what it answered."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

KEPT = 500


@dataclass(frozen=True)
class Answer:
    """`failure` is empty when an answer came; else ct or rt."""

    status: int
    content_type: str = ""
    body: str = ""
    failure: str = ""

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300


@dataclass
class Journal:
    entries: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=KEPT))
    count: int = 0

    def note(self, **entry: Any) -> dict[str, Any]:
        self.count += 1
        row = {"id": self.count, **entry}
        self.entries.append(row)
        return row
