"""Resources as the carrier writes them in JSON. Source of the fields: rest/facts.py's."""

from typing import Any

from sandbox.carrier.call import Call
from sandbox.carrier.progress import API_VERSION
from sandbox.carrier.room import Room, Wishes
from sandbox.clock import rfc2822
from sandbox.world import World

PARTICIPANT_STATUS = {
    "queued": "queued",
    "initiated": "connecting",
    "ringing": "ringing",
    "in-progress": "connected",
    "completed": "complete",
}


def base(world: World) -> str:
    return f"/{API_VERSION}/Accounts/{world.settings.account_sid}"


def call_view(world: World, call: Call) -> dict[str, Any]:
    uri = f"{base(world)}/Calls/{call.sid}"
    return {
        "sid": call.sid,
        "account_sid": world.settings.account_sid,
        "api_version": API_VERSION,
        "answered_by": None,
        "caller_name": None,
        "date_created": rfc2822(call.created_at),
        "date_updated": rfc2822(call.ended_at or call.answered_at or call.created_at),
        "direction": call.direction,
        "duration": str(call.seconds) if call.over else None,
        "end_time": rfc2822(call.ended_at),
        "forwarded_from": None,
        "from": call.from_,
        "from_formatted": _formatted(call.from_),
        "group_sid": None,
        "parent_call_sid": None,
        "phone_number_sid": None,
        "price": None,
        "price_unit": "USD",
        "queue_time": "0",
        "start_time": rfc2822(call.started_at),
        "status": "queued" if call.status == "initiated" else call.status,
        "subresource_uris": {name: f"{uri}/{name.title()}.json" for name in ("events",)},
        "to": call.to,
        "to_formatted": _formatted(call.to),
        "trunk_sid": None,
        "uri": f"{uri}.json",
    }


def conference_view(world: World, room: Room) -> dict[str, Any]:
    uri = f"{base(world)}/Conferences/{room.sid}"
    return {
        "sid": room.sid,
        "account_sid": world.settings.account_sid,
        "api_version": API_VERSION,
        "call_sid_ending_conference": room.ended_by,
        "date_created": rfc2822(room.created_at),
        "date_updated": rfc2822(room.updated_at),
        "friendly_name": room.name,
        "reason_conference_ended": room.why_ended,
        "region": "us1",
        "status": room.status,
        "subresource_uris": {"participants": f"{uri}/Participants.json"},
        "uri": f"{uri}.json",
    }


def participant_view(world: World, room: Room, call: Call, wishes: Wishes) -> dict[str, Any]:
    member = room.members.get(call.sid)
    return {
        "account_sid": world.settings.account_sid,
        "call_sid": call.sid,
        "call_sid_to_coach": wishes.coached,
        "coaching": wishes.coaching,
        "conference_sid": room.sid,
        "date_created": rfc2822(member.joined_at if member else call.created_at),
        "date_updated": rfc2822(member.updated_at if member else call.created_at),
        "end_conference_on_exit": wishes.ends,
        "hold": wishes.hold,
        "label": wishes.label,
        "muted": wishes.muted,
        "queue_time": "0",
        "start_conference_on_enter": wishes.starts,
        "status": PARTICIPANT_STATUS.get(call.status, "failed"),
        "uri": f"{base(world)}/Conferences/{room.sid}/Participants/{call.sid}.json",
    }


def _formatted(number: str) -> str:
    if len(number) == 12 and number.startswith("+1"):
        return f"({number[2:5]}) {number[5:8]}-{number[8:]}"
    return number
