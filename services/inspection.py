"""What the tick asks the carrier about open calls: no callback is owed to us, ever."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.call_progress import CallProgress, News
from services.domain.call import Call
from services.domain.errors import DomainError
from services.domain.leg import RANK, Leg
from services.domain.looks import due
from services.domain.times import from_text, to_text
from services.ports import CarrierCall, Clock, Data, Telephony

log = logging.getLogger("cleardial.inspection")

UNKNOWN_FOR = timedelta(seconds=60)
PERMIT_GRACE = timedelta(seconds=10)  # the carrier may still be on its way with the permit


@dataclass(frozen=True)
class Inspection:
    """`looked` remembers within this process when a look at a call last went well: a process that
    knows nothing looks at all of them."""

    progress: CallProgress
    telephony: Telephony
    clock: Clock
    looked: dict[str, datetime] = field(default_factory=dict)

    def inspect_all(self, deadline: datetime) -> None:
        """Every open call that is due, and those whose disposition is owed: their chains may know
        better. What the deadline cuts off is due at the next tick."""
        calls = self.progress.calls
        met: set[str] = set()
        for look, found in ((self.inspect, calls.open()), (self._settle, calls.owing())):
            for stored in found:
                if self.clock.now() >= deadline:
                    return
                if stored.id not in met:  # an open call may owe its disposition as well
                    self._look_if_due(look, stored.data)
                met.add(stored.id)
        for call_id in set(self.looked) - met:
            self.looked.pop(call_id, None)

    def _look_if_due(self, look: Callable[[Data], object], data: Data) -> None:
        call_id, now = data["call_id"], self.clock.now()
        if due(data, self.looked.get(call_id), now) and _apart(look, data):
            self.looked[call_id] = now

    def _settle(self, data: Data) -> Call:
        return self.progress.call_book.settle(data["call_id"])

    def inspect(self, data: Data) -> Call:
        """Repair one open call from its chain and from the carrier's own books.

        Raises CarrierUnavailable, CarrierRefused, StoreUnavailable; another tick goes on where
        this one stopped.
        """
        call_id: str = data["call_id"]
        call = self.progress.call_book.settle(call_id)
        if call.consumed_at is None:
            return self._lapse(data, call)
        for leg, kind in ((call.agent, "agent"), (call.lead, "leg")):
            call = self._read(call_id, call, leg, kind)
        call = self._look_into_the_room(call_id, call)
        call = self.progress.dialing.reconcile(call_id, call)
        return self.progress.act(call_id, call)

    def _lapse(self, data: Data, call: Call) -> Call:
        """A permit that nobody used frees its marks."""
        over = self.clock.now() >= from_text(data["expires_at"]) + PERMIT_GRACE
        if not over or call.cause:
            return call
        news = News("call.lapsed", {}, "lapsed", actor="tick")
        return self.progress.hear(data["call_id"], news)

    def _read(self, call_id: str, call: Call, leg: Leg, kind: str) -> Call:
        """The leg as the carrier shows it, when that is further than what we heard."""
        if not leg.live or (kind == "agent" and call.agent_out):
            return call
        shown = self.telephony.call(leg.sid or "") or self._forgotten(call, leg)
        if shown is None or RANK.get(shown.status, -1) <= RANK.get(leg.status, -1):
            return call
        return self.progress.hear(call_id, self._news(kind, shown))

    def _forgotten(self, call: Call, leg: Leg) -> CarrierCall | None:
        """A leg that the carrier does not know, a minute after it must have: it is over."""
        begun = from_text(call.claimed_at or call.consumed_at or "")
        if self.clock.now() < begun + UNKNOWN_FOR:
            return None
        return CarrierCall(leg.sid or "", "failed", None, None, None)

    def _news(self, kind: str, shown: CarrierCall) -> News:
        ended = shown.ended_at or self.clock.now()
        at = ended if RANK.get(shown.status) == RANK["completed"] else self.clock.now()
        body = {
            "call_sid": shown.sid,
            "status": shown.status,
            "at": to_text(at),
            "duration_s": shown.duration_s or 0,
            "source": "tick",
        }
        cause = f"tick:{shown.sid}:{shown.status}"
        return News(f"{kind}.{shown.status}", body, cause, actor="tick")

    def _look_into_the_room(self, call_id: str, call: Call) -> Call:
        """The third trigger of the dial: the join of which no word came; and the lead who came to
        an agent from his assistant unheard of."""
        if call.agent.sid is None or call.agent_gone or call.cause:
            return call
        awaited = call.agent.sid if call.joined_at is None else _moved_lead(call)
        room = self.telephony.room(call_id) if awaited else None
        if room is None or awaited not in [p.call_sid for p in room.participants]:
            return call
        body = {"room_sid": room.sid, "call_sid": awaited, "at": to_text(self.clock.now())}
        word = "tick.joined" if awaited == call.agent.sid else "tick.met"
        return self.progress.hear(call_id, News(word, body, _cause(call, word), actor="tick"))


def _moved_lead(call: Call) -> str | None:
    taken = call.handover
    return call.lead.sid if taken and taken.moved_at and taken.waits else None


def _cause(call: Call, word: str) -> str:
    cause = word.replace(".", "-")
    return f"{cause}:{call.handover.number}" if call.handover else cause


def _apart(look: Callable[[Data], object], data: Data) -> bool:
    """False when it failed. One call that cannot be repaired now keeps no other from it; the next
    tick asks again."""
    try:
        look(data)
    except DomainError as error:
        log.warning("call_not_inspected", extra={"error": type(error).__name__})
        return False
    except Exception:
        log.exception("inspection_broke")
        return False
    return True
