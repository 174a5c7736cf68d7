"""What the house knows of a call: a record, and tools that answer from it. All of it invented."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from evals.people import PAYERS, PROVIDERS, TODAY, Person, person
from services.assistant_offers import arrangement_rows, promised_cents
from services.conversation.effect import ToolCall
from services.conversation.event import ToolResult
from services.conversation.record import Record
from services.domain.account import Account, Arrangement, ArrangementKind

COMPANY, PHONE, TOLL_FREE, HOUSE_PERSON = (
    "Lakeside Services", "+13125550100", "+18005550100", "Dana Reed",
)  # fmt: skip
PRACTICE, PRACTICE_PHONE = "Oak Street Family Practice", "+13125550190"
PRACTICE_ADDRESS = "100 West Oak Street, Chicago, IL 60610"
CREDITOR = "Prairie Furniture"
# Two places a day in every calendar, on three working days, by the clock of Chicago.
PLACES = tuple(
    (f"p{n}", f"2026-11-{day}T{at}")
    for n, (day, at) in enumerate((d, t) for d in (20, 23, 24) for t in ("09:00", "14:30"))
)
ARRANGEMENTS = (
    Arrangement("full", ArrangementKind.FULL, within_days=30),
    Arrangement("three", ArrangementKind.INSTALLMENTS, payments=3, within_days=30),
    Arrangement("some", ArrangementKind.PARTIAL, min_cents=2500, within_days=21),
)


@dataclass
class World:
    """`held`: the places of calendars that somebody has."""

    playbook: str
    seed: int
    person: Person
    incoming: bool
    values: Mapping[str, Any]
    account: Account | None = None
    rows: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)

    def record(self) -> Record:
        return Record(self.values, TODAY, self.rows)

    def answer(self, asked: ToolCall) -> ToolResult:
        """As the house's own tools do, without a store."""
        said, found = asked.values, dict[str, Any]()
        if asked.tool == "open_slots":
            found = {"rows": {"slots": [s for s in self.slots if s["id"] not in self.held]}}
        elif asked.tool == "hold_slot":
            self.held.add(said["slot_id"])
        elif asked.tool == "release_slot":
            self.held.discard(said["slot_id"])
        elif asked.tool == "find_providers":
            found = {"rows": {"providers": self.rows["providers"]}}
        elif asked.tool == "allowed_arrangements" and self.account:
            wanted = said.get("amount_cents")
            rows = arrangement_rows(self.account, int(wanted) if wanted else None)
            found = {"rows": {"arrangements": rows}}
        elif asked.tool == "check_promise" and self.account:
            return self._promise(said)
        return ToolResult(asked.tool, True, found)

    def _promise(self, said: Mapping[str, Any]) -> ToolResult:
        assert self.account
        terms = next(a for a in ARRANGEMENTS if a.id == said["arrangement"])
        wanted = said.get("amount_cents")
        amount = promised_cents(self.account, terms, int(wanted) if wanted else None)
        latest = TODAY + timedelta(days=terms.within_days)
        values = {"promise.amount_cents": amount, "promise.kind": terms.kind.value}
        values["promise.latest"] = latest.isoformat()
        ok = TODAY <= date.fromisoformat(str(said["on"])) <= latest
        return ToolResult("check_promise", ok, {"values": values})

    @property
    def slots(self) -> tuple[dict[str, str], ...]:
        return tuple({"id": id, "starts_at": at} for id, at in PLACES)


def world(playbook: str, seed: int, *, incoming: bool = False, known: bool = True) -> World:
    """`known`: a patient whom the practice has on its books."""
    who = person(seed)
    made = {"real_estate": _owner, "healthcare_intake": _patient, "debt_collection": _debtor}
    values, account, rows = made[playbook](who, seed)
    if not known:
        values = {n: v for n, v in values.items() if not n.startswith(("party.", "patient."))}
    values |= {"call.incoming": incoming, "call.recorded": True}
    return World(playbook, seed, who, incoming, values, account, rows)


Made = tuple[dict[str, Any], Account | None, dict[str, tuple[dict[str, Any], ...]]]


def _house() -> dict[str, Any]:
    return {
        "company.name": COMPANY,
        "company.phone": PHONE,
        "company.toll_free": TOLL_FREE,
        "company.person": HOUSE_PERSON,
        "agent.name": HOUSE_PERSON,
    }


def _owner(who: Person, seed: int) -> Made:
    values = _house() | _party(who)
    return values | {"property.address": who.street, "voicemail.consented": True}, None, {}


def _patient(who: Person, seed: int) -> Made:
    values = _house() | _party(who)
    values |= {
        "company.name": PRACTICE,
        "company.phone": PRACTICE_PHONE,
        "practice.address": PRACTICE_ADDRESS,
        "party.birth_date": who.born.isoformat(),
        "party.zip": who.zip,
        "patient.id": f"patient-{seed}",
    }
    payers = tuple({"id": id, "name": name, "aliases": also} for id, name, also in PAYERS)
    providers = tuple({"id": id, "name": name} for id, name in PROVIDERS)
    return values, None, {"payers": payers, "providers": providers}


def _debtor(who: Person, seed: int) -> Made:
    chance = random.Random(f"account {seed}")
    balance = chance.randrange(9_000, 200_000)
    due = TODAY - timedelta(days=chance.choice((-20, -3, 0, 1, 12, 20, 21, 60, 200)))
    account = Account(
        f"A-{seed}", "lead", who.first, who.last, CREDITOR, balance, due, TODAY, who.born, who.zip,
        who.last4, ARRANGEMENTS,
    )  # fmt: skip
    values = _house() | _party(who)
    values |= {
        "party.birth_date": who.born.isoformat(),
        "party.zip": who.zip,
        "party.last4": who.last4,
        "creditor.name": CREDITOR,
        "account.balance_cents": balance,
        "account.due_date": due.isoformat(),
        "account.days_past_due": account.days_past_due(TODAY),
    }
    return values, account, {}


def _party(who: Person) -> dict[str, Any]:
    return {"party.first_name": who.first, "party.last_name": who.last}
