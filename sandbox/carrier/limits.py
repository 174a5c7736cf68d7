"""TimeLimit: the longest a leg may talk."""

from sandbox.carrier import legs
from sandbox.carrier.call import Call
from sandbox.carrier.outbound import Then
from sandbox.world import World


def limited(world: World, call: Call, then: Then, limit_s: int | None) -> Then:
    if limit_s is None:
        return then

    async def within() -> None:
        relimit(world, call, limit_s)
        try:
            await then()
        finally:
            if call.limit is not None:
                call.limit.cancel()

    return within


def relimit(world: World, call: Call, limit_s: int) -> None:
    """A new limit on the whole length of an answered call."""
    if call.limit is not None:
        call.limit.cancel()
    since = call.answered_at or world.clock.now()
    spent = (world.clock.now() - since).total_seconds() * world.settings.speed
    call.limit = world.spawn(_cut(world, call, max(0.0, limit_s - spent)))


async def _cut(world: World, call: Call, limit_s: float) -> None:
    await world.pass_time(limit_s)
    legs.finish(world, call, "completed")
