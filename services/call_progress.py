"""What the carrier, the page and the tick say of a call; and what must be done about it."""

import logging
from dataclasses import dataclass

from services.call_book import CallBook
from services.dialing import Dialing
from services.domain.call import Call
from services.domain.duties import (
    DialLead,
    Duty,
    EndRoom,
    GiveBack,
    HangUp,
    MoveLead,
    duties,
)
from services.domain.errors import CarrierRefused, CarrierUnavailable, NotFound
from services.handing_over import Moving
from services.ports import Clock, Data, Telephony
from services.stores.calls import Calls

log = logging.getLogger("cleardial.call_progress")


@dataclass(frozen=True)
class News:
    """One event. `cause` is the same for the same event, however often it comes."""

    action: str
    body: Data
    cause: str
    actor: str = "carrier"


@dataclass(frozen=True)
class CallProgress:
    calls: Calls
    call_book: CallBook
    dialing: Dialing
    telephony: Telephony
    moving: Moving
    clock: Clock

    def hear(self, call_id: str, news: News) -> Call:
        """Record, settle, act. Raises NotFound for a call that never had a permit."""
        self._known(call_id)
        return self._take(call_id, news)

    def hear_agent_leg(self, call_sid: str, news: News) -> Call | None:
        """News of an agent's leg by its CallSid; None when no call of ours has it."""
        call_id = self.calls.by_leg(call_sid)
        return self.hear(call_id, news) if call_id else None

    def hear_lead_leg(self, call_id: str, attempt_id: str, news: News) -> Call:
        """News of the leg that this attempt ordered. What comes under another attempt's address is
        of no dial of this call: it is kept in the chain, and moves nothing.

        Raises NotFound as `hear` does.
        """
        ordered = self._known(call_id).get("attempt_id")
        if attempt_id == (ordered or self.call_book.settle(call_id).attempt_id):
            return self._take(call_id, news)
        log.warning("foreign_attempt")
        body = {"call_sid": news.body["call_sid"], "status": news.body["status"]}
        return self.call_book.record(
            call_id, "callback.foreign", body, actor="carrier", cause=f"foreign:{news.cause}"
        )

    def _known(self, call_id: str) -> Data:
        stored = self.calls.get(call_id)
        if stored is None:
            raise NotFound("no such call")
        return stored.data

    def _take(self, call_id: str, news: News) -> Call:
        call = self.call_book.record(
            call_id, news.action, news.body, actor=news.actor, cause=news.cause
        )
        return self.act(call_id, call)

    def act(self, call_id: str, call: Call) -> Call:
        """Do the call's duties. One that the carrier refuses or does not answer is left to the
        tick; after a refusal the others are done."""
        for duty in duties(call, self.clock.now()):
            try:
                call = self._do(call_id, call, duty)
            except CarrierRefused as refusal:
                log.warning("duty_refused", extra={"code": refusal.code})
            except CarrierUnavailable:
                return call
        return call

    def _do(self, call_id: str, call: Call, duty: Duty) -> Call:
        if isinstance(duty, DialLead):
            return self._dial(call_id, call)
        if isinstance(duty, MoveLead):
            return self._followed(call_id, call, self.moving.move(call_id, duty))
        if isinstance(duty, GiveBack):
            return self._followed(call_id, call, self.moving.give_back(call_id, duty))
        action, body, cause = _order(duty)
        call = self.call_book.record(call_id, action, body, actor="house", cause=cause)
        if isinstance(duty, HangUp):
            self.telephony.hang_up(duty.call_sid)
        else:
            self.telephony.end_room(duty.room_sid)
        return call

    def _dial(self, call_id: str, call: Call) -> Call:
        """Whatever the dial met, its own duties follow: an agent may have gone meanwhile."""
        return self._followed(call_id, call, self.dialing.dial(call_id, call))

    def _followed(self, call_id: str, before: Call, after: Call) -> Call:
        return self.act(call_id, after) if after != before else after


def _order(duty: HangUp | EndRoom) -> tuple[str, Data, str]:
    if isinstance(duty, HangUp):
        return "hangup.asked", {"call_sid": duty.call_sid}, f"hangup:{duty.call_sid}"
    return "room.end_asked", {"room_sid": duty.room_sid}, f"end:{duty.room_sid}"
