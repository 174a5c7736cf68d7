"""The verbs of a call on real stores, with a scripted carrier and a judge who says what we want."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from scripted_carrier import ScriptedCarrier, TickingClock

from services.asking import Asking, Order
from services.assistant_calling import AssistantCalling
from services.audit_trail import Trail
from services.call_book import CallBook
from services.call_progress import CallProgress
from services.compliance.facts import Fact, Script
from services.compliance.model import (
    CallKind,
    Citation,
    Finding,
    FindingKind,
    Purpose,
    Verdict,
)
from services.crypto_service.vault import PersonVault
from services.crypto_service.wrapping import MasterKey, Wrapping
from services.dialing import Dialing
from services.dispositions import Dispositions, owe_activity
from services.domain.lead import Address, Lead, LeadNumber
from services.domain.permit import token
from services.handing_over import HandingOver, Moving
from services.inspection import Inspection
from services.judging import BY_HAND, Manner
from services.permit_use import Knock, PermitUse
from services.stores.calls import Calls
from services.stores.handovers import Handovers, free_the_agent
from services.stores.permits import Permits

NOON = datetime(2026, 11, 18, 18, tzinfo=UTC)
KEY = b"k" * 32
NUMBER = LeadNumber("n1", "+13125550101", "mobile", key="key-of-n1")
OTHER = LeadNumber("n2", "+13125550102", "home", key="key-of-n2")
LEAD = Lead("lead-2001", 2001, 0, "Maria Delgado", (NUMBER, OTHER), Address(state="IL"))
SECOND = Lead(
    "lead-2002",
    2002,
    0,
    "Jo Reyes",
    (LeadNumber("n3", "+13125550103", key="key-of-n3"),),
    Address(),
)


@dataclass
class Judge:
    """Says yes until told otherwise. `until`: how long the legal window lasts."""

    allowed: bool = True
    until: timedelta = timedelta(hours=2)
    asked: int = 0
    manners: list = field(default_factory=list)

    def judge(
        self, lead, number, *, at, acknowledgements=frozenset(), except_call=None, manner=BY_HAND
    ) -> Verdict:
        self.asked += 1
        self.manners.append(manner)
        finding = FindingKind.ALLOW if self.allowed else FindingKind.DENY
        rule = Finding("hours", "US", finding, "It is noon.", Citation("§ 1", "https://law.test"))
        legal_until = at + self.until if self.allowed else None
        return Verdict(self.allowed, (rule,), "book", legal_until, None)


class Playbooks:
    """Knows one playbook."""

    def manner(self, playbook: str) -> Manner:
        script = Script(playbook, 1, "0" * 64) if playbook == "real_estate" else None
        kind, purpose = CallKind.ARTIFICIAL_VOICE, Purpose.TELEMARKETING
        return Manner(kind, purpose, playbook, Fact(script, "the playbook"))

    def turn_url(self, call_id: str, turn: int) -> str:
        return f"https://cleardial.test/assistant/{call_id}?t={turn}"

    def detection_url(self, call_id: str) -> str:
        return f"https://cleardial.test/assistant/{call_id}/amd"


@dataclass
class House:
    databases: tuple
    judge: Judge = field(default_factory=Judge)
    blocked: bool = False
    signed_out: set = field(default_factory=set)
    stopped: list = field(default_factory=list)
    indexed: list = field(default_factory=list)
    attempts: list = field(default_factory=list)
    during_claim: object = lambda: None

    def __post_init__(self) -> None:
        self.clock = TickingClock(NOON)
        self.carrier = ScriptedCarrier(self.clock)
        self.main, self.audit, keys = self.databases
        self.vault = PersonVault(keys, Wrapping((MasterKey("m1", b"m" * 32),)))
        self.trail = Trail(self.audit, self.clock, self.vault)
        self.calls = Calls(self.main)
        self.permits = Permits(self.main, lambda *_: lambda: None, self.session_alive)
        self.book = CallBook(self.main, self.trail, self.vault, (owe_activity, free_the_agent))
        self.build_verbs()

    def build_verbs(self) -> None:
        leads = {LEAD.id: LEAD, SECOND.id: SECOND}
        self.asking = Asking(
            leads, self.judge, self.permits, self.book, self.trail, self.clock, "+13125550199", KEY,
            lambda number, subject, person: self.indexed.append((number, subject)),
        )  # fmt: skip
        self.handovers = Handovers(self.main, self.session_alive)
        self.use = PermitUse(
            self.main, self.permits, self.handovers, self.book, self.trail, self.clock, (KEY,)
        )
        self.dialing = Dialing(
            self.main, self.calls, self.book, leads, self.judge, self.carrier, self.trail,
            self.clock, lambda *_: self.blocked, self.session_alive, self.status_url,
            Playbooks(),
        )  # fmt: skip
        self.moving = Moving(
            self.book, self.carrier, lambda call_id: 3,
            lambda call_id, number: f"https://cleardial.test/room/{call_id}/{number}",
            lambda call_id, turn: f"https://cleardial.test/assistant/{call_id}?t={turn}",
        )  # fmt: skip
        self.handing_over = HandingOver(
            self.calls, self.book, self.handovers, self.trail, self.clock, KEY
        )
        self.progress = CallProgress(
            self.calls, self.book, self.dialing, self.carrier, self.moving, self.clock
        )
        self.inspection = Inspection(self.progress, self.carrier, self.clock)
        self.calling = AssistantCalling(self.asking, self.use, self.progress, Playbooks())
        self.dispositions = Dispositions(
            self.main, self.calls, self.book, self.trail, self.vault,
            lambda *stop: self.stopped.append(stop),
        )  # fmt: skip

    def session_alive(self, tx, session_id: str) -> bool:
        return session_id not in self.signed_out

    def status_url(self, call_id: str, attempt_id: str) -> str:
        self.attempts.append(attempt_id)
        self.during_claim()
        return f"https://cleardial.test/leg/{call_id}/{attempt_id}"

    def order(self, agent="u1", request="r1", lead=LEAD, number=None, session=None, **how) -> Order:
        number_id = (number or lead.numbers[0]).id
        return Order(agent, session or f"s-{agent}", lead.id, number_id, request, **how)

    def connected(self, **order) -> str:
        """Asked, allowed, and the carrier has brought the permit."""
        allowed = self.asking.ask(self.order(**order))
        sid = self.carrier.connect(allowed.call_id)
        self.use.use(Knock(allowed.permit, sid, "u1"))
        return allowed.call_id

    def deliver(self, call_id: str) -> None:
        """Every callback sent so far, once and in order, and those that follow from them."""
        while self.carrier.sent:
            self.hear(call_id, self.carrier.sent.pop(0))

    def hear(self, call_id: str, news) -> None:
        if news.action.startswith("agent."):
            self.progress.hear_agent_leg(news.body["call_sid"], news)
        elif news.action.startswith("leg."):
            self.progress.hear_lead_leg(call_id, self.attempts[-1], news)
        else:
            self.progress.hear(call_id, news)

    def tick(self) -> None:
        """By a process that has looked at no call yet."""
        fresh = replace(self.inspection, looked={})
        fresh.inspect_all(self.clock.now() + timedelta(minutes=1))

    def data(self, call_id: str) -> dict:
        return self.calls.get(call_id).data


__all__ = ["KEY", "LEAD", "NOON", "OTHER", "SECOND", "House", "Judge", "Knock", "token"]
