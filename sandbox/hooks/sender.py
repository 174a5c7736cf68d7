"""Webhooks leave from tasks of their own, in order within a lane, with the faults asked for."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from sandbox.hooks.delivery import Webhook, deliver
from sandbox.hooks.faults import Faults
from sandbox.hooks.journal import Answer, Journal

PATIENCE_S = 1.0  # how long a webhook waits for the one before it in its lane
OVERTAKEN_S = 3.0  # how long a swapped one waits to be overtaken


@dataclass(eq=False)
class _Lane:
    """`held`: swapped webhooks that wait for the next one to pass."""

    tail: asyncio.Task[Any] | None = None
    held: list[asyncio.Event] = field(default_factory=list)


@dataclass(eq=False)
class Sender:
    auth_token: str
    faults: Faults = field(default_factory=Faults)
    journal: Journal = field(default_factory=Journal)
    on_failure: Any = None  # called with (webhook, answer)
    _http: aiohttp.ClientSession | None = None
    _lanes: dict[str, _Lane] = field(default_factory=dict)
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)

    def post(self, webhook: Webhook, *, lane: str) -> None:
        """Send it soon; nobody waits for the answer."""
        fault = self.faults.take(webhook.kind, webhook.fields)
        if fault is None:
            self._queue(webhook, lane)
        elif fault.does == "double":
            self._queue(webhook, lane)
            self._queue(webhook, lane)
        elif fault.does == "drop":
            self.journal.note(kind=webhook.kind, url=webhook.url, fields=webhook.fields, lost=True)
        elif fault.does == "delay":
            self._start(self._late(webhook, fault.seconds))
        else:
            self._start(self._swapped(webhook, lane))

    async def ask(self, webhook: Webhook) -> Answer:
        """Send it and wait for the answer: a request for TwiML."""
        fault = self.faults.take(webhook.kind, webhook.fields)
        if fault is not None and fault.does == "drop":
            return Answer(0, failure="rt")
        if fault is not None and fault.does == "delay":
            await asyncio.sleep(fault.seconds)
        if fault is not None and fault.does == "double":
            await self._deliver(webhook)
        return await self._deliver(webhook)

    async def settle(self) -> None:
        """Wait until nothing is on its way."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._http is not None:
            await self._http.close()

    def _queue(self, webhook: Webhook, name: str) -> None:
        lane = self._lanes.setdefault(name, _Lane())
        overtaken, lane.held = lane.held, []
        lane.tail = self._start(self._in_turn(webhook, lane.tail, overtaken))
        lane.tail.add_done_callback(lambda done: self._sweep(name, done))

    def _sweep(self, name: str, done: asyncio.Task[Any]) -> None:
        lane = self._lanes.get(name)
        if lane is not None and lane.tail is done and not lane.held:
            del self._lanes[name]

    async def _in_turn(
        self,
        webhook: Webhook,
        before: asyncio.Task[Any] | None,
        overtaken: list[asyncio.Event],
    ) -> None:
        if before is not None:
            await asyncio.wait({before}, timeout=PATIENCE_S)
        await self._deliver(webhook)
        for event in overtaken:
            event.set()

    async def _late(self, webhook: Webhook, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self._deliver(webhook)

    def _swapped(self, webhook: Webhook, name: str) -> Coroutine[Any, Any, None]:
        """Held from now on, not only from when its task begins."""
        lane = self._lanes.setdefault(name, _Lane())
        passed = asyncio.Event()
        lane.held.append(passed)
        return self._when_overtaken(webhook, name, passed)

    async def _when_overtaken(self, webhook: Webhook, name: str, passed: asyncio.Event) -> None:
        try:
            await asyncio.wait_for(passed.wait(), OVERTAKEN_S)
        except TimeoutError:
            self._give_up(name, passed)
        await self._deliver(webhook)

    def _give_up(self, name: str, passed: asyncio.Event) -> None:
        """Nothing came after it."""
        lane = self._lanes.get(name)
        if lane is not None and passed in lane.held:
            lane.held.remove(passed)
            if lane.tail is None or lane.tail.done():
                del self._lanes[name]

    async def _deliver(self, webhook: Webhook) -> Answer:
        if self._http is None:
            # A connection of its own for each: a kept one may be closed while a webhook leaves.
            alone = aiohttp.TCPConnector(limit=0, force_close=True)
            self._http = aiohttp.ClientSession(connector=alone)
        answer = await deliver(
            self._http, webhook, auth_token=self.auth_token, journal=self.journal
        )
        if not answer.ok and self.on_failure is not None:
            self.on_failure(webhook, answer)
        return answer

    def _start(self, work: Any) -> asyncio.Task[Any]:
        task: asyncio.Task[Any] = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
