"""Children are started, found dead, and ended with all that they started."""

import os
import socket
import sys
import time
from pathlib import Path

import pytest

from tools import processes

WEB = (
    "import http.server as h; "
    "h.HTTPServer(('127.0.0.1', {port}), h.SimpleHTTPRequestHandler).serve_forever()"
)
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"


def child(tmp_path, code: str, health: str = "http://127.0.0.1:9/"):
    command = [sys.executable, "-c", code]
    return processes.start("part", command, env={}, log=tmp_path / "part.log", health=health)


def test_a_child_that_answers_is_healthy(tmp_path):
    port = processes.free_port_pair()
    web = child(tmp_path, WEB.format(port=port), f"http://127.0.0.1:{port}/")
    try:
        processes.wait_until_healthy([web], within_s=20)
    finally:
        processes.stop([web])
    assert web.dead


def test_a_dead_child_is_told_with_its_last_words(tmp_path):
    part = child(tmp_path, "raise SystemExit('no key in the environment')")
    with pytest.raises(processes.DidNotStart, match="no key in the environment"):
        processes.wait_until_healthy([part], within_s=20)


def test_a_child_that_ignores_the_request_ends_within_five_seconds(tmp_path):
    part = child(tmp_path, STUBBORN)
    time.sleep(0.3)
    begun = time.monotonic()
    processes.stop([part])
    assert part.dead
    assert time.monotonic() - begun < 5


def test_children_of_a_child_end_with_it(tmp_path):
    code = (
        "import subprocess, sys, time\n"
        "inner = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(inner.pid, flush=True); time.sleep(60)"
    )
    part = child(tmp_path, code)
    while not part.log.read_text().strip():
        time.sleep(0.02)
    inner = int(part.log.read_text())
    processes.stop([part])
    time.sleep(0.1)
    assert not is_running(inner)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


def test_a_taken_port_is_seen():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert not processes.port_is_free(taken.getsockname()[1])


def test_a_pair_of_ports_is_free():
    port = processes.free_port_pair()
    assert processes.port_is_free(port)
    assert processes.port_is_free(port + 1)


def test_a_child_runs_in_a_group_of_its_own(tmp_path):
    part = child(tmp_path, "import time; time.sleep(60)")
    try:
        assert os.getpgid(part.process.pid) == part.process.pid != os.getpgrp()
    finally:
        processes.stop([part])
