"""Who judged which file, and what came of it: counts and a hash, nobody's name or number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.domain.times import to_text
from services.ports import AuditTrail, Deed

if TYPE_CHECKING:
    from services.bulk.scrubbing import Summary
    from services.scrubs import Manner

SUBJECT = "scrubs"


@dataclass(frozen=True)
class ScrubRecords:
    trail: AuditTrail

    def keep(self, total: Summary, manner: Manner, sha256: str, *, actor: str) -> None:
        """One for a file, a manner and an instant: twice is once. Raises StoreUnavailable."""
        at = to_text(manner.at)
        counts = {
            "rows": total.rows,
            "allowed": total.allowed,
            "denied": total.denied,
            "errors": total.errors,
        }
        body = {"kind": manner.kind.value, "purpose": manner.purpose.value, "for": at, **counts}
        cause = f"{sha256}:{manner.kind.value}:{manner.purpose.value}:{at}"
        self.trail.append(
            Deed(SUBJECT, "leads.scrubbed", body | {"sha256": sha256}, actor=actor, cause=cause)
        )
