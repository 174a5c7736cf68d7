"""Which chains speak of a number, found without the number being written down.

`{HMAC(K1, number)}` holds its chains, each with the person it is about; `{person}` holds the
person's numbers as such keys, so that an erasure finds them all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from services.ports import Data, Documents, Stored, Transaction

NUMBER_INDEX = "number_index"
MOST = 5000  # chains of one number; the oldest make room


@dataclass(frozen=True)
class NumberIndex:
    """`documents` is the main store; `key` hashes a number (E.164) under K1."""

    documents: Documents
    key: Callable[[str], str]

    def note(self, number: str, subject: str, person: str) -> None:
        """The chain `subject` speaks of this number of `person`. Twice is once."""
        key, row = self.key(number), {"subject": subject, "person": person}

        def write(tx: Transaction) -> None:
            chains, keys = _rows(tx, key), _rows(tx, person)
            if row not in chains:
                tx.put(NUMBER_INDEX, key, {"rows": [*chains, row][-MOST:]})
            if {"key": key} not in keys:
                tx.put(NUMBER_INDEX, person, {"rows": [*keys, {"key": key}]})

        self.documents.transaction(write)

    def subjects(self, number: str) -> tuple[str, ...]:
        """The oldest first; none for a number that nobody spoke of."""
        stored = self.documents.get(NUMBER_INDEX, self.key(number))
        return tuple(row["subject"] for row in stored.data["rows"]) if stored else ()

    def persons(self, number: str) -> tuple[str, ...]:
        """Whom the number was ever asked about for, each once."""
        stored = self.documents.get(NUMBER_INDEX, self.key(number))
        rows = stored.data["rows"] if stored else []
        return tuple(dict.fromkeys(row["person"] for row in rows))

    def keys_of(self, person: str) -> tuple[str, ...]:
        """Of every number that was ever asked about for this person, today's or not."""
        return keys_in(self.documents.get(NUMBER_INDEX, person))

    def forget(self, person: str) -> None:
        """Every number of the person, as far as it is about this person. Twice is once."""
        stored = self.documents.get(NUMBER_INDEX, person)
        for row in stored.data["rows"] if stored else []:
            self.documents.transaction(partial(_leave, key=row["key"], person=person))
        self.documents.transaction(lambda tx: tx.delete(NUMBER_INDEX, person))


def keys_in(stored: Stored | None) -> tuple[str, ...]:
    """The keys of a person's document."""
    return tuple(row["key"] for row in stored.data["rows"]) if stored else ()


def _rows(tx: Transaction, id_: str) -> list[Data]:
    stored = tx.get(NUMBER_INDEX, id_)
    return list(stored.data["rows"]) if stored else []


def _leave(tx: Transaction, *, key: str, person: str) -> None:
    """The number's chains without the person's; nothing when those were all."""
    others = [row for row in _rows(tx, key) if row["person"] != person]
    if others:
        tx.put(NUMBER_INDEX, key, {"rows": others})
    else:
        tx.delete(NUMBER_INDEX, key)
