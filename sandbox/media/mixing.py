"""Who hears whom in a room."""

from sandbox.carrier.room import Room
from sandbox.world import World


def attend(world: World, room: Room) -> None:
    """Mix this room while somebody in it listens."""
