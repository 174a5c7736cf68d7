"""What a called person does once the phone is answered."""

from sandbox.carrier.call import Call
from sandbox.people.callees import Callee
from sandbox.world import World


async def talk(world: World, call: Call, callee: Callee) -> None:
    """Speaks, listens, stays; returning means that the person hangs up."""
    await world.pass_time(callee.stays_s)
