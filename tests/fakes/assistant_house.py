"""An assistant's turns on real stores, with an engine that does what the caller's words say."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from house import LEAD, NOON, NUMBER
from scripted_carrier import TickingClock

from services.assistant_calls import AssistantCalls
from services.assistant_effects.booking import Book, Mail, RaiseAlert
from services.assistant_effects.doing import Effects
from services.assistant_effects.paying import KeepPromise
from services.assistant_effects.stopping import RaiseFlag, Restrict, StopCalling
from services.assistant_thinking import Thinker
from services.assistant_turns import Turns
from services.audit_trail import Trail
from services.call_book import CallBook
from services.conversation.effect import Effect, EffectKind, ToolCall
from services.conversation.event import Event, EventKind, ToolResult
from services.conversation.record import Record
from services.conversation.reply import Ending, Line, Listen, Reply
from services.conversation.state import State
from services.conversation.step import Step
from services.crypto_service.vault import PersonVault
from services.crypto_service.wrapping import MasterKey, Wrapping
from services.do_not_call import DoNotCall
from services.domain.account import Account, in_question
from services.domain.slot import Slot
from services.ports import Deed, Personal
from services.stores.accounts import Accounts
from services.stores.alerts import Alerts
from services.stores.appointments import Appointments
from services.stores.calls import Calls
from services.stores.conversations import Conversations
from services.stores.dnc import CompanyList
from services.stores.letters import Letters
from services.stores.outbox import OutboxRows
from services.stores.promises import PromiseRows
from services.stores.slots import Slots
from services.stores.wishes import Wishes

FLOW = type("Flow", (), {"slots": {}})()
BOOK = type("Words", (), {"id": "scripted", "version": 3, "sha256": "ab" * 32, "playbook": FLOW})()
LISTEN = Listen("open")
SLOT = Slot("slot-1", "agents", NOON + timedelta(days=1), 30, "America/Chicago")
ACCOUNT = Account(
    "acc-1", LEAD.id, "Maria", "Delgado", "Lakeside Furniture", 34_050, date(2026, 9, 1),
    date(2026, 11, 1),
)  # fmt: skip


class ScriptedEngine:
    """`do <kind> k=v ...` is an effect, `ask <tool> k=v` a tool, `bye` the end; else an echo."""

    def begin(self, book, record, language):
        return State("scripted", 3, book.sha256, language, "start")

    def question(self, book, record, state, event):
        return None

    def step(self, book, record, state, event, commands=None):
        turn = state.count("turns")
        if event.kind is EventKind.TOOL:
            said = f"tool {event.result.tool} {'yes' if event.result.ok else 'no'}"
            return Step(state, reply(said), noted={})
        after = replace(state, node=f"n{turn}").counted("turns")
        if event.kind is EventKind.HUNG_UP:
            done = Effect(EffectKind.OUTCOME, "outcome:hung_up", {"code": "hung_up"})
            return Step(after, None, (done,), noted={})
        word, _, rest = event.text.partition(" ")
        if word == "ask":
            tool, values = parsed(rest)
            return Step(after, None, tool=ToolCall(tool, values), noted={})
        effects = ()
        if word == "do":
            kind, values = parsed(rest)
            effects = (Effect(EffectKind(kind), f"{kind}:{turn}", values),)
        ending = Ending.HANG_UP if word == "bye" else Ending.NONE
        secret = word == "whisper"
        return Step(after, reply(f"heard {event.text}", ending, secret), effects, noted={})


def parsed(text):
    name, *pairs = text.split()
    return name, dict(pair.split("=", 1) for pair in pairs)


def reply(text, ending=Ending.NONE, secret=False):
    listen = replace(LISTEN, secret=secret) if ending is Ending.NONE else None
    return Reply((Line("t", text, "en"),), listen, ending)


class Books:
    def of(self, playbook, sha256):
        return BOOK


@dataclass
class SlotTools:
    """Holds places; everything else is refused."""

    slots: Slots
    clock: object

    def answer(self, call, asked):
        held = asked.tool == "hold_slot" and self.slots.hold(
            asked.values["slot_id"], call.call_id, self.clock.now()
        )
        return ToolResult(asked.tool, bool(held))


@dataclass
class AssistantHouse:
    """`databases`: main, audit, keys. Two houses on the same ones are two processes."""

    databases: tuple
    clock: TickingClock = field(default_factory=lambda: TickingClock(NOON))

    def __post_init__(self) -> None:
        self.main, self.audit, keys = self.databases
        self.vault = PersonVault(keys, Wrapping((MasterKey("m1", b"m" * 32),)))
        self.trail = Trail(self.audit, self.clock, self.vault)
        self.calls = Calls(self.main)
        self.book = CallBook(self.main, self.trail, self.vault, ())
        self.talks = Conversations(self.main, self.vault)
        self.slots, self.wishes = Slots(self.main), Wishes(self.main)
        self.alerts, self.letters = Alerts(self.main), Letters(self.main, self.vault)
        self.appointments = Appointments(self.main, self.vault)
        self.promises = PromiseRows(self.main, self.vault)
        self.accounts = Accounts(self.main, self.vault)
        self.do_not_call = DoNotCall(
            CompanyList(self.main),
            self.trail,
            self.clock,
            lambda n: f"h{n[1:]}",
            lambda n: f"k{n[1:]}",
            lambda *_: None,
        )
        self.build_turns()

    def build_turns(self) -> None:
        calls = AssistantCalls(self.calls, self.book)
        stop = StopCalling({LEAD.id: LEAD}, calls, self.do_not_call)
        doers = {
            EffectKind.DO_NOT_CALL: stop,
            EffectKind.WRONG_NUMBER: stop,
            EffectKind.RESTRICT: Restrict(self.trail, stop),
            EffectKind.FLAG: RaiseFlag(self.trail),
            EffectKind.PROMISE: KeepPromise(self.promises, self.account_of, self.trail),
            EffectKind.BOOK: Book(self.appointments, self.clock),
            EffectKind.MAIL: Mail(self.letters),
            EffectKind.ALERT: RaiseAlert(),
        }
        self.thinker = Thinker(
            Books(),
            self.record_of,
            SlotTools(self.slots, self.clock),
            masked,
            None,
            ScriptedEngine(),
        )
        self.turns = Turns(self.main, self.talks, self.trail, calls, self.thinker, Effects(doers))

    def account_of(self, call):
        return in_question(self.accounts.of_lead(call.lead_id))

    def record_of(self, call):
        return Record(
            {"party.first_name": "Maria", "party.last_name": "Delgado"}, date(2026, 11, 18)
        )

    def call(self, call_id="c" * 32, **changes) -> str:
        """A call whose lead has answered an assistant."""
        number = {"number": Personal(f"lead:{LEAD.id}", NUMBER.e164)}
        judged = Deed(
            f"call:{call_id}", "call.judged", {}, actor="t", cause="judged", personal=number
        )
        self.trail.append(judged)
        data = {"call_id": call_id, "assistant": "scripted", "lead_id": LEAD.id}
        data |= {"number_id": NUMBER.id, "number_key": NUMBER.key, "audit_seq": 1}
        self.main.create("calls", call_id, data | changes)
        return call_id

    def say(self, call_id: str, turn: int, text: str) -> Reply:
        return self.turns.take(call_id, turn, speech(text))

    def outbox(self):
        return OutboxRows(self.main).page("waiting", 1000)

    def chain(self, call_id: str):
        found = self.trail.chain(f"call:{call_id}")
        return [record for record in found if record.action == "assistant.turn"]


def speech(text: str) -> Event:
    return Event(EventKind.SPEECH, text=text, confidence=90)


def masked(text, known):
    for value in known:
        text = text.replace(value, "[known]")
    return text


def answered() -> Event:
    return Event(EventKind.ANSWERED)
