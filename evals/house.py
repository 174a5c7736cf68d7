"""One real application with real stores, and the people of the calls to come on its books."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import Flask
from twilio.request_validator import RequestValidator

from api.app import create_app
from evals.people import PAYERS, PROVIDERS
from evals.settings import settings
from evals.worlds import PLACES, PRACTICE, PRACTICE_PHONE, World
from services.compliance.facts import Consent, ConsentTier
from services.crm_ports import LeadSnapshot
from services.domain.lead import Address, Lead, LeadNumber
from services.domain.people_file import AGENTS, People
from services.domain.practice import Patient, Payer, Practice, Provider
from services.domain.slot import Slot
from services.ports import Transaction
from services.stores.consents import add
from services.stores.leads import lead_id_of
from services.stores.slots import SLOTS, Slots

NOW = datetime(2026, 11, 18, 18, 30, tzinfo=UTC)
SHARED_MEMORY = Path("/dev", "shm")
CHICAGO = "America/Chicago"
WALL = ZoneInfo(CHICAGO)


@dataclass
class SetClock:
    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


@dataclass
class House:
    """One application on a store of its own, with the people of the calls to come."""

    app: Flask
    clock: SetClock
    count: int = 0

    def __post_init__(self) -> None:
        self.settings = self.app.extensions["settings"]
        self.services = self.app.extensions["services"]
        self.documents = self.services.calls.documents
        self.slots = Slots(self.documents)
        token = self.settings.twilio_auth_token[0].get_secret_value()
        self.validator = RequestValidator(token)
        self.client = self.app.test_client()
        self._import(People(_practice(), _payers(), _providers()))

    def post(self, url: str, fields: dict[str, str]) -> str:
        """As the carrier does. Raises AssertionError for anything but 200."""
        parts = urlsplit(url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        sent = {"AccountSid": self.settings.twilio_account_sid, **fields}
        signature = self.validator.compute_signature(self.settings.public_url + path, sent)
        answer = self.client.post(path, data=sent, headers={"X-Twilio-Signature": signature})
        assert answer.status_code == 200, f"{answer.status_code} for {path}: {answer.text[:200]}"
        return answer.text

    def settle_in(self, world: World) -> "Caller":
        """The person of this call on our books; his places in the calendars are free again."""
        self.count += 1
        self.clock.at = NOW
        item, number = 10_000 + self.count, f"+1312{2_000_000 + self.count * 37 % 7_999_999}"
        lead = Lead(
            lead_id_of(item), item, 1, f"{world.person.first} {world.person.last}",
            (LeadNumber("", number, "mobile"),), Address(street=world.person.street),
        )  # fmt: skip
        kept = lead
        if "party.first_name" in world.values and not world.incoming:
            kept = self.services.leads.save(LeadSnapshot(lead, ""), at=self.clock.now())
        self._agrees(number)
        self._import(self._people(world, kept, number))
        self._free_places()
        return Caller(kept, number)

    def _people(self, world: World, lead: Lead, number: str) -> People:
        who = world.person
        if world.account:
            account = {**vars(world.account), "id": f"A-{self.count}", "lead_id": lead.id}
            return People(accounts=(type(world.account)(**account),))
        if "patient.id" not in world.values:
            return People()
        lead_id = None if world.incoming else lead.id
        known = Patient(
            f"patient-{self.count}", who.first, who.last, who.born, who.zip, lead_id, number
        )
        return People(patients=(known,))

    def _import(self, people: People) -> None:
        self.services.people_import().take(people, secrets.token_hex(32), actor="cli")

    def _agrees(self, number: str) -> None:
        key = self.services.numbers.key(number)
        consent = Consent(ConsentTier.WRITTEN, NOW - timedelta(days=9), None, True, "a form")
        self.documents.transaction(lambda tx: add(tx, key, consent)())

    def _free_places(self) -> None:
        places = [
            place
            for calendar in (AGENTS, *(id for id, _ in PROVIDERS))
            for place in _places(calendar)
        ]

        def clear(tx: Transaction) -> None:
            for place in places:
                tx.delete(SLOTS, place.id)

        self.documents.transaction(clear)
        self.slots.put(places)


@dataclass(frozen=True)
class Caller:
    lead: Lead
    number: str


def in_memory() -> Path | None:
    """Where files wait for no disk; None where there is no such place."""
    return SHARED_MEMORY if SHARED_MEMORY.is_dir() else None


@contextmanager
def house(*, model: bool = False, on_disk: bool = False) -> Iterator[House]:
    """On a disk of memory where there is one: what is measured here is no disk."""
    with tempfile.TemporaryDirectory(dir=None if on_disk else in_memory()) as folder:
        clock = SetClock()
        app = create_app(settings(folder, model=model), clock=clock)
        try:
            yield House(app, clock)
        finally:
            app.extensions["services"].close()


def _places(calendar: str) -> list[Slot]:
    wall = [datetime.fromisoformat(at).replace(tzinfo=WALL) for _, at in PLACES]
    return [
        Slot(f"{calendar}-{id}", calendar, at.astimezone(UTC), 30, CHICAGO)
        for (id, _), at in zip(PLACES, wall, strict=True)
    ]


def _practice() -> Practice:
    return Practice(
        PRACTICE, PRACTICE_PHONE, "100 West Oak Street", "Chicago", "IL", "60610", CHICAGO
    )


def _payers() -> tuple[Payer, ...]:
    return tuple(Payer(id, name, also) for id, name, also in PAYERS)


def _providers() -> tuple[Provider, ...]:
    payers = tuple(id for id, _, _ in PAYERS)
    return tuple(Provider(id, name, "family medicine", payers) for id, name in PROVIDERS)
