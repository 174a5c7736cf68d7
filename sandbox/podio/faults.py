"""What goes wrong on demand: refusals, lost replies, slowness, late reads, an outage."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

MODES = (
    "answer",  # the status instead of doing the work
    "drop_reply",  # do the work, then close the connection
    "late_reply",  # do the work, then answer after `delay_s`
    "drop_request",  # close the connection, do nothing
    "html",  # the status with a page that is no JSON
)


@dataclass
class Fault:
    """The next `times` requests that match go wrong. `path` is a regular expression."""

    method: str = "POST"
    path: str = "."
    mode: str = "answer"
    status: int = 500
    times: int = 1
    delay_s: float = 30.0
    wait_s: int = 300  # named in the body of a 420

    def __post_init__(self) -> None:
        re.compile(self.path)
        if self.mode not in MODES:
            raise ValueError(f"mode is one of {', '.join(MODES)}")


@dataclass
class Faults:
    """`lag_s`: how long a write stays unseen by reads. `down_until`: the outage's end."""

    queue: list[Fault] = field(default_factory=list)
    latency_s: float = 0.0
    lag_s: float = 0.0
    down_until: datetime | None = None
    drop_hooks: bool = False

    def take(self, method: str, path: str) -> Fault | None:
        """The fault that meets this request, used up once."""
        for fault in self.queue:
            if fault.times > 0 and fault.method == method and re.search(fault.path, path):
                fault.times -= 1
                return fault
        return None

    def down(self, now: datetime) -> bool:
        return self.down_until is not None and now < self.down_until

    def apply(self, order: dict[str, Any], now: datetime) -> None:
        """Take an order of the control API. Raises TypeError or ValueError for what is unknown."""
        self.queue += [Fault(**fault) for fault in order.pop("faults", [])]
        if "down_s" in order:
            self.down_until = now + timedelta(seconds=order.pop("down_s"))
        for name in ("latency_s", "lag_s", "drop_hooks"):
            if name in order:
                setattr(self, name, order.pop(name))
        if order:
            raise ValueError(f"unknown: {', '.join(sorted(order))}")
