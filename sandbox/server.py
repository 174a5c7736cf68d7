"""The sandbox as one asyncio process: carrier, people, Podio when it is there, control."""

import asyncio
import contextlib
from dataclasses import dataclass

from aiohttp import web

from sandbox.carrier import legs
from sandbox.clock import Clock, SystemClock
from sandbox.control import routes as control
from sandbox.desk import routes as desk
from sandbox.edge import certificate
from sandbox.edge import routes as edge
from sandbox.hooks.delivery import Webhook
from sandbox.hooks.journal import Answer
from sandbox.hooks.sender import Sender
from sandbox.mail import page as mail
from sandbox.mail.smtp import MailServer
from sandbox.media.voices import Voices
from sandbox.people.callees import read_people
from sandbox.podio.routes import routes as podio_routes
from sandbox.podio.state import PodioState
from sandbox.rest import routes as rest
from sandbox.settings import SettingMissing, Settings
from sandbox.voice import recogniser
from sandbox.world import World

HOST = "127.0.0.1"
GOODBYE_S = 0.7  # the last webhooks may take this long when the sandbox stops
CLOSING_S = 0.3  # and the last media this long
FAILED_CALLBACK = {"leg": 15003, "agent": 15003, "conference": 16011}


@dataclass(eq=False)
class Running:
    world: World
    port: int
    tls_port: int | None
    _runner: web.AppRunner
    _mail: MailServer

    @property
    def mail_port(self) -> int:
        """0 when no letters are taken."""
        return self._mail.port

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    async def stop(self) -> None:
        """Everybody hangs up; in under two seconds nothing is left."""
        world = self.world
        for call in world.calls.live():
            legs.finish(world, call, "completed" if call.answered_at else "canceled")
        await asyncio.gather(*(socket.close(code=1001) for socket in list(world.sockets)))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(world.hooks.settle(), GOODBYE_S)
        if world.tasks:
            await asyncio.wait(set(world.tasks), timeout=CLOSING_S)
        for task in list(world.tasks):
            task.cancel()
        await asyncio.gather(*world.tasks, return_exceptions=True)
        await world.metronome.stop()
        await world.hooks.close()
        if world.recogniser is not None:
            world.recogniser.close()
        await self._mail.stop()
        await self._runner.cleanup()


async def start(settings: Settings, clock: Clock | None = None) -> Running:
    """Serves when it returns; `.port` is the one taken, `.stop()` ends it."""
    world = build(settings, clock or SystemClock())
    app = web.Application(client_max_size=1024 * 1024)
    app.add_routes(control.routes(world))
    app.add_routes(rest.routes(world))
    app.add_routes(edge.routes(world))
    app.add_routes(desk.routes(world))
    app.add_routes(mail.routes(world.mailbox))
    if settings.podio:
        _mount_podio(app, settings, world.clock)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.3)
    await runner.setup()
    site = web.TCPSite(runner, HOST, settings.port)
    await site.start()
    tls_port = None
    if settings.tls_port is not None:
        await _serve_tls(runner, world)
        tls_port = runner.addresses[1][1]
    letters = MailServer(world.mailbox, world.clock.now)
    if settings.smtp_port is not None:
        await letters.start(settings.smtp_port)
    return Running(world, runner.addresses[0][1], tls_port, runner, letters)


async def _serve_tls(runner: web.AppRunner, world: World) -> None:
    """The same paths on a TLS port, for a browser whose settings are at their defaults."""
    made = await asyncio.to_thread(certificate.make)
    world.spki = made.spki
    if world.settings.spki_file is not None:
        world.settings.spki_file.write_text(made.spki + "\n")
    site = web.TCPSite(runner, HOST, world.settings.tls_port, ssl_context=made.context)
    await site.start()


def _mount_podio(app: web.Application, settings: Settings, clock: Clock) -> None:
    podio = PodioState(settings.podio, clock)
    app.add_routes(podio_routes(podio))

    async def close(_: web.Application) -> None:
        await podio.close()

    app.on_cleanup.append(close)


def build(settings: Settings, clock: Clock) -> World:
    sender = Sender(settings.auth_token)
    world = World(settings, clock, sender, read_people(settings.callees), Voices(settings.voice))
    if settings.ears:
        world.recogniser = _ears(settings.ears)
    sender.on_failure = lambda webhook, answer: _note_failure(world, webhook, answer)
    return world


def _ears(name: str) -> recogniser.Recogniser:
    """Raises SettingMissing."""
    if name != "pocketsphinx" or not recogniser.is_there():
        raise SettingMissing("SANDBOX_EARS is pocketsphinx, laid by `make run-voice`, or nothing")
    return recogniser.Recogniser()


def _note_failure(world: World, webhook: Webhook, answer: Answer) -> None:
    code = FAILED_CALLBACK.get(webhook.kind.partition(".")[0])
    if code is not None:
        said = answer.failure or f"status {answer.status}"
        world.alert(code, f"{webhook.kind}: {said}", webhook.fields.get("CallSid", ""))
