"""The file of `flask people import`, as docs/people.md describes it. Strict: nothing is guessed."""

import re
from abc import ABC, abstractmethod
from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from services.domain.account import Account, Arrangement, ArrangementKind
from services.domain.practice import Patient, Payer, Practice, Provider
from services.domain.promise import Payment
from services.domain.slot import Slot
from services.stores.leads import lead_id_of

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]


def _sayable(words: str) -> str:
    if not words.isprintable():
        raise PydanticCustomError("unsayable", "no words")
    return words


Words = Annotated[str, Field(min_length=1, max_length=120), AfterValidator(_sayable)]
Zip = Annotated[str, Field(pattern=r"^[0-9]{5}$")]
State = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
E164 = Annotated[str, Field(pattern=r"^\+1[2-9][0-9]{9}$")]
Email = Annotated[str, Field(pattern=r"^[^@\s<>]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")]


def _day(said: object) -> object:
    if not isinstance(said, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", said):
        raise PydanticCustomError("date_type", "no day")
    return said


Day = Annotated[date, BeforeValidator(_day)]
Cents = Annotated[int, Field(strict=True, ge=0, le=10**10)]


def _zone(name: str) -> str:
    from services.compliance.clock import zone

    if not re.fullmatch(r"[A-Za-z_]+(/[A-Za-z0-9_+-]+){1,2}", name):
        raise ValueError("no zone")
    try:
        zone(name)
    except (FileNotFoundError, ModuleNotFoundError, IsADirectoryError):
        raise ValueError("no zone") from None
    return name


Zone = Annotated[str, AfterValidator(_zone)]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Row(Shape, ABC):
    @abstractmethod
    def kept(self) -> object:
        """As it is kept. Raises ValueError for what no form can show."""


class PracticeRow(Row):
    name: Words
    phone: E164
    street: Words
    city: Words
    state: State
    zip: Zip
    zone: Zone

    def kept(self) -> Practice:
        return Practice(**self.model_dump())


class PayerRow(Row):
    id: Id
    name: Words
    aliases: Annotated[tuple[Words, ...], Field(max_length=20)] = ()

    def kept(self) -> Payer:
        return Payer(**self.model_dump())


class ProviderRow(Row):
    id: Id
    name: Words
    specialty: Words
    payers: Annotated[tuple[Id, ...], Field(max_length=200)] = ()
    complaints: Annotated[tuple[Words, ...], Field(max_length=50)] = ()
    zip: Zip | None = None

    def kept(self) -> Provider:
        return Provider(**(self.model_dump() | {"zip": self.zip or ""}))


class SlotRow(Row):
    """`starts_at` is the wall clock of `zone`: `2026-11-24T14:30`."""

    id: Id
    calendar: Id
    starts_at: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$")]
    minutes: Annotated[int, Field(strict=True, ge=5, le=480)] = 30
    zone: Zone

    def kept(self) -> Slot:
        """Raises ValueError for a day or a time that does not exist."""
        from services.compliance.clock import zone

        wall = datetime.fromisoformat(self.starts_at).replace(tzinfo=zone(self.zone))
        return Slot(self.id, self.calendar, wall.astimezone(UTC), self.minutes, self.zone)


class PatientRow(Row):
    id: Id
    first_name: Words
    last_name: Words
    birth_date: Day
    zip: Zip
    lead_item_id: Annotated[int, Field(strict=True, ge=1)] | None = None
    phone: E164 | None = None
    email: Email | None = None
    street: Words | None = None
    city: Words | None = None
    state: State | None = None
    payer: Id | None = None
    member_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{2,30}$")] | None = None

    def kept(self) -> Patient:
        said = self.model_dump(exclude={"lead_item_id", "payer"})
        lead_id = lead_id_of(self.lead_item_id) if self.lead_item_id else None
        written = {name: value for name, value in said.items() if value is not None}
        return Patient(lead_id=lead_id, payer_id=self.payer or "", **written)


class ArrangementRow(Shape):
    id: Id
    kind: ArrangementKind
    payments: Annotated[int, Field(strict=True, ge=1, le=60)] = 1
    every_days: Annotated[int, Field(strict=True, ge=1, le=366)] = 30
    min_cents: Cents = 0
    within_days: Annotated[int, Field(strict=True, ge=0, le=366)] = 30
    label_en: Annotated[str, Field(max_length=120)] = ""
    label_es: Annotated[str, Field(max_length=120)] = ""


class PaymentRow(Shape):
    ref: Id
    amount_cents: Annotated[int, Field(strict=True, ge=1, le=10**10)]
    on: Day


class AccountRow(Row):
    id: Id
    lead_item_id: Annotated[int, Field(strict=True, ge=1)]
    first_name: Words
    last_name: Words
    creditor: Words
    balance_cents: Cents
    due_date: Day
    as_of: Day
    birth_date: Day | None = None
    zip: Zip | None = None
    last4: Annotated[str, Field(pattern=r"^[0-9]{4}$")] | None = None
    arrangements: Annotated[tuple[ArrangementRow, ...], Field(max_length=20)] = ()
    payments: Annotated[tuple[PaymentRow, ...], Field(max_length=500)] = ()
    first_contact_on: Day | None = None
    notice_on: Day | None = None
    disputed_on: Day | None = None
    verified_on: Day | None = None
    time_barred: Literal["yes", "no", "unknown"] = "unknown"
    secured_by_home: Annotated[bool, Field(strict=True)] = False

    def kept(self) -> Account:
        said = self.model_dump(exclude={"lead_item_id", "arrangements", "payments"})
        return Account(
            lead_id=lead_id_of(self.lead_item_id),
            arrangements=tuple(Arrangement(**row.model_dump()) for row in self.arrangements),
            payments=tuple(Payment(**row.model_dump()) for row in self.payments),
            **(said | {"zip": self.zip or "", "last4": self.last4 or ""}),
        )
