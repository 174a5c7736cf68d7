"""The services of this process, built once by create_app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app

from api import keyless

if TYPE_CHECKING:
    from api.bootstrap_assistant import Assistants
    from api.bootstrap_model import Listeners
    from api.bootstrap_rulebook import RulebookRooms
    from api.bootstrap_texts import TextRooms
    from api.bootstrap_turns import LaterTurns
    from config import Settings
    from services.ai_ports import Understanding
    from services.asking import Asking
    from services.assistant_calling import AssistantCalling
    from services.assistant_endings import AssistantEndings
    from services.assistant_incoming import IncomingAssistants
    from services.assistant_line import AssistantLine
    from services.assistant_office import AssistantOffice
    from services.assistant_story import AssistantStory
    from services.assistant_summary import Summaries
    from services.audit_export import AuditExport
    from services.audit_story import AuditStory
    from services.background import Background
    from services.call_book import CallBook
    from services.call_progress import CallProgress
    from services.calling_queue import CallingQueue
    from services.checkpoints import Checkpoints
    from services.consenting import Consenting
    from services.crm_fitness import CrmFitness
    from services.crypto_service.vault import PersonVault
    from services.dispositions import Dispositions
    from services.dnc_imports import DncImports
    from services.dnc_lists import DncLists
    from services.do_not_call import DoNotCall
    from services.erasure import Erasure
    from services.gathering import Gathering
    from services.handing_over import HandingOver
    from services.health import Health
    from services.inspection import Inspection
    from services.judging import Judging
    from services.lead_sync import LeadSync
    from services.ledger_keeping import LedgerKeeping
    from services.lifting import Lifting
    from services.offering import Offering
    from services.opting_out import OptingOut
    from services.outbox import Outbox
    from services.outlook import Outlooks
    from services.people import People
    from services.people_import import PeopleImport
    from services.permit_use import PermitUse
    from services.playbook_fit import PlaybookFit
    from services.playbook_switching import PlaybookSwitching
    from services.podio_hooks import HookInbox
    from services.ports import AuditTrail, Clock, LiveCalls
    from services.promises import Promises
    from services.reassigned_numbers import ReassignedNumbers
    from services.relaying import Relaying
    from services.scrubs import Scrubs
    from services.selling import Selling
    from services.sessions import Sessions
    from services.sign_in import SignIn
    from services.softphones import Softphones
    from services.stores.alerts import Alerts
    from services.stores.calls import Calls
    from services.stores.conversations import Conversations
    from services.stores.leads import Leads
    from services.stores.number_index import NumberIndex
    from services.throttling import Throttling
    from services.timelines import Timelines
    from services.twilio_service.relay_twiml import RelaySpeaker
    from services.twilio_service.room_twiml import RoomSpeaker
    from services.twilio_service.twiml import Speaker
    from services.users import Users


@dataclass(frozen=True)
class Services:
    """One field per verb. Adapters do not appear here."""

    clock: Clock
    trail: AuditTrail
    vault: PersonVault
    users: Users
    sessions: Sessions
    sign_in: SignIn
    throttling: Throttling
    health: Health
    checkpoints: Checkpoints
    do_not_call: DoNotCall
    dnc_lists: DncLists
    dnc_imports: Callable[[], DncImports]
    gathering: Gathering
    selling: Selling
    reassigned_numbers: ReassignedNumbers
    leads: Leads
    numbers: NumberIndex
    calls: Calls
    call_book: CallBook
    judging: Judging
    scrubs: Callable[[], Scrubs]
    rulebook: RulebookRooms
    asking: Asking
    assistants: Assistants
    texts: TextRooms
    assistant_office: AssistantOffice
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
    lead_sync: LeadSync
    hook_inbox: HookInbox
    outbox: Outbox
    crm_fitness: CrmFitness
    outlooks: Outlooks
    calling_queue: CallingQueue
    audit_export: AuditExport
    audit_story: AuditStory
    assistant_story: AssistantStory
    erasure: Erasure
    people: People
    understanding: Understanding | None
    model_listeners: Listeners
    turns: LaterTurns
    talks: Conversations
    assistant_line: AssistantLine
    assistant_endings: AssistantEndings
    incoming_assistants: IncomingAssistants
    consenting: Consenting
    ledger_keeping: LedgerKeeping
    people_import: Callable[[], PeopleImport]
    relaying: Callable[[], Relaying]
    relay_speaker: Callable[[], RelaySpeaker]
    promises: Callable[[], Promises]
    timelines: Callable[[], Timelines]
    summaries: Callable[[], Summaries]
    alerts: Alerts
    lifting: Lifting
    background: Background
    close: Callable[[], None]  # let go of files and connections; the next use opens them again


def init_app(app: Flask, settings: Settings, clock: Clock | None) -> None:
    from api import bootstrap

    app.extensions["settings"] = settings
    app.extensions["rehearsal"] = clock and clock.now()  # only a moved clock is handed in
    app.extensions["services"] = bootstrap.build(
        settings, clock or bootstrap.SystemClock(), rehearsal=clock is not None
    )


def services() -> Services:
    """Raises NoAppException at a command line that has no settings."""
    keyless.expect_settings(current_app)
    return cast("Services", current_app.extensions["services"])


def settings() -> Settings:
    """Raises NoAppException at a command line that has no settings."""
    keyless.expect_settings(current_app)
    return cast("Settings", current_app.extensions["settings"])
