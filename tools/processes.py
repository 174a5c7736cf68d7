"""Child processes in groups of their own: started, waited for, ended within five seconds."""

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
GRACE_S = 4.0


class DidNotStart(Exception):
    """A process died, or never answered. The text says which and where its log is."""


@dataclass(frozen=True)
class Child:
    name: str
    health: str  # URL that answers 200 when the process can work
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def dead(self) -> bool:
        return self.process.poll() is not None


def start(
    name: str, command: Sequence[str], *, env: Mapping[str, str], log: Path, health: str
) -> Child:
    """`env` is added to this process's own. Standard output and errors go to `log`."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as sink:
        process = subprocess.Popen(
            list(command),
            cwd=ROOT,
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            start_new_session=True,
        )
    return Child(name, health, process, log)


def wait_until_healthy(children: Sequence[Child], *, within_s: float = 30.0) -> None:
    """Raises DidNotStart, with the last words of the log."""
    deadline = time.monotonic() + within_s
    for child in children:
        while not answers(child.health):
            if child.dead or time.monotonic() > deadline:
                raise DidNotStart(f"The {child.name} did not start; {last_words(child)}")
            time.sleep(0.05)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as reply:  # noqa: S310 loopback, our own URL
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def last_words(child: Child, lines: int = 15) -> str:
    words = child.log.read_text(errors="replace").splitlines()[-lines:]
    return "\n".join([f"{child.log} ends:", *words])


def stop(children: Sequence[Child]) -> None:
    """SIGTERM to every group, SIGKILL to what is left after the grace."""
    for child in children:
        signal_group(child, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_S
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(timeout=max(0.0, deadline - time.monotonic()))
        signal_group(child, signal.SIGKILL)
        child.process.wait()


def signal_group(child: Child, number: signal.Signals) -> None:
    try:
        os.killpg(child.process.pid, number)
    except ProcessLookupError:
        return


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port_pair() -> int:
    """A port whose two successors are free, too: application, sandbox and its mail server."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        if port < 65_000 and all(map(port_is_free, range(port, port + 3))):
            return port
