"""Who hears whom in a room."""

from sandbox.carrier.call import Call
from sandbox.carrier.room import Member, Room
from sandbox.media import sound
from sandbox.media.sound import Pcm
from sandbox.world import World


def attend(world: World, room: Room) -> None:
    """Mix this room from now on if somebody in it listens; silent rooms cost nothing."""
    if room in world.metronome or not any(m.call.port.live for m in room.members.values()):
        return
    world.metronome.add(room, _Mix(world, room).beat)


def listened(call: Call, room: Room) -> bool:
    """Whether what this call says is heard by anybody."""
    return any(m.call.port.live for m in room.members.values() if m.call is not call)


class _Mix:
    def __init__(self, world: World, room: Room) -> None:
        self.world, self.room, self.tick, self.rung = world, room, 0, 0

    def beat(self) -> None:
        members = list(self.room.members.values())
        if self.room.over or not any(m.call.port.live for m in members):
            self.world.metronome.remove(self.room)
            return
        self.tick += 1
        spoken = [(member, member.call.port.read()) for member in members]
        ringing = self._ringing()
        for member in members:
            member.call.port.write(self._for(member, spoken, ringing))

    def _for(
        self, ear: Member, spoken: list[tuple[Member, Pcm | None]], ringing: Pcm | None
    ) -> Pcm | None:
        if ear.wishes.hold:
            return None
        frames = [
            frame
            for mouth, frame in spoken
            if frame is not None and mouth is not ear and _reaches(mouth, ear)
        ]
        if ringing is not None:
            frames.append(ringing)
        if len(spoken) == 1 and ear.wishes.music:
            frames.append(sound.music(self.tick))
        return sound.mixed(frames)

    def _ringing(self) -> Pcm | None:
        """Early media of legs that still ring; the first ring begins with the ringing."""
        rings = any(
            wishes.early_media and call.status == "ringing"
            for call, wishes in self.room.pending.values()
        )
        self.rung = self.rung + 1 if rings else 0
        return sound.ringback(self.rung) if rings else None


def _reaches(mouth: Member, ear: Member) -> bool:
    wishes = mouth.wishes
    if wishes.muted or wishes.hold:
        return False
    return not wishes.coaching or wishes.coached == ear.call.sid
