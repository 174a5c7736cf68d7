"""The straightforward side: its database filled with permits, its requests signed."""

import hashlib
import hmac
import os
import secrets
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from twilio.request_validator import RequestValidator

from bench.baseline_store import connect
from bench.carrier import voice_form
from bench.load import post
from tools import processes

TWILIO_TOKEN = secrets.token_hex(16)
PERMIT_KEY = secrets.token_urlsafe(32)
FAR = "9999"


@dataclass(frozen=True)
class Baseline:
    port: int
    database: Path

    def requests(self, count: int) -> list[bytes]:
        """Signed voice requests, each with a fresh permit, agent and session."""
        connection = connect(str(self.database))
        connection.execute("BEGIN IMMEDIATE")
        made = [self._request(connection) for _ in range(count)]
        connection.execute("COMMIT")
        connection.close()
        return made

    def _request(self, connection: sqlite3.Connection) -> bytes:
        agent, session, permit, call, number = (secrets.token_hex(16) for _ in range(5))
        row = (permit, call, agent, session, "lead-1", number, FAR, None, 0)
        connection.execute("INSERT INTO users VALUES (?, 1, 1)", (agent,))
        connection.execute("INSERT INTO sessions VALUES (?, ?, 1)", (session, agent))
        connection.execute("INSERT INTO permits VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        mac = hmac.new(PERMIT_KEY.encode(), permit.encode(), hashlib.sha256).hexdigest()
        form = voice_form("AC" + "0" * 32, "AP" + "0" * 32, agent, f"{permit}.{mac}")
        url = f"http://127.0.0.1:{self.port}/voice"
        signature = RequestValidator(TWILIO_TOKEN).compute_signature(url, form)
        return post("/voice", form, {"X-Twilio-Signature": signature})


@contextmanager
def running(folder: Path, *, log_apart: bool) -> Iterator[Baseline]:
    """`log_apart`: the audit log is a file of its own, and durable first, as ours is."""
    port = processes.free_port_pair()
    folder = folder / ("apart" if log_apart else "together")
    folder.mkdir()
    database = folder / "baseline.sqlite3"
    env = {
        "TWILIO_AUTH_TOKEN": TWILIO_TOKEN,
        "SESSION_SECRET": PERMIT_KEY,
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "BASELINE_DATABASE": str(database),
        "BASELINE_LOG": str(folder / "log.sqlite3") if log_apart else "",
    }
    with gunicorn("bench.baseline_app:app", port, folder, env):
        yield Baseline(port, database)


@contextmanager
def gunicorn(entry: str, port: int, folder: Path, env: dict[str, str]) -> Iterator[None]:
    """The same server for every side."""
    command = [sys.executable, "-m", "gunicorn", "-c", "bench/gunicorn_conf.py"]
    command += ["--bind", f"127.0.0.1:{port}", entry]
    log = folder / f"{entry.partition(':')[0]}.log"
    health = f"http://127.0.0.1:{port}/health"
    child = processes.start(entry, command, env={**os.environ, **env}, log=log, health=health)
    try:
        processes.wait_until_healthy([child])
        yield
    finally:
        processes.stop([child])
