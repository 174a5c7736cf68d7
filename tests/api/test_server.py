"""The real server: it refuses a bad start, ticks by itself, and goes in peace."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests
from web_shell import PASSWORD, environment, settings_of

from api.app import create_app
from services.domain.user import Role

ROOT = Path(__file__).parents[2]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def started(values):
    command = [sys.executable, "-m", "gunicorn", "-c", "tools/gunicorn_conf.py", "api.app:app"]
    environ = {"PATH": os.environ["PATH"], **values}
    return subprocess.Popen(command, cwd=ROOT, env=environ, stderr=subprocess.PIPE, text=True)


def until(true, *, seconds=30.0):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.fixture
def values(tmp_path):
    port = free_port()
    dead = {"TWILIO_API_URL": "http://127.0.0.1:9", "PODIO_API_URL": "http://127.0.0.1:9"}
    local = {"PUBLIC_URL": f"http://127.0.0.1:{port}", "PORT": str(port)}
    return {**environment(tmp_path), **dead, **local}


@pytest.fixture
def server(values):
    process = started(values)
    yield process
    process.kill()
    process.communicate()


def tick_age(url):
    try:
        return requests.get(f"{url}/health", timeout=5).json()["checks"]["tick_age_s"]
    except requests.RequestException:  # it is slow to come, or not there yet
        return None


def test_it_ticks_by_itself_and_takes_a_last_checkpoint_beside_an_open_connection(server, values):
    until(lambda: tick_age(values["PUBLIC_URL"]) is not None)
    browser = requests.Session()
    browser.get(f"{values['PUBLIC_URL']}/health", timeout=5)
    app = create_app(settings_of(values))
    services = app.extensions["services"]
    user = services.users.add("A", "a@b.example", role=Role.AGENT, password=PASSWORD, actor="cli")
    server.send_signal(signal.SIGTERM)
    _, said = server.communicate(timeout=10)

    assert server.returncode == 0
    chain = services.trail.chain(f"user:{user.id}")
    assert len(services.checkpoints.listing(chain)) == 1
    services.close()
    browser.close()
    assert "Traceback" not in said


def test_a_missing_key_ends_the_start_by_its_name(values):
    process = started({**values, "SESSION_SECRET": ""})
    _, said = process.communicate(timeout=30)

    assert process.returncode != 0
    assert "SESSION_SECRET is missing." in said
    assert not any(secret in said for secret in values.values() if len(secret) == 44)
