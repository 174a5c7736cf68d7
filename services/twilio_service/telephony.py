"""Telephony by Twilio: conferences, participants and calls over REST."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from services.domain.errors import CarrierUnavailable
from services.ports import CarrierCall, Dial, MachineDial, Participant, Room
from services.twilio_service.errors import NOT_IN_PROGRESS, already_over, translated

T = TypeVar("T")
PROGRESS = ["initiated", "ringing", "answered", "completed"]


@dataclass(frozen=True)
class TwilioTelephony:
    """`client()` gives a twilio.rest.Client; it is asked for at the first use, which imports it."""

    client: Callable[[], Any]

    def dial(self, order: Dial | MachineDial) -> str:
        return self._ring(order) if isinstance(order, MachineDial) else self._bring(order)

    def redirect(self, call_sid: str, url: str, *, limit_s: int | None = None) -> None:
        """By its own codes alone: an address that the carrier does not take is no call that is
        over."""
        limit = {} if limit_s is None else {"time_limit": limit_s}
        try:
            self._reach(
                lambda client: client.calls(call_sid).update(url=url, method="POST", **limit)
            )
        except _Refused as refusal:
            if refusal.code not in NOT_IN_PROGRESS:
                raise translated(refusal.status, refusal.code) from None

    def _ring(self, order: MachineDial) -> str:
        """The detection runs beside the talk: whoever answers is spoken to at once.

        Source: https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource
        """
        call = self._ask(
            lambda client: client.calls.create(
                from_=order.caller_id,
                to=order.to,
                url=order.turn_url,
                method="POST",
                machine_detection="Enable",
                async_amd="true",
                async_amd_status_callback=order.detection_url,
                status_callback=order.status_url,
                status_callback_event=PROGRESS,
                timeout=order.ring_s,
                time_limit=order.limit_s,
            )
        )
        return str(call.sid)

    def _bring(self, order: Dial) -> str:
        """By the conference's SID: by its name a room could be opened for an agent who has gone.

        Source: https://www.twilio.com/docs/voice/api/conference-participant-resource
        """
        participant = self._ask(
            lambda client: client.conferences(order.room_sid).participants.create(
                from_=order.caller_id,
                to=order.to,
                label="lead",
                beep="false",
                early_media=True,
                end_conference_on_exit=False,
                status_callback=order.status_url,
                status_callback_event=PROGRESS,
                timeout=order.ring_s,
                time_limit=order.limit_s,
            )
        )
        return str(participant.call_sid)

    def hang_up(self, call_sid: str) -> None:
        self._end(lambda client: client.calls(call_sid).update(status="completed"))

    def end_room(self, room_sid: str) -> None:
        self._end(lambda client: client.conferences(room_sid).update(status="completed"))

    def room(self, name: str) -> Room | None:
        rooms = self._ask(
            lambda client: (
                client.conferences.list(friendly_name=name, status="in-progress", limit=1)
                or client.conferences.list(friendly_name=name, status="init", limit=1)
            )
        )
        if not rooms:
            return None
        people = self._ask(lambda client: client.conferences(rooms[0].sid).participants.list())
        return Room(rooms[0].sid, tuple(Participant(p.call_sid, p.label or "") for p in people))

    def call(self, call_sid: str) -> CarrierCall | None:
        found = self._find(lambda client: client.calls(call_sid).fetch())
        return _shown(found) if found else None

    def calls_to(self, number: str, *, caller_id: str, since: datetime) -> Sequence[CarrierCall]:
        """By the instant of creation, in whole seconds: a leg that waits in the carrier's queue has
        no start yet, and a filter by start time leaves it out."""
        found = self._ask(lambda client: client.calls.list(to=number, from_=caller_id, limit=20))
        second = since.replace(microsecond=0)
        ours = [c for c in found if c.date_created is not None and c.date_created >= second]
        return [_shown(call) for call in ours if str(call.direction).startswith("outbound")]

    def _end(self, order: Callable[[Any], object]) -> None:
        try:
            self._reach(order)
        except _Refused as refusal:
            if not already_over(refusal.status, refusal.code):
                raise translated(refusal.status, refusal.code) from None

    def _find(self, question: Callable[[Any], T]) -> T | None:
        try:
            return self._reach(question)
        except _Refused as refusal:
            if refusal.status == 404:
                return None
            raise translated(refusal.status, refusal.code) from None

    def _ask(self, question: Callable[[Any], T]) -> T:
        try:
            return self._reach(question)
        except _Refused as refusal:
            raise translated(refusal.status, refusal.code) from None

    def _reach(self, question: Callable[[Any], T]) -> T:
        """`from None` everywhere: Twilio's message may quote the number, and tracebacks are logged.

        A list that fails raises the package's bare TwilioException, which knows no status.
        """
        import requests
        from twilio.base.exceptions import TwilioException, TwilioRestException

        try:
            return question(self.client())
        except TwilioRestException as error:
            raise _Refused(error.status, error.code) from None
        except (TwilioException, requests.RequestException):
            raise CarrierUnavailable("the carrier did not answer") from None


class _Refused(Exception):
    """An HTTP answer of 4xx or 5xx, before it is translated."""

    def __init__(self, status: int, code: int | None) -> None:
        super().__init__(status)
        self.status, self.code = status, code


def _shown(call: Any) -> CarrierCall:
    return CarrierCall(
        sid=call.sid,
        status=call.status,
        started_at=call.start_time,
        ended_at=call.end_time,
        duration_s=int(call.duration) if call.duration else None,
    )
