"""A rehearsal: the clock was moved, and every record says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.audit_trail import Trail
from services.ports import Personal, Record


@dataclass(frozen=True)
class RehearsalTrail(Trail):
    def append(
        self,
        subject: str,
        action: str,
        body: Mapping[str, Any],
        *,
        actor: str,
        cause: str,
        personal: Mapping[str, Personal] | None = None,
    ) -> Record:
        marked = {**body, "rehearsal": True}
        return super().append(subject, action, marked, actor=actor, cause=cause, personal=personal)
