"""An assistant's turns: heard once, recorded, kept, answered; the same words for the same turn.

Order, always: the audit record of cause `turn:<n>`, which holds all that the turn did; then one
transaction in the main store with the conversation and its effects; then the reply. Whoever finds
a record whose transaction is missing completes it from the record.
"""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from services.assistant_calls import AssistantCall, AssistantCalls
from services.call_book import subject
from services.conversation.effect import Effect, EffectKind
from services.conversation.event import Event, EventKind
from services.conversation.reply import Ending, Reply
from services.conversation.talk import BookRef, Talk, Turned, after
from services.conversation.turn_data import turned_data, turned_from
from services.domain.errors import Conflict, NotFound
from services.ports import AuditTrail, Data, Deed, Documents, Personal, Record, Transaction
from services.stores.conversations import CONVERSATIONS, Conversations, awaited_in

TURN = "assistant.turn"
MOST_TURNS = 500  # of one call; the playbook's own limit is far below
WORDS = (EventKind.SPEECH, EventKind.KEYS)  # a word after the goodbye may still be an opt-out
Write = Callable[[], None]


class OutOfTurn(Conflict):
    """A turn that is neither awaited nor among the last. The conversation stands at `turn`, whose
    reply is `reply`: give that one, with its own number."""

    def __init__(self, turn: int, reply: Reply) -> None:
        super().__init__("this turn is not awaited")
        self.turn = turn
        self.reply = reply


class OtherSource(Conflict):
    """Another source transcribes this call: nothing that this one brings is heard."""


@dataclass(frozen=True)
class Thought:
    """What a turn comes to. `recorded` is what of it the log may hold for ever: without secrets
    that wait to be compared. `body` stands plain in the record; `private` is sealed there."""

    turned: Turned
    recorded: Turned
    book: BookRef
    body: Data
    private: Data


class Thinking(Protocol):
    def think(self, call: AssistantCall, talk: Talk | None, event: Event) -> Thought:
        """Rules, model and tools: everything that may be thrown away and done again."""

    def ends_all(self, event: Event) -> bool:
        """Whether these words alone ask, in whatever state, for no more calls."""


@dataclass(frozen=True)
class Cause:
    """Why an effect is to be done. `at`: when the turn was recorded (text)."""

    call: AssistantCall
    talk: Talk
    effect: Effect
    at: str

    @property
    def key(self) -> str:
        """One effect of one call, however often it is tried."""
        return f"{self.call.call_id}:{self.effect.key}"


class Doing(Protocol):
    """The effects of turns. Both may come again for the same cause."""

    def prepare(self, cause: Cause) -> None:
        """Record it where it must be recorded before it is done."""

    def plan(self, tx: Transaction, cause: Cause) -> Write:
        """Read what it stands on; the write that does it."""


@dataclass(frozen=True)
class Turns:
    documents: Documents
    talks: Conversations
    trail: AuditTrail
    calls: AssistantCalls
    thinking: Thinking
    doing: Doing

    def take(self, call_id: str, turn: int, event: Event) -> Reply:
        """The answer to turn `turn`, 0 being the first. The same turn again gets the same answer
        and does nothing; when two come at once, both get the answer of the one that was recorded.

        Raises OutOfTurn, NotFound (no such call, or a later turn of a talk that never began),
        OtherSource, Erased, StoreUnavailable.
        """
        talk = self.talks.get(call_id)
        if talk and event.kind in WORDS and event.source != talk.transport:
            raise OtherSource("another source transcribes this call")
        awaited = talk.turn if talk else 0
        if turn == awaited and not (talk and talk.over and event.kind not in WORDS):
            talk = self._turn(self.calls.get(call_id), talk, event)
        if talk is None:
            raise NotFound("this talk has not begun")
        if event.kind in WORDS and self.thinking.ends_all(event):
            talk = self._stopped(talk, event)
            turned, told = talk.last
            if turned != turn:
                raise OutOfTurn(turned, told)
        reply = talk.reply_to(turn)
        if reply is None:
            raise OutOfTurn(*talk.last)
        return reply

    def late(self, call_id: str, event: Event) -> None:
        """Words of a call that is over: no more than the wish for no more calls is heard in them.

        Raises NotFound, Erased, StoreUnavailable.
        """
        wanted = event.kind in WORDS and self.thinking.ends_all(event)
        if wanted and (talk := self.talks.get(call_id)):
            self._stopped(talk, event)

    def hang_up(self, call_id: str, *, at_s: int = 0) -> None:
        """The call is over, whoever ended it. Twice is once; a talk that never began stays so."""
        talk = self.heal(call_id)
        for _ in range(MOST_TURNS):
            if talk is None or talk.over:
                return
            talk = self._turn(self.calls.get(call_id), talk, Event(EventKind.HUNG_UP, at_s=at_s))

    def heal(self, call_id: str) -> Talk | None:
        """The talk with every turn that was recorded; None when there is none."""
        talk = self.talks.get(call_id)
        for record in self.trail.chain(subject(call_id)):
            awaited = talk.turn if talk else 0
            if record.action == TURN and record.body["turn"] == awaited:
                talk = self._complete(self.calls.get(call_id), record, talk)
        return talk

    def _stopped(self, talk: Talk, event: Event) -> Talk:
        """The talk with this wish done: one turn more where another event has shut it out."""
        while not talk.did(EffectKind.DO_NOT_CALL) and talk.turn < MOST_TURNS:
            talk = self._turn(self.calls.get(talk.call_id), talk, event)
        return talk

    def _turn(self, call: AssistantCall, talk: Talk | None, event: Event) -> Talk:
        """Think, record, keep. The record that stands decides, ours or another's."""
        thought = self.thinking.think(call, talk, event)
        number = thought.turned.number
        said = {"turned": turned_data(thought.recorded)} | thought.private
        claim = secrets.token_hex(8)
        plain: dict[str, Any] = {"turn": number, "book": vars(thought.book), "claim": claim}
        record = self.trail.append(
            Deed(
                subject(call.call_id),
                TURN,
                plain | thought.body,
                actor="assistant",
                cause=f"turn:{number}",
                personal={"said": Personal(call.person, json.dumps(said, ensure_ascii=False))},
            )
        )
        if record.body["claim"] == claim:
            return self._keep(call, record, talk, thought.turned)
        return self._complete(call, record, talk)

    def _complete(self, call: AssistantCall, record: Record, before: Talk | None) -> Talk:
        """A turn that another has recorded. A secret that the record does not hold is asked for
        again."""
        said = json.loads(self.trail.open_personal(record, "said"))
        return self._keep(call, record, before, turned_from(said["turned"]))

    def _keep(
        self, call: AssistantCall, record: Record, before: Talk | None, turned: Turned
    ) -> Talk:
        """The record's turn in the main store, with all its effects: once."""
        held = _heard_by(before or _new(call, record), record)
        talk = after(held, turned, at=record.at, audit_seq=record.seq + 1)
        causes = [Cause(call, talk, effect, record.at) for effect in turned.effects]
        for cause in causes:
            self.doing.prepare(cause)
        document = self.talks.document(talk)
        try:
            wrote = self.documents.transaction(lambda tx: self._write(tx, turned, causes, document))
        except Conflict:
            return self._kept_by_another(talk)
        return talk if wrote else self._kept_by_another(talk)

    def _kept_by_another(self, talk: Talk) -> Talk:
        """The talk as whoever was faster has kept it. Raises Conflict when nobody has."""
        now = self.talks.get(talk.call_id)
        if now is None or now.turn < talk.turn:
            raise Conflict("the turn is recorded, and not kept yet")
        return now

    def _write(self, tx: Transaction, turned: Turned, causes: list[Cause], document: Data) -> bool:
        """False when another was faster, who wrote the same."""
        call_id = document["call_id"]
        if awaited_in(tx, call_id) != turned.number:
            return False
        writes = [self.doing.plan(tx, cause) for cause in causes]
        tx.put(CONVERSATIONS, call_id, document)
        for write in writes:
            write()
        return True


def _new(call: AssistantCall, record: Record) -> Talk:
    return Talk(
        call_id=call.call_id,
        person=call.person,
        lead_id=call.lead_id,
        book=BookRef(**record.body["book"]),
        language=call.language,
        transport=record.body["source"],
        began_at=record.at,
    )


def _heard_by(talk: Talk, record: Record) -> Talk:
    """A talk that went on elsewhere is transcribed there from now on."""
    if record.body["event"] == EventKind.HUNG_UP:
        return talk
    return replace(talk, transport=record.body["source"])


def closing() -> Reply:
    """What a turn answers when nobody listens any more."""
    return Reply((), ending=Ending.HANG_UP)
