"""What the carrier itself says into a call."""

from sandbox.carrier.call import Call
from sandbox.world import World

LETTERS_PER_S = 15


async def say(world: World, call: Call, text: str) -> None:
    await world.pass_time(len(text) / LETTERS_PER_S)


async def chime(world: World, call: Call) -> None:
    await world.pass_time(1)


def music(world: World, call: Call) -> None:
    """The waiting music of a room whose waitUrl nobody set."""
