"""Effects outside: owed in the transaction of their cause, drained here, done once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any, Protocol

from services.domain.errors import (
    Conflict,
    NotFound,
    NotNow,
    OutcomeUnknown,
    Rejected,
)
from services.domain.times import from_text, to_text
from services.ports import AuditTrail, Clock, Data, Deed
from services.stores.outbox import ATTEMPTED, DEAD, WAITING, Effect, OutboxRows, Row

LEASE = timedelta(minutes=2)  # longer than a login, a request and one repetition at 25 s each
FIRST_PROBE = timedelta(seconds=15)  # after an outcome that nobody knows
LAST_PROBE = timedelta(seconds=60)  # when this one finds nothing, nothing was done
FIRST_WAIT_S = 15.0
LONGEST_WAIT_S = 15 * 60.0
GIVE_UP = timedelta(days=3)


class Deliverer(Protocol):
    """One kind of effect. `deliver` and `probe` raise NotNow (nothing was done), OutcomeUnknown or
    Rejected."""

    def deliver(self, payload: Data) -> Data:
        """Do it. The receipt."""

    def probe(self, payload: Data) -> Data | None:
        """The receipt when it has been done already."""

    def delivered(self, payload: Data, receipt: Data) -> tuple[Effect, ...]:
        """Record the receipt; may come again with the same one. What is owed because of it."""


@dataclass(frozen=True)
class Outbox:
    store: OutboxRows
    deliverers: Mapping[str, Deliverer]
    trail: AuditTrail
    clock: Clock
    chance: Callable[[], float] = SystemRandom().random

    def rows(self, state: str, limit: int = 100) -> list[Row]:
        """`waiting`, `attempted`, `done` or `dead`, the newest first."""
        return self.store.page(state, limit)

    def drain(self, deadline: datetime) -> int:
        """Work off due rows until `deadline`; how many are done now."""
        done = 0
        for row in self.store.due(self.clock.now()):
            if self.clock.now() >= deadline:
                break
            leased = self._lease(row)
            done += bool(leased and self._work(leased, known_unsent=row.sent_at is None))
        return done

    def replay(self, row_id: str, actor: str) -> None:
        """Try a dead row again. Raises NotFound, or Conflict when it is not dead."""
        row = self.store.get(row_id)
        if row is None:
            raise NotFound("no such row")
        if row.state != DEAD:
            raise Conflict("the row is not dead")
        self._record_replay(row, actor)
        now = to_text(self.clock.now())
        state = ATTEMPTED if row.sent_at else WAITING
        if not self.store.save(row, state=state, next_at=now, give_up_from=now):
            raise Conflict("somebody else replayed it")

    def _record_replay(self, row: Row, actor: str) -> None:
        body = {"row": row.id, "error": row.last_error or ""}
        cause = f"replay:{row.id}:{row.attempts}"
        self.trail.append(Deed("outbox", "outbox.replayed", body, actor=actor, cause=cause))

    def _lease(self, row: Row) -> Row | None:
        """The row as ours, marked as attempted before anything is sent."""
        now = self.clock.now()
        until = to_text(now + LEASE)
        return self.store.save(
            row,
            state=ATTEMPTED,
            attempts=row.attempts + 1,
            lease_until=until,
            next_at=until,
            sent_at=row.sent_at or to_text(now),
        )

    def _work(self, row: Row, *, known_unsent: bool) -> bool:
        """Whether the row is done now."""
        try:
            if row.receipt is not None:
                return self._finish(row, row.receipt)
            return self._deliver(row) if known_unsent else self._probe(row)
        except Rejected as error:
            return self._bury(row, error.code)
        except Exception as error:  # one bad row must not stop the others
            return self._wait(row, 0.0, type(error).__name__)

    def _deliver(self, row: Row) -> bool:
        try:
            receipt = self.deliverers[row.kind].deliver(row.payload)
        except NotNow as error:
            return self._wait(row, error.after_s, "asked_to_wait", state=WAITING, sent_at=None)
        except Rejected as error:
            return self._bury(row, error.code, sent_at=None)
        except OutcomeUnknown:
            return self._unknown(row)
        return self._finish(row, receipt)

    def _probe(self, row: Row) -> bool:
        try:
            receipt = self.deliverers[row.kind].probe(row.payload)
        except (NotNow, OutcomeUnknown) as error:
            return self._wait(row, getattr(error, "after_s", 0.0), "outcome_unknown")
        if receipt is not None:
            return self._finish(row, receipt)
        conclusive_at = from_text(row.sent_at or row.created_at) + LAST_PROBE
        wait_s = (conclusive_at - self.clock.now()).total_seconds()
        return self._wait(row, wait_s, "outcome_unknown") if wait_s > 0 else self._send_again(row)

    def _send_again(self, row: Row) -> bool:
        marked = self.store.save(row, sent_at=to_text(self.clock.now()))
        return bool(marked and self._deliver(marked))

    def _finish(self, row: Row, receipt: Data) -> bool:
        try:
            following = self.deliverers[row.kind].delivered(row.payload, receipt)
            self.store.finish(row, receipt, following, at=to_text(self.clock.now()))
        except Exception as error:  # done outside, not recorded here: keep the receipt
            return self._wait(row, 0.0, type(error).__name__, receipt=receipt)
        return True

    def _unknown(self, row: Row) -> bool:
        now = self.clock.now()
        changes = {"sent_at": to_text(now), "next_at": to_text(now + FIRST_PROBE)}
        self.store.save(row, last_error="outcome_unknown", lease_until=None, **changes)
        return False

    def _wait(self, row: Row, at_least_s: float, error: str, **changes: Any) -> bool:
        """Later: exponential with jitter, 15 minutes unless the other side asked for more."""
        now = self.clock.now()
        if now - from_text(row.give_up_from or row.created_at) > GIVE_UP:
            return self._bury(row, "gave_up", **changes)
        backoff_s = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(row.attempts - 1, 10))
        wait = timedelta(seconds=max(at_least_s, backoff_s * (1 + self.chance()) / 2))
        changes["next_at"] = to_text(now + wait)
        self.store.save(row, last_error=error, lease_until=None, **changes)
        return False

    def _bury(self, row: Row, code: str, **changes: Any) -> bool:
        changes.pop("state", None)
        self.store.save(row, state=DEAD, last_error=code, lease_until=None, **changes)
        return False
