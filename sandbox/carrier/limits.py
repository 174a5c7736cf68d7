"""TimeLimit: the longest a leg may talk."""

from sandbox.carrier import legs
from sandbox.carrier.call import Call
from sandbox.carrier.outbound import Then
from sandbox.world import World


def limited(world: World, call: Call, then: Then, limit_s: int | None) -> Then:
    if limit_s is None:
        return then

    async def within() -> None:
        timer = world.spawn(_cut(world, call, limit_s))
        try:
            await then()
        finally:
            timer.cancel()

    return within


async def _cut(world: World, call: Call, limit_s: int) -> None:
    await world.pass_time(limit_s)
    legs.finish(world, call, "completed")
