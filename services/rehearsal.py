"""A rehearsal: the clock was moved, and every record says so."""

from dataclasses import dataclass, replace

from services.audit_trail import Trail
from services.ports import Deed, Record


@dataclass(frozen=True)
class RehearsalTrail(Trail):
    def append(self, deed: Deed) -> Record:
        return super().append(_rehearsed(deed))

    def extend(self, deed: Deed) -> tuple[Record, ...]:
        return super().extend(_rehearsed(deed))


def _rehearsed(deed: Deed) -> Deed:
    return replace(deed, body={**deed.body, "rehearsal": True})
