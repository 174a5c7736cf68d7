"""The composition root's part for what assistants hear, keep and do.

Everything is built at the first turn, import or tick that needs it: a function that serves agents
alone never loads the engine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from api import bootstrap_effects

if TYPE_CHECKING:
    from api.bootstrap_calls import Ground
    from services.address_ports import AddressCheck
    from services.ai_ports import Understanding
    from services.assistant_calls import AssistantCall
    from services.assistant_office import AssistantOffice
    from services.assistant_records import AssistantRecords
    from services.assistant_summary import Summaries
    from services.assistant_turns import Turns
    from services.background import Job
    from services.call_book import CallBook
    from services.conversation.event import Event
    from services.conversation.reply import Reply
    from services.conversation.talk import Talk
    from services.do_not_call import DoNotCall
    from services.domain.account import Account
    from services.lifting import Lifting
    from services.outbox import Deliverer
    from services.people_import import PeopleImport
    from services.ports import Data
    from services.promises import Promises
    from services.stores.alerts import Alerts
    from services.stores.conversations import Conversations
    from services.stores.outbox import Effect
    from services.timelines import Timelines

T = TypeVar("T")


@dataclass(frozen=True)
class LaterTurns:
    """The turns, made when the first one is taken."""

    made: Callable[[], Turns]

    def take(self, call_id: str, turn: int, event: Event) -> Reply:
        return self.made().take(call_id, turn, event)

    def hang_up(self, call_id: str, *, at_s: int = 0) -> None:
        self.made().hang_up(call_id, at_s=at_s)

    def late(self, call_id: str, event: Event) -> None:
        self.made().late(call_id, event)

    def heal(self, call_id: str) -> Talk | None:
        return self.made().heal(call_id)


@dataclass(frozen=True)
class LaterDelivery:
    """A deliverer, made when the first row of its kind is due."""

    made: Callable[[], Deliverer]

    def deliver(self, payload: Data) -> Data:
        return self.made().deliver(payload)

    def probe(self, payload: Data) -> Data | None:
        return self.made().probe(payload)

    def delivered(self, payload: Data, receipt: Data) -> tuple[Effect, ...]:
        return self.made().delivered(payload, receipt)


@dataclass(frozen=True)
class TurnRooms:
    turns: LaterTurns
    talks: Conversations
    people_import: Callable[[], PeopleImport]
    promises: Callable[[], Promises]
    timelines: Callable[[], Timelines]
    summaries: Callable[[], Summaries]
    alerts: Alerts
    assistant_office: AssistantOffice
    lifting: Lifting


@dataclass(frozen=True)
class TurnGround:
    """What the rooms stand on. `model`: None where there is no key."""

    ground: Ground
    call_book: CallBook
    do_not_call: DoNotCall
    model: Understanding | None


def build(on: TurnGround) -> TurnRooms:
    from services.lifting import Lifting
    from services.stores.alerts import Alerts
    from services.stores.conversations import Conversations
    from services.stores.wishes import Wishes

    ground = on.ground
    return TurnRooms(
        turns=LaterTurns(_once(partial(_turns, on))),
        talks=Conversations(ground.main, ground.vault),
        people_import=_once(partial(_import, on)),
        promises=_once(partial(bootstrap_effects.promises, ground)),
        timelines=_once(partial(bootstrap_effects.timelines, ground)),
        summaries=_once(lambda: bootstrap_effects.summaries(_books(on))),
        alerts=Alerts(ground.main),
        assistant_office=bootstrap_effects.office(ground),
        lifting=Lifting(Wishes(ground.main), ground.trail, ground.clock),
    )


def deliverers(on: TurnGround, rooms: TurnRooms) -> dict[str, Deliverer]:
    """Who does what a talk owes, by the outbox's kind."""
    from services.owed_outcomes import OUTCOME
    from services.stores.letters import MAIL

    closing = partial(bootstrap_effects.outcomes, on.ground, on.call_book, rooms.turns)
    outcome = partial(closing, talks=rooms.talks, summaries=rooms.summaries)
    return {
        OUTCOME: LaterDelivery(_once(outcome)),
        MAIL: LaterDelivery(_once(partial(bootstrap_effects.mail, on.ground))),
    }


def jobs(rooms: TurnRooms) -> tuple[Job, ...]:
    from services.background import Job

    quarter = timedelta(minutes=15)
    return (Job("promises", quarter, lambda deadline: rooms.promises().look(deadline)),)


def _once(make: Callable[[], T]) -> Callable[[], T]:
    """Made at the first use, by one thread, and kept."""
    made: list[T] = []
    making = Lock()

    def get() -> T:
        with making:
            if not made:
                made.append(make())
        return made[0]

    return get


def _turns(on: TurnGround) -> Turns:
    from services.assistant_calls import AssistantCalls
    from services.assistant_thinking import Thinker
    from services.assistant_turns import Turns
    from services.stores.calls import Calls
    from services.stores.conversations import Conversations

    ground = on.ground
    calls = AssistantCalls(Calls(ground.main), on.call_book)
    records = _records(on)
    thinker = Thinker(_books(on), records.of, _tools(on, records.account), model=on.model)
    talks = Conversations(ground.main, ground.vault)
    doing = bootstrap_effects.build(ground, calls, on.do_not_call, records.account)
    return Turns(ground.main, talks, ground.trail, calls, thinker, doing)


def _books(on: TurnGround) -> Any:
    from services.assistant_books import AssistantBooks
    from services.org_texts import OrgTexts
    from services.playbook_files import read
    from services.stores.books import BookRows
    from services.stores.text_changes import TextChanges

    main, clock = on.ground.main, on.ground.clock
    return AssistantBooks(BookRows(main), OrgTexts(read, TextChanges(main), clock).read)


def _records(on: TurnGround) -> AssistantRecords:
    from services.assistant_records import AssistantRecords, House
    from services.stores.accounts import Accounts
    from services.stores.consents import Consents
    from services.stores.patients import Patients
    from services.stores.providers import Providers

    ground, settings = on.ground, on.ground.settings
    house = House(
        name=settings.company_name,
        phone=settings.company_phone,
        toll_free=settings.company_toll_free,
        person=settings.company_person,
    )
    return AssistantRecords(
        house=house,
        leads=ground.leads,
        accounts=Accounts(ground.main, ground.vault),
        patients=Patients(ground.main, ground.vault, ground.index.key),
        providers=Providers(ground.main),
        consents=Consents(ground.main),
        clock=ground.clock,
    )


def _tools(on: TurnGround, account_of: Callable[[AssistantCall], Account | None]) -> Any:
    from services.assistant_tools import AssistantTools
    from services.stores.providers import Providers
    from services.stores.slots import Slots

    main = on.ground.main
    return AssistantTools(Slots(main), Providers(main), _address(on), account_of, on.ground.clock)


def _address(on: TurnGround) -> AddressCheck:
    from services.address_service.zip_table import ZipTable

    settings = on.ground.settings
    if not settings.usps_client_id:
        return ZipTable()
    from services.address_service.usps import Usps

    secret = settings.usps_client_secret.get_secret_value()
    return Usps(settings.usps_api_url, settings.usps_client_id, secret)


def _import(on: TurnGround) -> PeopleImport:
    from services.people_import import PeopleImport
    from services.stores.accounts import Accounts
    from services.stores.patients import Patients
    from services.stores.providers import Providers
    from services.stores.slots import Slots

    ground = on.ground
    return PeopleImport(
        documents=ground.main,
        trail=ground.trail,
        accounts=Accounts(ground.main, ground.vault),
        patients=Patients(ground.main, ground.vault, ground.index.key),
        providers=Providers(ground.main),
        slots=Slots(ground.main),
    )
