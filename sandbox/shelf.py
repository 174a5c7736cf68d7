"""Things by sid: the living, and the last few of the dead, so that memory stays flat."""

from collections import OrderedDict
from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Shelf(Generic[T]):
    def __init__(self, keep: int) -> None:
        self._keep = keep
        self._live: dict[str, T] = {}
        self._over: OrderedDict[str, T] = OrderedDict()

    def add(self, sid: str, thing: T) -> None:
        self._live[sid] = thing

    def retire(self, sid: str) -> None:
        thing = self._live.pop(sid, None)
        if thing is None:
            return
        self._over[sid] = thing
        while len(self._over) > self._keep:
            self._over.popitem(last=False)

    def forget(self) -> None:
        """The dead only."""
        self._over.clear()

    def get(self, sid: str) -> T | None:
        return self._live.get(sid) or self._over.get(sid)

    def live(self) -> list[T]:
        return list(self._live.values())

    def __iter__(self) -> Iterator[T]:
        """Newest first, as the carrier lists them."""
        yield from reversed(list(self._live.values()))
        yield from reversed(list(self._over.values()))

    def __len__(self) -> int:
        return len(self._live) + len(self._over)
