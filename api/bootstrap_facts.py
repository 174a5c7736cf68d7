"""The composition root's part for what is known of people and of us. Only bootstrap.py imports
it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.bootstrap_calls import Ground
    from api.bootstrap_people import Called
    from services.gathering import Gathering
    from services.reassigned_numbers import ReassignedNumbers
    from services.selling import Selling


@dataclass(frozen=True)
class FactRooms:
    gathering: Gathering
    selling: Selling
    reassigned_numbers: ReassignedNumbers


def build(ground: Ground, called: Called) -> FactRooms:
    from services.reassigned_numbers import ReassignedNumbers
    from services.selling import Selling
    from services.stores.attempts import Attempts
    from services.stores.consents import Consents
    from services.stores.reassigned import ReassignedAnswers
    from services.stores.seller import SellerBook

    main, trail, clock = ground.main, ground.trail, ground.clock
    return FactRooms(
        gathering=_gathering(ground, called),
        selling=Selling(SellerBook(main), trail, clock),
        reassigned_numbers=ReassignedNumbers(
            leads=ground.leads,
            consents=Consents(main),
            attempts=Attempts(main),
            answers=ReassignedAnswers(main),
            trail=trail,
            clock=clock,
            number_key=ground.index.key,
        ),
    )


def _gathering(ground: Ground, called: Called) -> Gathering:
    from services.gathering import Gathering
    from services.gathering_reading import Reading
    from services.stores.accounts import Accounts
    from services.stores.patients import Patients

    return Gathering(
        reading=Reading(ground.main),
        do_not_call=called.do_not_call,
        lists=called.dnc_lists,
        accounts=Accounts(ground.main, ground.vault),
        caller_id=ground.settings.twilio_caller_ids[0],
        patients=Patients(ground.main, ground.vault, ground.index.key),
    )
