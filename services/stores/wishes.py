"""`wishes/<person>`: what a person told us that limits every later call: when and where not to
call, and what stands in the way. A person is `lead:<id>`, or `number:<id>` for a bare number."""

from collections.abc import Callable
from dataclasses import dataclass

from services.ports import Data, Documents, Stored, Transaction

WISHES = "wishes"
Write = Callable[[], None]


@dataclass(frozen=True)
class Restriction:
    """`scope`: a word of `Alarmed.scope`. `number_key`: the number on which it was said."""

    scope: str
    number_key: str
    at: str


@dataclass(frozen=True)
class Flag:
    flag: str
    at: str


@dataclass(frozen=True)
class Wished:
    restrictions: tuple[Restriction, ...] = ()
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True)
class Wishes:
    documents: Documents

    def of(self, person: str) -> Wished:
        """Those that stand, in the order in which they were said."""
        return held(self.documents.get(WISHES, person))

    def forget(self, person: str) -> None:
        """On which number it was said. What was said stays: it still binds us. Twice is once."""

        def write(tx: Transaction) -> None:
            stored = tx.get(WISHES, person)
            if stored:
                rows = [row | {"number_key": ""} for row in stored.data["restrictions"]]
                tx.put(WISHES, person, stored.data | {"restrictions": rows})

        self.documents.transaction(write)

    def lift(self, person: str, flag: str, *, at: str) -> None:
        """A person of ours has seen to it: the flag stands no more. Twice is once."""

        def write(tx: Transaction) -> None:
            stored = tx.get(WISHES, person)
            if stored:
                flags = [row for row in stored.data["flags"] if row["flag"] != flag]
                lifted = [*stored.data["lifted"], {"flag": flag, "at": at}]
                changed = {"flags": flags, "lifted": lifted}
                if flags != stored.data["flags"]:
                    tx.put(WISHES, person, stored.data | changed)

        self.documents.transaction(write)


def restrict(tx: Transaction, person: str, restriction: Restriction) -> Write:
    """Reads what the person said before; returns the write that adds this, once."""
    row = {"scope": restriction.scope, "number_key": restriction.number_key}
    return _adding(tx, person, "restrictions", row, at=restriction.at)


def flag(tx: Transaction, person: str, said: Flag) -> Write:
    """Reads what the person said before; returns the write that adds this, once."""
    return _adding(tx, person, "flags", {"flag": said.flag}, at=said.at)


def _adding(tx: Transaction, person: str, field: str, row: Data, *, at: str) -> Write:
    stored = tx.get(WISHES, person)
    data: Data = stored.data if stored else {"restrictions": [], "flags": [], "lifted": []}
    known = any(row.items() <= held.items() for held in data[field])

    def write() -> None:
        if not known:
            tx.put(WISHES, person, data | {field: [*data[field], row | {"at": at}]})

    return write


def held(stored: Stored | None) -> Wished:
    """The wishes of one document."""
    data: Data = stored.data if stored else {"restrictions": [], "flags": []}
    return Wished(
        tuple(Restriction(r["scope"], r["number_key"], r["at"]) for r in data["restrictions"]),
        tuple(Flag(row["flag"], row["at"]) for row in data["flags"]),
    )
