"""Which assistants have something to say to a lead: no debt is asked of who owes none to us."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.domain.errors import Erased

Held = Callable[[str], Sequence[Any]]


@dataclass(frozen=True)
class PlaybookFit:
    """`needs`: by playbook, what must be held of a lead for it; a playbook without an entry fits
    every lead."""

    needs: Mapping[str, Held]

    def fitting(self, playbooks: Sequence[str], lead_id: str) -> tuple[str, ...]:
        return tuple(one for one in playbooks if self._fits(one, lead_id))

    def _fits(self, playbook: str, lead_id: str) -> bool:
        held = self.needs.get(playbook)
        try:
            return held is None or bool(held(lead_id))
        except Erased:
            return False
