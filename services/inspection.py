"""What the tick asks the carrier about open calls: no callback is owed to us, ever."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from services.call_progress import CallProgress, News
from services.domain.call import Call
from services.domain.errors import DomainError
from services.domain.leg import RANK, Leg
from services.domain.times import from_text, to_text
from services.ports import CarrierCall, Clock, Data, Telephony

log = logging.getLogger("cleardial.inspection")
Asked = TypeVar("Asked")

UNKNOWN_FOR = timedelta(seconds=60)
PERMIT_GRACE = timedelta(seconds=10)  # the carrier may still be on its way with the permit


@dataclass(frozen=True)
class Inspection:
    progress: CallProgress
    telephony: Telephony
    clock: Clock

    def inspect_all(self, deadline: datetime) -> None:
        """Every open call, and those whose disposition is owed: their chains may know better."""
        for stored in self.progress.calls.open():
            if self.clock.now() >= deadline:
                return
            _apart(self.inspect, stored.data)
        for stored in self.progress.calls.owing():
            _apart(self.progress.call_book.settle, stored.data["call_id"])

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
        """The third trigger of the dial: the join of which no word came."""
        if call.joined_at or call.agent_gone or call.cause:
            return call
        room = self.telephony.room(call_id)
        if room is None or call.agent.sid not in [p.call_sid for p in room.participants]:
            return call
        body = {"room_sid": room.sid, "call_sid": call.agent.sid, "at": to_text(self.clock.now())}
        return self.progress.hear(call_id, News("tick.joined", body, "tick-joined", actor="tick"))


def _apart(repair: Callable[[Asked], object], asked: Asked) -> None:
    """One call that cannot be repaired now keeps no other from it; the next tick asks again."""
    try:
        repair(asked)
    except DomainError as error:
        log.warning("call_not_inspected", extra={"error": type(error).__name__})
    except Exception:
        log.exception("inspection_broke")
