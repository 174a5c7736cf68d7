"""The sandbox's Podio on a loopback port, in a thread of its own, with a clock that tests move."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from aiohttp import web

from sandbox.podio import PodioState, routes
from sandbox.podio.hooks import Hook
from sandbox.podio.values import read_values

START = datetime(2026, 11, 18, 16, 0, tzinfo=UTC)
ENV = {
    "PODIO_CLIENT_ID": "client",
    "PODIO_CLIENT_SECRET": "client-secret",
    "PODIO_LEADS_APP_ID": "1001",
    "PODIO_LEADS_APP_TOKEN": "leads-token",
    "PODIO_CALLS_APP_ID": "1002",
    "PODIO_CALLS_APP_TOKEN": "calls-token",
}


class MovableClock:
    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def pass_s(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class RunningPodio:
    """`podio` is the state: tests read it and order faults directly."""

    def __init__(self, clock: MovableClock, *, seeded: bool) -> None:
        self.clock, self.podio = clock, PodioState(ENV, clock)
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.runner, self.port = self._run(self._start(seeded))
        self.url = f"http://127.0.0.1:{self.port}"

    async def _start(self, seeded: bool) -> tuple[web.AppRunner, int]:
        app = web.Application()
        app.add_routes(routes(self.podio, seeded=seeded))
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return runner, site._server.sockets[0].getsockname()[1]

    def idle(self) -> None:
        """Wait until every hook on its way has arrived or failed."""
        self._run(self._hooks_sent())

    async def _hooks_sent(self) -> None:
        while self.podio.sender.running:
            await asyncio.gather(*list(self.podio.sender.running), return_exceptions=True)

    def stop(self) -> None:
        self._run(self.podio.close())
        self._run(self.runner.cleanup())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(timeout=5)
        self.loop.close()

    def edit(self, item_id: int, **fields: object) -> None:
        """As a person would, in Podio's own pages; fields by external id, `_` for `-`."""
        self._run(self._edited(item_id, {k.replace("_", "-"): v for k, v in fields.items()}))

    async def _edited(self, item_id: int, fields: dict[str, object]) -> None:
        item = self.podio.items[item_id]
        values = read_values(self.podio.apps[item.app_id], fields, self.podio.title)
        self.podio.write(item, values)
        self.podio.fire("item.update", item)

    def add_hook(self, url: str) -> None:
        hook = Hook(next(self.podio.ids), ("app", self.podio.leads_app), url, "item.update")
        self.podio.hooks[hook.hook_id] = hook

    def activities(self) -> list:
        """The items of the Call Activity app that are not deleted."""
        mine = [i for i in self.podio.items.values() if i.app_id == self.podio.calls_app]
        return [item for item in mine if not item.newest.deleted]

    def _run(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(timeout=15)


@contextmanager
def running_podio(
    clock: MovableClock | None = None, *, seeded: bool = True
) -> Iterator[RunningPodio]:
    box = RunningPodio(clock or MovableClock(), seeded=seeded)
    try:
        yield box
    finally:
        box.stop()
