"""One beat each 20 ms for everything that sounds; no beat when nothing does."""

import asyncio
from collections.abc import Callable

from sandbox.media.sound import TICK_S

LATE_S = 0.2  # later than this the beat starts afresh instead of catching up
Beat = Callable[[], None]


class Metronome:
    def __init__(self) -> None:
        self._beats: dict[object, Beat] = {}
        self._task: asyncio.Task[None] | None = None

    def add(self, key: object, beat: Beat) -> None:
        self._beats.setdefault(key, beat)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._run())

    def remove(self, key: object) -> None:
        self._beats.pop(key, None)

    def __contains__(self, key: object) -> bool:
        return key in self._beats

    async def stop(self) -> None:
        self._beats.clear()
        if self._task is not None:
            await asyncio.wait({self._task})

    async def _run(self) -> None:
        now = asyncio.get_running_loop().time
        due = now()
        while self._beats:
            for beat in list(self._beats.values()):
                beat()
            due += TICK_S
            wait = due - now()
            if wait < -LATE_S:
                due = now()
            await asyncio.sleep(max(0.0, wait))
