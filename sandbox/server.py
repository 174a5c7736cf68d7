"""The sandbox as one asyncio process: carrier, people, Podio when it is there, control."""

import asyncio
import contextlib
from dataclasses import dataclass

from aiohttp import web

from sandbox.carrier import legs
from sandbox.clock import Clock, SystemClock
from sandbox.control import routes as control
from sandbox.hooks.delivery import Webhook
from sandbox.hooks.journal import Answer
from sandbox.hooks.sender import Sender
from sandbox.people.callees import read_people
from sandbox.podio.routes import routes as podio_routes
from sandbox.podio.state import PodioState
from sandbox.rest import routes as rest
from sandbox.settings import Settings
from sandbox.world import World

HOST = "127.0.0.1"
GOODBYE_S = 1.0  # the last webhooks may take this long when the sandbox stops
FAILED_CALLBACK = {"leg": 15003, "agent": 15003, "conference": 16011}


@dataclass(eq=False)
class Running:
    world: World
    port: int
    _runner: web.AppRunner

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    async def stop(self) -> None:
        """Everybody hangs up; in under two seconds nothing is left."""
        world = self.world
        for call in world.calls.live():
            legs.finish(world, call, "completed" if call.answered_at else "canceled")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(world.hooks.settle(), GOODBYE_S)
        for task in list(world.tasks):
            task.cancel()
        await asyncio.gather(*world.tasks, return_exceptions=True)
        await world.hooks.close()
        await self._runner.cleanup()


async def start(settings: Settings, clock: Clock | None = None) -> Running:
    """Serves when it returns; `.port` is the one taken, `.stop()` ends it."""
    world = build(settings, clock or SystemClock())
    app = web.Application(client_max_size=1024 * 1024)
    app.add_routes(control.routes(world))
    app.add_routes(rest.routes(world))
    if settings.podio:
        _mount_podio(app, settings, world.clock)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    site = web.TCPSite(runner, HOST, settings.port)
    await site.start()
    return Running(world, runner.addresses[0][1], runner)


def _mount_podio(app: web.Application, settings: Settings, clock: Clock) -> None:
    podio = PodioState(settings.podio, clock)
    app.add_routes(podio_routes(podio))

    async def close(_: web.Application) -> None:
        await podio.close()

    app.on_cleanup.append(close)


def build(settings: Settings, clock: Clock) -> World:
    sender = Sender(settings.auth_token)
    world = World(settings, clock, sender, read_people(settings.callees))
    sender.on_failure = lambda webhook, answer: _note_failure(world, webhook, answer)
    return world


def _note_failure(world: World, webhook: Webhook, answer: Answer) -> None:
    code = FAILED_CALLBACK.get(webhook.kind.partition(".")[0])
    if code is not None:
        said = answer.failure or f"status {answer.status}"
        world.alert(code, f"{webhook.kind}: {said}", webhook.fields.get("CallSid", ""))
