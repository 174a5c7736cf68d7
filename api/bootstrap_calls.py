"""The composition root's part for the agent's call. Only bootstrap.py imports it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api import bootstrap_assistant, bootstrap_carrier, bootstrap_handover, bootstrap_texts

if TYPE_CHECKING:
    from api.bootstrap_assistant import Assistants
    from api.bootstrap_handover import HandoverRooms
    from api.bootstrap_texts import TextRooms
    from config import Settings
    from services.asking import Asking
    from services.assistant_calling import AssistantCalling
    from services.call_book import CallBook
    from services.call_progress import CallProgress
    from services.crypto_service.vault import PersonVault
    from services.dispositions import Dispositions
    from services.do_not_call import DoNotCall
    from services.gathering import Gathering
    from services.handing_over import HandingOver
    from services.inspection import Inspection
    from services.judging import Judging
    from services.offering import Offering
    from services.opting_out import OptingOut
    from services.permit_use import PermitUse
    from services.playbook_fit import PlaybookFit
    from services.playbook_switching import PlaybookSwitching
    from services.ports import AuditTrail, Clock, Documents, LiveCalls
    from services.rulebook_judge import Judge
    from services.softphones import Softphones
    from services.stores.calls import Calls
    from services.stores.handovers import Handovers
    from services.stores.leads import Leads
    from services.stores.number_index import NumberIndex
    from services.twilio_service.room_twiml import RoomSpeaker
    from services.twilio_service.telephony import TwilioTelephony
    from services.twilio_service.twiml import Speaker


@dataclass(frozen=True)
class Ground:
    """What every verb of a call stands on."""

    settings: Settings
    main: Documents
    trail: AuditTrail
    vault: PersonVault
    clock: Clock
    leads: Leads
    index: NumberIndex
    judge: Judge


@dataclass(frozen=True)
class CallRooms:
    """The verbs of a call, as `Services` shows them."""

    calls: Calls
    call_book: CallBook
    judging: Judging
    asking: Asking
    assistants: Assistants
    texts: TextRooms
    assistant_calling: AssistantCalling
    live_calls: LiveCalls
    handing_over: HandingOver
    offering: Offering
    playbook_switching: PlaybookSwitching
    playbook_fit: PlaybookFit
    room_speaker: RoomSpeaker
    permit_use: PermitUse
    call_progress: CallProgress
    inspection: Inspection
    dispositions: Dispositions
    opting_out: OptingOut
    softphones: Softphones
    speaker: Speaker


def build(ground: Ground, do_not_call: DoNotCall, gathering: Gathering) -> CallRooms:
    from api.bootstrap_handover import Parts
    from services.assistant_calling import AssistantCalling
    from services.call_progress import CallProgress
    from services.inspection import Inspection
    from services.judging import Judging
    from services.stores.calls import Calls

    main, clock = ground.main, ground.clock
    calls, book = Calls(main), _book(ground)
    judging = Judging(gathering, ground.judge)
    telephony, speaker = bootstrap_carrier.telephony(ground.settings), _speaker(ground.settings)
    texts = bootstrap_texts.build(main, ground.trail, clock)
    assistants = bootstrap_assistant.build(ground.settings, texts.org_texts)
    dialing = _dialing(ground, calls, book, judging, telephony, speaker, do_not_call, assistants)
    handover = bootstrap_handover.build(Parts(ground, calls, book, telephony, assistants))
    progress = CallProgress(calls, book, dialing, telephony, handover.moving, clock)
    softphones = _softphones(ground)
    asking, permit_use = _permits(ground, book, judging, handover.handovers)
    return CallRooms(
        calls=calls,
        call_book=book,
        judging=judging,
        asking=asking,
        assistants=assistants,
        texts=texts,
        assistant_calling=AssistantCalling(asking, permit_use, progress, handover.switched_on),
        live_calls=telephony,
        permit_use=permit_use,
        call_progress=progress,
        inspection=Inspection(progress, telephony, clock),
        softphones=softphones,
        speaker=speaker,
        **_outcomes(ground, calls, book, do_not_call),
        **_handing_over(handover, softphones),
    )


def _book(ground: Ground) -> CallBook:
    from services.call_book import CallBook
    from services.dispositions import move_in_the_queue, owe_activity
    from services.owed_outcomes import owe_outcome
    from services.stores.attempts import note_outcome
    from services.stores.handovers import free_the_agent

    effects = (owe_activity, move_in_the_queue, owe_outcome, free_the_agent, note_outcome)
    return CallBook(ground.main, ground.trail, ground.vault, effects)


def _handing_over(handover: HandoverRooms, softphones: Softphones) -> dict[str, Any]:
    """The fields of `CallRooms` that bring a call from an assistant to a person."""
    return {
        "handing_over": handover.handing_over,
        "offering": handover.offering(softphones),
        "playbook_switching": handover.switching,
        "playbook_fit": handover.fit,
        "room_speaker": handover.room_speaker,
    }


def _permits(
    ground: Ground, book: CallBook, judging: Judging, handovers: Handovers
) -> tuple[Asking, PermitUse]:
    from services.asking import Asking
    from services.permit_use import PermitUse
    from services.stores.attempts import count
    from services.stores.permits import Permits

    settings, main, clock = ground.settings, ground.main, ground.clock
    permits = Permits(main, count, bootstrap_handover.session_alive(clock))
    keys = tuple(secret.get_secret_value().encode() for secret in settings.session_secret)
    asking = Asking(
        leads=ground.leads,
        judging=judging,
        permits=permits,
        call_book=book,
        trail=ground.trail,
        clock=clock,
        caller_id=settings.twilio_caller_ids[0],
        permit_key=keys[0],
        index_number=ground.index.note,
    )
    return asking, PermitUse(main, permits, handovers, book, ground.trail, clock, keys)


def _dialing(
    ground: Ground,
    calls: Calls,
    book: CallBook,
    judging: Judging,
    telephony: TwilioTelephony,
    speaker: Speaker,
    do_not_call: DoNotCall,
    assistants: Assistants,
) -> Any:
    from services.dialing import Dialing

    return Dialing(
        documents=ground.main,
        calls=calls,
        call_book=book,
        leads=ground.leads,
        judging=judging,
        telephony=telephony,
        trail=ground.trail,
        clock=ground.clock,
        blocked=do_not_call.blocked,
        session_alive=bootstrap_handover.session_alive(ground.clock),
        status_url=speaker.status_url,
        assistants=assistants,
    )


def _outcomes(
    ground: Ground, calls: Calls, book: CallBook, do_not_call: DoNotCall
) -> dict[str, Any]:
    """The fields of `CallRooms` that say how a call ended."""
    from services.dispositions import Dispositions
    from services.opting_out import OptingOut
    from services.stores.leads import KeptLeads

    opting_out = OptingOut(KeptLeads(ground.leads), do_not_call, calls, book)
    dispositions = Dispositions(
        documents=ground.main,
        calls=calls,
        call_book=book,
        trail=ground.trail,
        vault=ground.vault,
        stop_number=opting_out.by_disposition,
    )
    return {"dispositions": dispositions, "opting_out": opting_out}


def _softphones(ground: Ground) -> Softphones:
    from services.softphones import Softphones
    from services.twilio_service.access_token import TokenMint

    settings = ground.settings
    mint = TokenMint(
        account_sid=settings.twilio_account_sid,
        api_key_sid=settings.twilio_api_key_sid,
        api_key_secret=settings.twilio_api_key_secret.get_secret_value(),
        application_sid=settings.twilio_application_sid,
        clock=ground.clock,
    )
    return Softphones(ground.main, ground.clock, mint.mint)


def _speaker(settings: Settings) -> Speaker:
    from services.twilio_service.twiml import Speaker

    return Speaker(settings.public_url, settings.company_name)
