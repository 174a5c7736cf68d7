"""Whether the CRM's fields are still those of the settings, looked at at start and every hour."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from services.domain.times import to_text
from services.ports import Clock, Documents

SYNC, FITNESS = "lead_sync", "fitness"

log = logging.getLogger("cleardial.crm_fitness")


class FieldsUnfit(Exception):
    """The CRM's fields are not those of the settings. Writes of calls will fail."""


@dataclass(frozen=True)
class CrmFitness:
    """`check` asks the CRM: one sentence for each setting that does not fit. It may raise as reads
    of the CRM do."""

    check: Callable[[], list[str]]
    documents: Documents
    clock: Clock

    def look(self, deadline: datetime) -> None:
        """Ask, log and remember."""
        problems = self.check()
        for sentence in problems:
            log.error("crm_field_unfit", extra={"problem": sentence})
        row = {"problems": problems, "at": to_text(self.clock.now())}
        self.documents.transaction(lambda tx: tx.put(SYNC, FITNESS, row))

    def problems(self) -> list[str]:
        """What the last look found; [] before the first."""
        stored = self.documents.get(SYNC, FITNESS)
        return list(stored.data["problems"]) if stored else []

    def expect_none(self) -> None:
        """Raises FieldsUnfit."""
        if self.problems():
            raise FieldsUnfit
