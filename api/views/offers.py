"""Who waits for a person, as an agent's page offers it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from services.domain.times import from_text
from services.stores.leads import item_id_of
from services.stores.waiting import Wait


@dataclass(frozen=True)
class Offer:
    """`href`: the lead's page, which takes the call as it opens. `left_s`: whole seconds."""

    name: str
    href: str
    until: str
    left_s: int


def shown(waits: Iterable[Wait], name_of: Callable[[str], str], now: datetime) -> tuple[Offer, ...]:
    """A caller whom nobody knows has no page to take him on."""
    return tuple(_offer(wait, wait.lead_id, name_of, now) for wait in waits if wait.lead_id)


def _offer(wait: Wait, lead_id: str, name_of: Callable[[str], str], now: datetime) -> Offer:
    left = from_text(wait.until) - now
    return Offer(
        name=name_of(lead_id) or "A lead",
        href=f"/workspace/{item_id_of(lead_id)}?take={wait.call_id}",
        until=wait.until,
        left_s=max(0, round(left.total_seconds())),
    )
