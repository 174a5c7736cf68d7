"""Documents that lose power at a write, before or after it is done."""

from itertools import count

BEFORE, AFTER = "before", "after"
SHARE = 0.15


class Cut(Exception):
    """The power goes here."""


class Wire:
    """`fate` tells of each write whether the power goes BEFORE or AFTER it, or "" not at all.
    While `live` is False it stays on."""

    def __init__(self, inner, fate) -> None:
        self.inner, self.fate, self.live, self.cuts = inner, fate, True, 0

    def __getattr__(self, name):
        return getattr(self.inner, name)

    def create(self, *args, **more):
        return self._write(lambda: self.inner.create(*args, **more))

    def update(self, *args, **more):
        return self._write(lambda: self.inner.update(*args, **more))

    def transaction(self, fn):
        return self._write(lambda: self.inner.transaction(fn))

    def _write(self, do):
        fate = self.fate() if self.live else ""
        self.cuts += bool(fate)
        if fate == BEFORE:
            raise Cut
        done = do()
        if fate == AFTER:
            raise Cut
        return done


def at_write(n, *, after):
    """The fate of a store that loses power at its n-th write alone."""
    numbers, falls = count(1), AFTER if after else BEFORE
    return lambda: falls if next(numbers) == n else ""


def by_chance(chance):
    """Of a store that loses power at about every seventh write."""
    return lambda: chance.choice((BEFORE, AFTER)) if chance.random() < SHARE else ""
