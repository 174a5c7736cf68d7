"""What the first participant's statusCallback is told of a conference."""

from sandbox.carrier.call import Call
from sandbox.carrier.room import Member, Room, Wishes
from sandbox.clock import rfc2822
from sandbox.hooks.delivery import Webhook
from sandbox.world import World

# statusCallbackEvent word -> the event names that it asks for
EVENTS = {
    "start": ("conference-start",),
    "end": ("conference-end",),
    "join": ("participant-join",),
    "leave": ("participant-leave",),
    "mute": ("participant-mute", "participant-unmute"),
    "hold": ("participant-hold", "participant-unhold"),
    "modify": ("participant-modify",),
    "speaker": ("participant-speech-start", "participant-speech-stop"),
    "announcement": ("announcement-end", "announcement-fail"),
}


def tell(world: World, room: Room, event: str, more: dict[str, str] | None = None) -> None:
    watcher = room.watcher
    if watcher is None or event not in watcher.events:
        return
    fields = {
        "AccountSid": world.settings.account_sid,
        "ConferenceSid": room.sid,
        "FriendlyName": room.name,
        "SequenceNumber": str(watcher.sent),
        "StatusCallbackEvent": event,
        "Timestamp": rfc2822(world.clock.now()) or "",
        **(more or {}),
    }
    watcher.sent += 1
    webhook = Webhook(f"conference.{event}", watcher.url, fields, watcher.method)
    world.hooks.post(webhook, lane=room.sid)


def tell_of(world: World, room: Room, event: str, member: Member) -> None:
    tell(world, room, event, _participant(member.call, member.wishes))


def tell_left(world: World, room: Room, party: tuple[Call, Wishes], why: str, status: str) -> None:
    call, wishes = party
    more = {"ParticipantCallStatus": status, "ReasonParticipantLeft": why}
    tell(world, room, "participant-leave", _participant(call, wishes) | more)


def tell_ended(world: World, room: Room, label: str | None) -> None:
    more = {"ReasonConferenceEnded": room.why_ended or "", "Reason": _in_words(room)}
    if room.ended_by:
        more["CallSidEndingConference"] = room.ended_by
    if label:
        more["ParticipantLabelEndingConference"] = label
    tell(world, room, "conference-end", more)


def _participant(call: Call, wishes: Wishes) -> dict[str, str]:
    fields = {
        "CallSid": call.sid,
        "Muted": _flag(wishes.muted),
        "Hold": _flag(wishes.hold),
        "Coaching": _flag(wishes.coaching),
        "EndConferenceOnExit": _flag(wishes.ends),
        "StartConferenceOnEnter": _flag(wishes.starts),
    }
    if wishes.label:
        fields["ParticipantLabel"] = wishes.label
    return fields


def _in_words(room: Room) -> str:
    return (room.why_ended or "").replace("-", " ").capitalize()


def _flag(value: bool) -> str:
    return "true" if value else "false"
