"""The sandbox on a free port, an application that only listens, and the real twilio package."""

import asyncio
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
from aiohttp import web
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from sandbox.server import Running, start
from sandbox.settings import Settings

ACCOUNT, APPLICATION = "AC" + "a" * 32, "AP" + "c" * 32
KEY, KEY_SECRET, TOKEN = "SK" + "b" * 32, "key-secret-" + "k" * 30, "auth-token-" + "t" * 21
OURS, LEAD = "+12025550100", "+13125550199"
NOON = datetime(2026, 11, 18, 18, 30, tzinfo=UTC)


class FromNoon:
    def __init__(self) -> None:
        self.moved = NOON - datetime.now(UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.moved


@dataclass
class Heard:
    """One request to the application: what a webhook route would see."""

    path: str
    form: dict[str, str]
    url: str
    headers: dict[str, str]
    method: str


@dataclass
class Application:
    """Answers TwiML by path; everything else 204. `status` fails a path on purpose."""

    url: str = ""
    heard: list[Heard] = field(default_factory=list)
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)  # type, text
    twiml: dict[str, str] = field(default_factory=dict)
    status: dict[str, list[int]] = field(default_factory=dict)
    content_type: str = "text/xml"

    async def answer(self, request: web.Request) -> web.Response:
        if request.path in self.pages:
            kind, text = self.pages[request.path]
            return web.Response(text=text, content_type=kind)
        form = {str(k): str(v) for k, v in (await request.post() or request.query).items()}
        url = self.url + request.raw_path
        heard = Heard(request.path, form, url, dict(request.headers), request.method)
        self.heard.append(heard)
        if self.status.get(request.path):
            return web.Response(status=self.status[request.path].pop(0))
        if request.path in self.twiml:
            body = self.twiml[request.path].encode()
            headers = {"Content-Type": self.content_type} if self.content_type else {}
            return web.Response(body=body, headers=headers)
        return web.Response(status=204)

    def at(self, prefix: str) -> list[dict[str, str]]:
        return [heard.form for heard in self.heard if heard.path.startswith(prefix)]


@dataclass
class Stage:
    sandbox: Running
    app: Application
    loop: asyncio.AbstractEventLoop

    def control(self, method: str, path: str, **json: Any) -> Any:
        answer = requests.request(method, f"{self.sandbox.url}{path}", json=json or None, timeout=5)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def carrier(self, user: str = ACCOUNT, password: str = TOKEN) -> Client:
        base = self.sandbox.url

        class Swapped(TwilioHttpClient):
            def request(self, method: str, url: str, *args: Any, **more: Any) -> Any:
                return super().request(
                    method, url.replace("https://api.twilio.com", base), *args, **more
                )

        return Client(user, password, ACCOUNT, http_client=Swapped())

    def call(self, **more: Any) -> str:
        """CallSid of a call to the lead, who hears what `/answer` says."""
        order = {
            "to": LEAD,
            "from_": OURS,
            "url": f"{self.app.url}/answer",
            "status_callback": f"{self.app.url}/leg",
            "status_callback_event": ["initiated", "ringing", "answered", "completed"],
        }
        return self.carrier().calls.create(**{**order, **more}).sid

    def shown(self, sid: str) -> Any:
        return self.control("GET", f"/control/calls/{sid}")

    def over(self, sid: str) -> Any:
        """What is shown of the call once it has ended and all has been said of it."""
        self.until(lambda: self.shown(sid)["ended_at"])
        self.settled()
        return self.shown(sid)

    def agent_in_room(self, name: str = "room1", extra: str = "", **dial: str) -> tuple[str, str]:
        """CallSid and ConferenceSid of an agent who sits alone in a conference."""
        attributes = "".join(f' {key}="{value}"' for key, value in dial.items())
        self.app.twiml["/webhooks/twilio/voice"] = (
            f"<Response><Dial{attributes}><Conference"
            ' participantLabel="agent" startConferenceOnEnter="true" endConferenceOnExit="true"'
            f' beep="false" waitUrl="" statusCallback="{self.app.url}/conference"'
            f' statusCallbackEvent="start end join leave mute hold modify"{extra}>{name}'
            "</Conference></Dial></Response>"
        )
        call = self.control("POST", "/control/client-calls", identity="ag7", params={"permit": "p"})
        self.until(lambda: self.joined(call["sid"], name))
        return call["sid"], self.joined(call["sid"], name)

    def joined(self, call_sid: str, name: str = "room1") -> str:
        for form in self.app.at("/conference"):
            ours = (form["StatusCallbackEvent"], form["FriendlyName"]) == ("participant-join", name)
            if ours and form.get("CallSid") == call_sid:
                return form["ConferenceSid"]
        return ""

    def until(self, true: Any, within_s: float = 5.0) -> None:
        end = time.monotonic() + within_s
        while not true():
            assert time.monotonic() < end, f"waited in vain; heard {self.app.heard}"
            time.sleep(0.01)

    def settled(self) -> None:
        time.sleep(0.02)
        self.control("POST", "/control/settle")

    def run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(10)


def settings(public_url: str, **more: Any) -> Settings:
    return Settings(
        public_url=public_url,
        account_sid=ACCOUNT,
        auth_token=TOKEN,
        api_key_sid=KEY,
        api_key_secret=KEY_SECRET,
        application_sid=APPLICATION,
        caller_ids=(OURS,),
        **{"speed": 50.0, "voice": "tone", **more},
    )


async def _listen(app: Application) -> web.AppRunner:
    site = web.Application()
    site.router.add_route("*", "/{path:.*}", app.answer)
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    app.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    return runner


@pytest.fixture(scope="module")
def sandbox_settings() -> dict[str, Any]:
    return {}


@pytest.fixture(scope="module")
def whole_stage(sandbox_settings):
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    app = Application()

    def run(work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, loop).result(10)

    runner = run(_listen(app))
    running = run(start(settings(app.url, **sandbox_settings), FromNoon()))
    yield Stage(running, app, loop)
    run(running.stop())
    run(runner.cleanup())
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def stage(whole_stage):
    """Between tests everybody hangs up and everything is forgotten."""
    yield whole_stage
    whole_stage.control("POST", "/control/reset")
    whole_stage.app.heard.clear()
    whole_stage.app.twiml.clear()
    whole_stage.app.status.clear()
    whole_stage.app.content_type = "text/xml"


@pytest.fixture
def dial_lead(stage):
    """Adds a lead to the conference as the application does."""

    def dial(room: str, to: str = "+13125550108", **more: Any) -> str:
        order = {
            "from_": OURS,
            "to": to,
            "label": "lead",
            "beep": "false",
            "early_media": True,
            "end_conference_on_exit": False,
            "status_callback": f"{stage.app.url}/leg",
            "status_callback_event": ["initiated", "ringing", "answered", "completed"],
            "timeout": 25,
        }
        return stage.carrier().conferences(room).participants.create(**{**order, **more}).call_sid

    return dial
