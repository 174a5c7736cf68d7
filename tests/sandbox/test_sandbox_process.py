"""The process: settings, people, ends, memory, and whose imports it may not have."""

import asyncio
import gc
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import aiohttp
import pytest
import requests

from sandbox.carrier import inbound
from sandbox.carrier.call import Call
from sandbox.carrier.room import Room
from sandbox.people.callees import read_people
from sandbox.server import start
from sandbox.settings import HERE, SettingMissing, from_environment

ENVIRONMENT = {
    "PUBLIC_URL": "http://127.0.0.1:8000/",
    "TWILIO_ACCOUNT_SID": "AC" + "a" * 32,
    "TWILIO_AUTH_TOKEN": "new-token, old-token",
    "TWILIO_API_KEY_SID": "SK" + "b" * 32,
    "TWILIO_API_KEY_SECRET": "secret",
    "TWILIO_APPLICATION_SID": "AP" + "c" * 32,
    "TWILIO_CALLER_IDS": "+12025550100, +13125550100",
}


def test_the_settings_of_the_application_are_enough():
    settings = from_environment(ENVIRONMENT)
    assert (settings.port, settings.auth_token) == (8001, "new-token")
    assert settings.caller_ids == ("+12025550100", "+13125550100")
    assert settings.voice_url == "http://127.0.0.1:8000/webhooks/twilio/voice"
    assert from_environment({**ENVIRONMENT, "PORT": "9000"}).port == 9001
    assert from_environment({**ENVIRONMENT, "SANDBOX_PORT": "7"}).port == 7


@pytest.mark.parametrize("name", sorted(ENVIRONMENT))
def test_a_missing_setting_is_named(name):
    with pytest.raises(SettingMissing, match=name):
        from_environment({key: value for key, value in ENVIRONMENT.items() if key != name})


def test_people_are_found_by_number_then_by_ending():
    people = read_people(HERE / "callees.yaml")
    assert people.find("+13125550112").does == "busy"
    assert people.find("+13125550199").does == "talks"
    people.override("+13125550112", {"does": "talks", "pitch": 123})
    assert people.find("+13125550112").pitch == 123
    assert people.find("+17735550112").does == "busy"
    pitches = [c.pitch for c in people.endings.values() if c.does in ("talks", "voicemail")]
    assert len(pitches) == len(set(pitches)), "each voice is told by its pitch"


def test_nobody_does_what_nobody_can(stage):
    with pytest.raises(Exception, match="400"):
        stage.control("PUT", "/control/callees/+13125550112", does="sings")
    with pytest.raises(Exception, match="400"):
        stage.control("PUT", "/control/callees/+13125550112", sings=True)


def test_the_process_starts_says_where_and_ends_at_once():
    environment = {**os.environ, **ENVIRONMENT, "SANDBOX_PORT": "0"}
    process = subprocess.Popen(
        [sys.executable, "-m", "sandbox"], env=environment, stdout=subprocess.PIPE, text=True
    )
    url = process.stdout.readline().split()[-1]
    assert requests.get(f"{url}/health", timeout=5).json()["status"] == "ok"
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.wait(5) == 0
    process.stdout.close()
    assert time.monotonic() - began < 2


def test_it_stops_in_two_seconds_whoever_hangs(stage):
    async def life():
        kept = []
        silent = await asyncio.start_server(lambda _, writer: kept.append(writer), "127.0.0.1", 0)
        public = f"http://127.0.0.1:{silent.sockets[0].getsockname()[1]}"
        running = await start(replace(stage.sandbox.world.settings, public_url=public))
        inbound.start(running.world, inbound.client_call(running.world, "ag7", {}))
        async with aiohttp.ClientSession() as http, http.ws_connect(f"{running.url}/signal"):
            await asyncio.sleep(0.1)
            began = time.monotonic()
            await running.stop()
            took = time.monotonic() - began
        for writer in kept:
            writer.close()
        silent.close()
        return took, running.world.tasks

    took, left = stage.run(life())
    assert took < 2 and not left


def test_a_taken_port_and_a_missing_key_are_one_sentence(stage):
    taken = {**os.environ, **ENVIRONMENT, "SANDBOX_PORT": str(stage.sandbox.port)}
    for environment in (taken, {"PATH": os.environ["PATH"]}):
        ended = subprocess.run(
            [sys.executable, "-m", "sandbox"],
            env=environment,
            capture_output=True,
            text=True,
            timeout=20,
        )
        assert ended.returncode == 1
        assert ended.stderr.startswith("sandbox: ") and ended.stderr.count("\n") == 1


def live(kind):
    return sum(isinstance(thing, kind) for thing in gc.get_objects())


def test_sixty_calls_leave_nothing_behind(stage, dial_lead):
    def call(index):
        name = f"room{index}"
        agent, room = stage.agent_in_room(name)
        lead = dial_lead(room)
        stage.until(lambda: stage.control("GET", f"/control/calls/{lead}")["joined"])
        stage.control("DELETE", f"/control/calls/{agent}")

    stage.control("PUT", "/control/callees/+13125550108", dials_s=0.1, rings_s=0.1)
    for index in range(60):
        call(index)
        stage.app.heard.clear()
    stage.settled()
    world = stage.sandbox.world
    stage.until(lambda: not world.tasks)
    assert not world.calls.live() and not world.rooms.live() and not world.hooks._lanes
    stage.control("POST", "/control/reset")
    gc.collect()
    assert live(Call) == 0 and live(Room) == 0


def test_what_is_over_is_kept_only_so_long(stage):
    world = stage.sandbox.world
    for shelf in (world.calls, world.rooms):
        for number in range(500):
            shelf.add(f"x{number}", object())
            shelf.retire(f"x{number}")
        assert len(shelf) == shelf._keep
        shelf.forget()
