"""The composition root's part for whole files of leads. Only bootstrap.py imports it.

numpy is imported when the first file comes, and not before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.bootstrap_calls import Ground
    from api.bootstrap_people import Called
    from services.gathering import Gathering
    from services.scrubs import Scrubs


@dataclass(frozen=True)
class BulkRooms:
    scrubs: Callable[[], Scrubs]


def build(ground: Ground, called: Called, gathering: Gathering) -> BulkRooms:
    @cache
    def scrubs() -> Scrubs:
        from services.scrub_records import ScrubRecords
        from services.scrubs import Scrubs

        return Scrubs(
            documents=ground.main,
            lists=called.dnc_lists,
            index=ground.index,
            leads=ground.leads,
            gathering=gathering,
            listed_key=called.do_not_call.hash_number,
            judge=ground.judge,
            records=ScrubRecords(ground.trail),
        )

    return BulkRooms(scrubs)
