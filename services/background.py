"""The tick: everything that nobody waits for. Two at once are harmless; none for a while, too."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from services.domain.errors import Conflict, DomainError
from services.domain.times import from_text, to_text
from services.ports import Clock, Data, Documents, Transaction

LEASES = "leases"
LONGEST_JOB = timedelta(minutes=2)
OFTEN = timedelta(seconds=30)  # a job this frequent leases its own rows and needs no lease here
SIGN_OF_LIFE = timedelta(seconds=10)

log = logging.getLogger("cleardial.background")


@dataclass(frozen=True)
class Job:
    """`run` works until the deadline and may be stopped and repeated anywhere."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]
    urgent: bool = False  # somebody may be on the line: it must not wait for a slow CRM


@dataclass(frozen=True)
class Background:
    """`rested` remembers within this process what the leases say for all."""

    documents: Documents
    jobs: tuple[Job, ...]
    clock: Clock
    rested: dict[str, datetime] = field(default_factory=dict)

    def tick(self, deadline: datetime) -> list[str]:
        """Run every job that is due; the names of those that failed. Never raises for a job.

        Raises StoreUnavailable when not even the sign of life can be written.
        """
        failed = [job.name for job in self.jobs if not self._run_if_due(job, deadline)]
        if self._due("tick", SIGN_OF_LIFE):
            self._remember("tick")
        return failed

    def split(self) -> "tuple[Background, Background]":
        """The urgent jobs and the others, for two threads."""
        urgent = tuple(job for job in self.jobs if job.urgent)
        patient = tuple(job for job in self.jobs if not job.urgent)
        return replace(self, jobs=urgent), replace(self, jobs=patient)

    def age_s(self) -> int | None:
        """Seconds since the last tick that said so; None when there was none."""
        stored = self.documents.get(LEASES, "tick")
        if stored is None:
            return None
        return int((self.clock.now() - from_text(stored.data["done_at"])).total_seconds())

    def _run_if_due(self, job: Job, deadline: datetime) -> bool:
        """False when it failed."""
        if self.clock.now() >= deadline or not self._due(job.name, job.every):
            return True
        try:
            if job.every <= OFTEN:
                job.run(deadline)
            elif self._lease(job):
                self._run_leased(job, deadline)
        except DomainError as error:
            log.warning("job_failed", extra={"job": job.name, "error": type(error).__name__})
            return False
        except Exception:
            log.exception("job_broke", extra={"job": job.name})
            return False
        return True

    def _run_leased(self, job: Job, deadline: datetime) -> None:
        try:
            job.run(deadline)
        finally:
            self._remember(job.name)

    def _due(self, name: str, every: timedelta) -> bool:
        """True when this process last did it `every` ago; it counts as done from now on."""
        now, last = self.clock.now(), self.rested.get(name)
        if last is not None and timedelta() <= now - last < every:
            return False
        self.rested[name] = now
        return True

    def _lease(self, job: Job) -> bool:
        """True when no process has done it lately and none is at it."""
        now = self.clock.now()

        def take(tx: Transaction) -> bool:
            stored = tx.get(LEASES, job.name)
            data: Data = stored.data if stored else {"done_at": "", "until": ""}
            rested = not data["done_at"] or not _lately(now, data["done_at"], job.every)
            if not rested or data["until"] > to_text(now):
                return False
            tx.put(LEASES, job.name, data | {"until": to_text(now + LONGEST_JOB)})
            return True

        try:
            return self.documents.transaction(take)
        except Conflict:
            return False

    def _remember(self, name: str) -> None:
        done = {"done_at": to_text(self.clock.now()), "until": ""}
        self.documents.transaction(lambda tx: tx.put(LEASES, name, done))


def _lately(now: datetime, done_at: str, every: timedelta) -> bool:
    """False as well when it was done in a time that the clock has left again."""
    return timedelta() <= now - from_text(done_at) < every
