"""Mishaps on demand: a webhook or a REST request that comes twice, late, never, or out of order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

WEBHOOK_FAULTS = frozenset({"drop", "double", "delay", "swap"})
REST_FAULTS = frozenset({"refuse", "lose", "delay"})


@dataclass
class Fault:
    """`match` is a pattern on kinds (`conference.*`, `leg.answered`, `rest.participants.create`);
    `where` narrows by fields; `times` counts down, None never ends."""

    match: str
    does: str
    where: Mapping[str, str] = field(default_factory=dict)
    times: int | None = None
    seconds: float = 1.0
    status: int = 429
    code: int = 20429
    message: str = "Too Many Requests"

    def fits(self, kind: str, fields: Mapping[str, str]) -> bool:
        if self.times == 0 or not fnmatchcase(kind, self.match):
            return False
        return all(fields.get(name) == value for name, value in self.where.items())


@dataclass
class Faults:
    rows: list[Fault] = field(default_factory=list)

    def take(self, kind: str, fields: Mapping[str, str]) -> Fault | None:
        fault = next((row for row in self.rows if row.fits(kind, fields)), None)
        if fault is not None and fault.times is not None:
            fault.times -= 1
        return fault
