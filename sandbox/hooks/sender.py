"""Webhooks leave from tasks of their own, in order within a lane, with the faults asked for."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from sandbox.hooks.delivery import Webhook, deliver
from sandbox.hooks.faults import Fault, Faults
from sandbox.hooks.journal import Answer, Journal

PATIENCE_S = 1.0  # how long a webhook waits for the one before it in its lane
OVERTAKEN_S = 3.0  # how long a swapped one waits to be overtaken


@dataclass(eq=False)
class _Lane:
    tail: asyncio.Task[Any] | None = None
    passed: asyncio.Event = field(default_factory=asyncio.Event)


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
        else:
            self._start(self._astray(webhook, fault, self._lanes.setdefault(lane, _Lane())))

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
        lane.tail = self._start(self._in_turn(webhook, lane, lane.tail))
        lane.tail.add_done_callback(lambda done: self._sweep(name, done))

    def _sweep(self, name: str, done: asyncio.Task[Any]) -> None:
        lane = self._lanes.get(name)
        if lane is not None and lane.tail is done:
            del self._lanes[name]

    async def _in_turn(
        self, webhook: Webhook, lane: _Lane, before: asyncio.Task[Any] | None
    ) -> None:
        if before is not None:
            await asyncio.wait({before}, timeout=PATIENCE_S)
        await self._deliver(webhook)
        lane.passed.set()

    async def _astray(self, webhook: Webhook, fault: Fault, lane: _Lane) -> None:
        if fault.does == "delay":
            await asyncio.sleep(fault.seconds)
        else:
            lane.passed.clear()
            waiting = asyncio.ensure_future(lane.passed.wait())
            await asyncio.wait({waiting}, timeout=OVERTAKEN_S)
            waiting.cancel()
        await self._deliver(webhook)

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
