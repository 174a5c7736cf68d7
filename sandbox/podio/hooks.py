"""Webhooks out: form bodies, unsigned, sent once, never again."""

import asyncio
import contextlib
import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit, urlunsplit

import aiohttp

TIMEOUT = aiohttp.ClientTimeout(total=5)


@dataclass
class Hook:
    hook_id: int
    ref: tuple[str, int]
    url: str
    type: str
    active: bool = False
    code: str = field(default_factory=lambda: secrets.token_hex(8))

    def as_json(self) -> dict[str, object]:
        status = "active" if self.active else "inactive"
        return {"hook_id": self.hook_id, "url": self.url, "type": self.type, "status": status}


@dataclass
class HookSender:
    """Sends from tasks of its own, so that no request waits for the hook it causes."""

    running: set[asyncio.Task[None]] = field(default_factory=set)
    session: aiohttp.ClientSession | None = None

    def verify(self, hook: Hook) -> None:
        self.send(hook, {"type": "hook.verify", "code": hook.code})

    def send(self, hook: Hook, form: dict[str, str]) -> None:
        """Post `form` to the hook, its URL's query moved into the body as Podio does."""
        parts = urlsplit(hook.url)
        body = dict(parse_qsl(parts.query)) | form | {"hook_id": str(hook.hook_id)}
        bare = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
        task = asyncio.get_running_loop().create_task(self._post(bare, body))
        self.running.add(task)
        task.add_done_callback(self.running.discard)

    async def _post(self, url: str, form: dict[str, str]) -> None:
        if self.session is None:
            self.session = aiohttp.ClientSession(timeout=TIMEOUT)
        # Podio does not deliver again, and nobody is told.
        with contextlib.suppress(aiohttp.ClientError, TimeoutError):
            async with self.session.post(url, data=form):
                pass

    async def close(self) -> None:
        for task in list(self.running):
            task.cancel()
        await asyncio.gather(*self.running, return_exceptions=True)
        if self.session is not None:
            await self.session.close()
            self.session = None
