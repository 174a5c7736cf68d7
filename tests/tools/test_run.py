"""`make run` from the outside: a person at a terminal, and what happens to the processes."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tools import processes

ROOT = Path(__file__).parents[2]
READY = "Ctrl-C ends both."


class Terminal:
    """A command with a terminal of its own, as a shell would start it."""

    def __init__(self, *command: str) -> None:
        self.read = ""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.execvp(command[0], command)  # noqa: S606 this process is the shell

    def wait_for(self, words: str, within_s: float = 60) -> None:
        deadline = time.monotonic() + within_s
        while words not in self.read:
            assert time.monotonic() < deadline, self.read
            self._take()

    def _take(self) -> None:
        if select.select([self.fd], [], [], 0.2)[0]:
            try:
                self.read += os.read(self.fd, 4096).decode(errors="replace")
            except OSError:
                time.sleep(0.1)

    def press_ctrl_c(self) -> None:
        os.write(self.fd, b"\x03")

    def ended(self, within_s: float = 10) -> int:
        """The exit status. Raises AssertionError when it does not end in time."""
        deadline = time.monotonic() + within_s
        while True:
            self._take()
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            assert time.monotonic() < deadline, self.read


@pytest.fixture
def port() -> int:
    return processes.free_port_pair()


@pytest.fixture
def running(port):
    """The application as a person starts it, in a rehearsal so that var/ is left alone."""
    terminal = Terminal("make", "run", f"PORT={port}", "AT=2026-11-18T18:30:00Z")
    yield terminal
    try:
        os.kill(terminal.pid, signal.SIGTERM)
        os.waitpid(terminal.pid, 0)
    except (ProcessLookupError, ChildProcessError):
        pass


def healthy(port: int) -> bool:
    return processes.answers(f"http://127.0.0.1:{port}/health")


def test_make_run_says_where_and_who_and_ctrl_c_ends_it_with_exit_0(running, port):
    running.wait_for(READY)
    assert f"http://127.0.0.1:{port}" in running.read
    assert re.findall(r"^ +(agent|manager|auditor) +\S+@\S+ +\S+", running.read, re.M) == [
        "agent",
        "manager",
        "auditor",
    ]
    assert healthy(port)
    assert healthy(port + 1)
    begun = time.monotonic()
    running.press_ctrl_c()
    assert running.ended() == 0
    assert time.monotonic() - begun < 5
    assert processes.port_is_free(port)
    assert processes.port_is_free(port + 1)


@pytest.mark.parametrize("offset", [0, 1], ids=["application", "sandbox"])
def test_the_death_of_either_ends_both(running, port, offset):
    running.wait_for(READY)
    os.kill(listener(port + offset), signal.SIGKILL)
    assert running.ended() != 0
    assert "ended by itself" in running.read
    assert processes.port_is_free(port)
    assert processes.port_is_free(port + 1)


def listener(port: int) -> int:
    """The first process of the part that listens on `port`: its group's leader."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        words = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        if f"--bind 127.0.0.1:{port}" in words:
            return os.getpgid(int(path.parent.name))
        if "tests.serve sandbox" in words and f"PORT={port - 1}" in environment_of(path.parent):
            return int(path.parent.name)
    raise AssertionError(f"nothing listens on {port}")


def environment_of(process: Path) -> list[str]:
    return (process / "environ").read_bytes().decode(errors="replace").split("\0")


def test_a_taken_port_is_one_sentence_with_its_cure(port):
    command = [sys.executable, "-m", "tools.run", "--port", str(port)]
    taken = subprocess.Popen(
        [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"],
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        while processes.port_is_free(port):
            time.sleep(0.05)
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    finally:
        taken.kill()
        taken.wait()
    assert answer.returncode == 1
    assert f"Port {port} (for the application) is taken" in answer.stderr
    assert f"make run PORT={port + 10}" in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_the_rehearsal_is_marked_on_its_pages(running, port):
    running.wait_for(READY)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in") as page:
        assert "Rehearsal" in page.read().decode()
