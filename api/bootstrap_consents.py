"""The composition root's part for what persons agreed to and took back. Only bootstrap.py imports
it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.bootstrap_calls import Ground
    from services.background import Job
    from services.consenting import Consenting
    from services.lead_sync import LeadSync
    from services.ledger_keeping import LedgerKeeping
    from services.ports import Documents


@dataclass(frozen=True)
class ConsentRooms:
    """What a manager keeps of a person, as `Services` shows it."""

    consenting: Consenting
    ledger_keeping: LedgerKeeping


def build(ground: Ground, leads: LeadSync) -> ConsentRooms:
    from services.consenting import Consenting
    from services.ledger_keeping import LedgerKeeping
    from services.stores.consent_papers import ConsentPapers
    from services.stores.ledgers import Ledgers

    main, trail, clock = ground.main, ground.trail, ground.clock
    papers = ConsentPapers(main, ground.vault)
    return ConsentRooms(
        consenting=Consenting(main, trail, leads, papers, clock),
        ledger_keeping=LedgerKeeping(Ledgers(main), trail, leads, clock),
    )


def jobs(ground: Ground, rooms: ConsentRooms, audit: Documents) -> tuple[Job, ...]:
    from services.background import Job
    from services.revoking_again import RevokingAgain

    again = RevokingAgain(audit, rooms.consenting, ground.leads, ground.clock)
    return (Job("revocations", timedelta(minutes=1), again.look),)
