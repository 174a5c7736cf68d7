"""Application and sandbox at an instant of our choice, in processes of their own.

The only place that moves a clock. `make run AT=...`, the demo, the bench and the browser tests
come through here; `api.app:app` has no way to do it.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests

from tools import processes, seed, seeding, stack

# A Wednesday in November, 12:30 in Chicago, 10:30 in Los Angeles, 13:30 in New York.
MIDDAY = datetime(2026, 11, 18, 18, 30, tzinfo=UTC)


@dataclass(frozen=True)
class MovedClock:
    """The system's clock, moved by a fixed time: it starts where it was set and runs on."""

    by: timedelta

    def now(self) -> datetime:
        return datetime.now(UTC) + self.by


@dataclass(frozen=True)
class Served:
    """A running pair. `people` are the sign-ins: role, name, email, password."""

    plan: stack.Plan
    people: Sequence[Mapping[str, str]]
    children: Sequence[processes.Child]

    @property
    def url(self) -> str:
        return self.plan.url

    @property
    def sandbox_url(self) -> str:
        return self.plan.sandbox_url

    def person(self, role: str) -> Mapping[str, str]:
        return next(person for person in self.people if person["role"] == role)

    def sandbox(self, method: str, path: str, body: object = None) -> Any:
        """One request to the sandbox's control API; its JSON, or None."""
        answer = requests.request(method, f"{self.sandbox_url}{path}", json=body, timeout=10)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def log(self, name: str) -> str:
        return (self.plan.state_dir / "log" / f"{name}.log").read_text(errors="replace")


@contextmanager
def serving(at: datetime = MIDDAY, *, more_agents: int = 0, **settings: str) -> Iterator[Served]:
    """A fresh pair on free ports, in an empty state directory, ended and removed afterwards."""
    state_dir = Path(tempfile.mkdtemp(prefix="cleardial-"))
    plan = stack.rehearsal(processes.free_port_pair(), at, state_dir)
    plan = stack.Plan(plan.port, state_dir, {**plan.settings, **settings}, at)
    children: list[processes.Child] = []
    try:
        children.append(stack.start_sandbox(plan))
        people = seed.ensure(plan, more_agents=more_agents)
        children.append(stack.start_application(plan))
        processes.wait_until_healthy(children)
        yield Served(plan, people, children)
    finally:
        processes.stop(children)
        shutil.rmtree(state_dir)


def moved_clock() -> MovedClock:
    return MovedClock(timedelta(seconds=float(os.environ["REHEARSAL_MOVED_BY_S"])))


def application() -> Any:
    """For gunicorn: the application under the moved clock."""
    from api.app import create_app

    return create_app(clock=moved_clock())


def sandbox() -> None:
    """The stand-ins under the moved clock."""
    from sandbox.__main__ import main

    main(clock=moved_clock())


def seed_it() -> None:
    """The application's own commands under the moved clock."""
    seeding.run(application())


if __name__ == "__main__":
    {"sandbox": sandbox, "seed": seed_it}[sys.argv[1]]()
