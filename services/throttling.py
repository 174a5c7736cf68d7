"""Guessing gets slower and slower; nobody is locked out for longer than a quarter of an hour."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from services.domain.errors import TooSoon
from services.domain.times import from_text, to_text
from services.ports import Clock, Documents, Transaction
from services.stores import throttles
from services.stores.throttles import MinuteStore, Tally

LONGEST = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Limit:
    """`free` tries without delay, then one second, doubling."""

    kind: str
    free: int


ACCOUNT = Limit("account", free=3)
ADDRESS = Limit("address", free=10)  # an office shares one


def delay_after(failures: int, *, free: int) -> timedelta:
    if failures < free:
        return timedelta()
    return min(LONGEST, timedelta(seconds=2 ** min(failures - free, 16)))


@dataclass(frozen=True)
class Throttling:
    """`index` turns a name into a key that says nothing (HMAC)."""

    documents: Documents
    clock: Clock
    index: Callable[[str], str]

    def claim(self, limit: Limit, name: str) -> None:
        """Count a try before it is looked at, so that parallel ones count too. Raises TooSoon;
        a refused try counts for nothing."""
        now, key = self.clock.now(), self._key(limit, name)

        def count(tx: Transaction) -> None:
            tally = _fresh(throttles.read(tx, key), now)
            wait = from_text(tally.until) - now
            if wait > timedelta():
                raise TooSoon(ceil(wait.total_seconds()))
            failures = tally.failures + 1
            until = now + delay_after(failures, free=limit.free)
            throttles.write(tx, key, Tally(failures, to_text(now), to_text(until)))

        self.documents.transaction(count)

    def forgive(self, limit: Limit, name: str) -> None:
        """Forget every try: the last one was right."""
        key = self._key(limit, name)
        self.documents.transaction(lambda tx: throttles.forget(tx, key))

    def give_back(self, limit: Limit, name: str) -> None:
        """Take back one try, and its delay."""
        key = self._key(limit, name)

        def take_back(tx: Transaction) -> None:
            tally = throttles.read(tx, key)
            if tally:
                fewer = Tally(max(0, tally.failures - 1), tally.last_at, tally.last_at)
                throttles.write(tx, key, fewer)

        self.documents.transaction(take_back)

    def admit(self, name: str, *, per_minute: int) -> tuple[bool, int]:
        """Whether one more of `name` fits into this minute; if so, how many before it did not."""
        minute = to_text(self.clock.now())[:16]
        key = self.index(f"minute:{name}")
        return MinuteStore(self.documents).count(key, minute, limit=per_minute)

    def _key(self, limit: Limit, name: str) -> str:
        return self.index(f"{limit.kind}:{name}")


def _fresh(tally: Tally | None, now: datetime) -> Tally:
    if tally is None or now - from_text(tally.last_at) >= FORGOTTEN_AFTER:
        return Tally(0, to_text(now), to_text(now))
    return tally
