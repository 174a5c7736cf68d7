"""The composition root's part for a person who takes a call from its assistant. Only
bootstrap_calls.py imports it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from api.bootstrap_assistant import Assistants
    from api.bootstrap_calls import Ground
    from services.call_book import CallBook
    from services.handing_over import HandingOver, Moving
    from services.offering import Offering
    from services.playbook_fit import PlaybookFit
    from services.playbook_switching import PlaybookSwitching, SwitchedOn
    from services.ports import Clock, LiveCalls
    from services.softphones import Softphones
    from services.stores.calls import Calls
    from services.stores.handovers import Handovers
    from services.twilio_service.room_twiml import RoomSpeaker


@dataclass(frozen=True)
class Parts:
    """What a hand-over stands on."""

    ground: Ground
    calls: Calls
    call_book: CallBook
    live_calls: LiveCalls
    assistants: Assistants


@dataclass(frozen=True)
class HandoverRooms:
    handovers: Handovers
    handing_over: HandingOver
    moving: Moving
    room_speaker: RoomSpeaker
    switching: PlaybookSwitching
    switched_on: SwitchedOn
    fit: PlaybookFit
    offering: Callable[[Softphones], Offering]


def build(parts: Parts) -> HandoverRooms:
    from services.handing_over import HandingOver
    from services.offering import Offering
    from services.playbook_switching import PlaybookSwitching, SwitchedOn
    from services.stores.handovers import Handovers
    from services.stores.switches import Switches
    from services.stores.waiting import Waiting
    from services.twilio_service.room_twiml import RoomSpeaker

    ground, settings = parts.ground, parts.ground.settings
    keys = tuple(secret.get_secret_value().encode() for secret in settings.session_secret)
    handovers = Handovers(ground.main, session_alive(ground.clock))
    speaker = RoomSpeaker(settings.public_url, keys)
    switches = Switches(ground.main)
    return HandoverRooms(
        handovers=handovers,
        handing_over=HandingOver(
            parts.calls, parts.call_book, handovers, ground.trail, ground.clock, keys[0]
        ),
        moving=_moving(parts, speaker),
        room_speaker=speaker,
        switching=PlaybookSwitching(switches, ground.trail, _known),
        switched_on=SwitchedOn(parts.assistants.manner, switches),
        fit=_fit(parts),
        offering=lambda softphones: Offering(
            Waiting(ground.main), parts.calls, handovers, softphones, ground.clock
        ),
    )


def _fit(parts: Parts) -> PlaybookFit:
    from services.playbook_fit import PlaybookFit
    from services.stores.accounts import Accounts
    from services.stores.patients import Patients

    ground = parts.ground
    accounts = Accounts(ground.main, ground.vault)
    patients = Patients(ground.main, ground.vault, ground.index.key)
    needs: dict[str, Callable[[str], Sequence[Any]]] = {
        "debt_collection": accounts.of_lead,
        "healthcare_intake": patients.of_lead,
    }
    return PlaybookFit(needs)


def _known() -> tuple[str, ...]:
    from services.playbook_files import known

    return known()


def session_alive(clock: Clock) -> Callable[[Any, str], bool]:
    """An order that came by command stands on no sign-in."""
    from services.domain.permit import HOUSE
    from services.stores import sessions

    def alive(tx: Any, session_id: str) -> bool:
        return session_id == HOUSE or sessions.alive(tx, session_id, at=clock.now())

    return alive


def _moving(parts: Parts, speaker: RoomSpeaker) -> Moving:
    from services.handing_over import Moving
    from services.stores.conversations import Conversations

    return Moving(
        call_book=parts.call_book,
        live_calls=parts.live_calls,
        awaited=Conversations(parts.ground.main, parts.ground.vault).awaited,
        room_url=speaker.room_url,
        back_url=partial(parts.assistants.speaker.turn_url, nobody="1"),
    )
