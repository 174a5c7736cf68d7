"""`throttles/<HMAC of what is throttled>`: counters that forget."""

from dataclasses import dataclass

from services.ports import Data, Documents, Transaction

THROTTLES = "throttles"


@dataclass(frozen=True)
class Tally:
    """Instants are texts; `until` is the end of the present delay."""

    failures: int
    last_at: str
    until: str


def read(tx: Transaction, key: str) -> Tally | None:
    found = tx.get(THROTTLES, key)
    return Tally(**found.data) if found else None


def write(tx: Transaction, key: str, tally: Tally) -> None:
    tx.put(THROTTLES, key, vars(tally).copy())


def forget(tx: Transaction, key: str) -> None:
    tx.delete(THROTTLES, key)


@dataclass(frozen=True)
class MinuteStore:
    """`throttles/minute-<key>`: how much was let through in one minute, and how much was not."""

    documents: Documents

    def count(self, key: str, minute: str, *, limit: int) -> tuple[bool, int]:
        """Whether this one is within `limit`, and how many before it were not and untold."""

        def write_one(tx: Transaction) -> tuple[bool, int]:
            found = tx.get(THROTTLES, f"minute-{key}")
            data: Data = found.data if found else {"minute": minute, "count": 0, "missed": 0}
            if data["minute"] != minute:
                data = {**data, "minute": minute, "count": 0}
            admitted = data["count"] < limit
            missed = data["missed"]
            after = {
                "minute": minute,
                "count": data["count"] + int(admitted),
                "missed": 0 if admitted else missed + 1,
            }
            tx.put(THROTTLES, f"minute-{key}", after)
            return admitted, missed if admitted else 0

        return self.documents.transaction(write_one)
