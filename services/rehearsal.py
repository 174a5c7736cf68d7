"""A rehearsal: the clock was moved, and every record says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.audit_trail import Trail
from services.ports import Data


@dataclass(frozen=True)
class RehearsalTrail(Trail):
    def _fields(self, body: Mapping[str, Any]) -> Data:
        return super()._fields(body) | {"rehearsal": True}
