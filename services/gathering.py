"""Everything the judge needs to know about one number of one lead."""

from datetime import datetime

from services.compliance.facts import Facts
from services.compliance.model import CallKind
from services.domain.lead import Lead, LeadNumber


class Gathering:
    def gather(
        self,
        lead: Lead,
        number: LeadNumber,
        kind: CallKind,
        at: datetime,
        *,
        except_call: str | None = None,
    ) -> Facts:
        """What nobody knows stays unknown. `except_call`: its own attempt does not count.
        Raises StoreUnavailable."""
        raise NotImplementedError
