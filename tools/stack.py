"""What runs on a machine alone, and how each part is started."""

import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tools import environment, processes

VAR = processes.ROOT / "var"
# Sixteen threads with a heap each keep what they once needed; two heaps give it back.
LEAN = {"MALLOC_ARENA_MAX": "2"}
DEMO_NOTICE = "Ctrl-C ends both."


@dataclass(frozen=True)
class Plan:
    """One application with its sandbox. `moved_by_s` is 0 but in a rehearsal."""

    port: int
    state_dir: Path
    settings: Mapping[str, str]
    at: datetime | None = None

    @property
    def url(self) -> str:
        return self.settings["PUBLIC_URL"]

    @property
    def sandbox_url(self) -> str:
        return self.settings["TWILIO_API_URL"]

    def now(self) -> datetime:
        """Today's date, for the ages of the sandbox's lists."""
        return self.at or datetime.now(UTC)


def daily(port: int) -> Plan:
    return Plan(port, VAR, environment.ensure(VAR / "env", port=port, state_dir=VAR))


def rehearsal(port: int, at: datetime, state_dir: Path | None = None) -> Plan:
    """Both processes' clocks start at `at` now and run on, over an empty `state_dir`."""
    state_dir = state_dir or VAR / "rehearsal" / str(port)
    shutil.rmtree(state_dir, ignore_errors=True)
    settings = environment.ensure(state_dir / "env", port=port, state_dir=state_dir)
    moved_by = at - datetime.now(UTC)
    settings["REHEARSAL_MOVED_BY_S"] = str(moved_by.total_seconds())
    return Plan(port, state_dir, settings, at)


def start_sandbox(plan: Plan) -> processes.Child:
    entry = ["-m", "tests.serve", "sandbox"] if plan.at else ["-m", "sandbox"]
    return started("sandbox", entry, plan, health=f"{plan.sandbox_url}/health")


def start_application(plan: Plan) -> processes.Child:
    entry = "tests.serve:application()" if plan.at else "api.app:app"
    command = ["-m", "gunicorn", "-c", "tools/gunicorn_conf.py", "--no-control-socket"]
    command += ["--bind", f"127.0.0.1:{plan.port}", entry]
    return started("application", command, plan, health=f"{plan.url}/health")


def started(name: str, arguments: Sequence[str], plan: Plan, *, health: str) -> processes.Child:
    command = [sys.executable, *arguments]
    log = plan.state_dir / "log" / f"{name}.log"
    env = {**LEAN, **plan.settings}
    return processes.start(name, command, env=env, log=log, health=health)


def welcome(plan: Plan, people: Sequence[Mapping[str, str]]) -> str:
    """One URL and the sign-ins."""
    when = f" (a rehearsal that began at {plan.at.isoformat()})" if plan.at else ""
    rows = [f"  {p['role']:<8} {p['email']:<28} {p['password']}" for p in people]
    called = f"Be the person who is called: {plan.sandbox_url}/callee"
    return "\n".join([f"\nCleardial runs at {plan.url}{when}", "", *rows, "", called, DEMO_NOTICE])
