"""What the sandbox's Podio remembers, in memory only."""

import itertools
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from sandbox.podio.faults import Faults
from sandbox.podio.hooks import Hook, HookSender
from sandbox.podio.limits import Limits
from sandbox.podio.schema import calls_app, leads_app
from sandbox.podio.values import Values

KEPT = 5000  # requests in the log


class Clock(Protocol):
    def now(self) -> datetime: ...


@dataclass(frozen=True)
class Version:
    """An item as one write left it. `seen_from`: when reads begin to see it."""

    revision: int
    values: Mapping[int, Values]
    at: datetime
    seen_from: datetime
    external_id: str | None = None
    deleted: bool = False


@dataclass
class Item:
    item_id: int
    app_id: int
    versions: list[Version] = field(default_factory=list)

    @property
    def newest(self) -> Version:
        return self.versions[-1]

    def seen(self, now: datetime) -> Version | None:
        """The version that a read sees, or None when even the first is too young."""
        return next((v for v in reversed(self.versions) if v.seen_from <= now), None)


@dataclass(frozen=True)
class Token:
    app_id: int
    expires_at: datetime


class PodioState:
    """One space with a Leads app and a Calls app, its grants from the settings of this machine."""

    def __init__(self, settings_env: Mapping[str, str], clock: Clock) -> None:
        env = settings_env
        self.clock = clock
        self.client = (env["PODIO_CLIENT_ID"], env["PODIO_CLIENT_SECRET"])
        leads, calls = int(env["PODIO_LEADS_APP_ID"]), int(env["PODIO_CALLS_APP_ID"])
        self.apps = {
            leads: leads_app(leads, env["PODIO_LEADS_APP_TOKEN"]),
            calls: calls_app(calls, env["PODIO_CALLS_APP_TOKEN"], leads=leads),
        }
        self.leads_app, self.calls_app = leads, calls
        # In milliseconds, so that a restart never gives an id out twice.
        self.ids = itertools.count(time.time_ns() // 1_000_000)
        self.items: dict[int, Item] = {}
        self.tasks: dict[int, dict[str, Any]] = {}
        self.comments: dict[int, dict[str, Any]] = {}
        self.hooks: dict[int, Hook] = {}
        self.tokens: dict[str, Token] = {}
        self.refresh_tokens: dict[str, int] = {}
        self.log: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self.limits, self.faults, self.sender = Limits(), Faults(), HookSender()
        self.token_s = 28800

    async def close(self) -> None:
        """Give up undelivered hooks."""
        await self.sender.close()

    def write(self, item: Item, values: Mapping[int, Values], **changes: Any) -> Version:
        """The item's next version, seen by reads after the lag of the hour."""
        now = self.clock.now()
        seen_from = now + timedelta(seconds=self.faults.lag_s)
        if not item.versions:
            version = Version(0, dict(values), now, seen_from, **changes)
        else:
            last = item.newest
            merged = {key: value for key, value in {**last.values, **values}.items() if value}
            moved = {"revision": last.revision + 1, "at": now, "seen_from": seen_from}
            version = replace(last, values=merged, **moved, **changes)
        item.versions.append(version)
        self.items[item.item_id] = item
        return version

    def title(self, item_id: int) -> str | None:
        """The title of an item that may be referenced: it is there and not deleted."""
        item = self.items.get(item_id)
        if item is None or item.newest.deleted:
            return None
        return self.title_of(item, item.newest)

    def title_of(self, item: Item, version: Version) -> str:
        first = self.apps[item.app_id].fields[0].field_id
        values = version.values.get(first)
        return str(values[0]["value"]) if values else f"Item {item.item_id}"

    def fire(self, kind: str, item: Item) -> None:
        """Tell the active hooks of the item's app, from tasks of their own."""
        if self.faults.drop_hooks:
            return
        newest = item.newest
        form = {"item_id": str(item.item_id), "item_revision_id": str(newest.revision)}
        form["external_id"] = newest.external_id or ""
        for hook in list(self.hooks.values()):
            if hook.active and hook.type == kind and hook.ref == ("app", item.app_id):
                self.sender.send(hook, {"type": kind, **form})
