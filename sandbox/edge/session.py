"""One PStream socket: what the SDK says, and what it is told. Frames: {type, payload, version}."""

import asyncio
import json
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from sandbox.carrier import inbound, legs
from sandbox.carrier.call import Call
from sandbox.edge.line import BrowserLine
from sandbox.edge.token import INVALID, Grant, TokenRefused, check
from sandbox.media.rtc import BrowserPort
from sandbox.world import World

VERSION = "1.6"
LONGEST_RECONNECT_S = 30
NOT_FOUND, WRONG_APPLICATION = 31404, 21218


class Session:
    def __init__(self, world: World, socket: web.WebSocketResponse) -> None:
        self.world, self._socket = world, socket
        self.grant: Grant | None = None
        self.reconnect_s = 0

    async def send(self, kind: str, payload: dict[str, Any]) -> None:
        if self._socket.closed:
            return
        frame = {"type": kind, "payload": payload, "version": VERSION}
        try:
            await self._socket.send_str(json.dumps(frame))
        except ConnectionError:
            return  # the browser has gone; its calls notice by themselves

    async def hear(self, text: str) -> None:
        frame = json.loads(text)
        handler = self._HANDLERS.get(frame.get("type"))
        if handler is None:
            self.world.alert(INVALID, f"PStream: unknown message {frame.get('type')!r}", "")
            return
        await handler(self, frame.get("payload") or {})

    def calls(self) -> list[Call]:
        return [
            call
            for call in self.world.calls.live()
            if isinstance(call.line, BrowserLine) and call.line.socket is self
        ]

    async def gone(self) -> None:
        """The socket closed. Its calls wait for the browser to come back, then end."""
        if self.grant and self.world.sessions.get(self.grant.identity) is self:
            del self.world.sessions[self.grant.identity]
        for call in self.calls():
            self.world.spawn(self._wait_for_browser(call))

    async def _wait_for_browser(self, call: Call) -> None:
        await asyncio.sleep(self.reconnect_s)
        if isinstance(call.line, BrowserLine) and call.line.socket is self:
            legs.finish(self.world, call, "completed")

    async def _refuse(self, code: int, message: str, call: str | None = None) -> None:
        payload: dict[str, Any] = {"error": {"code": code, "message": message}}
        if call is None:
            await self.send("error", payload)
        else:
            await self.send("hangup", {"callsid": call, **payload})

    async def _listen(self, said: dict[str, Any]) -> None:
        try:
            grant = check(self.world.settings, self.world.clock, str(said.get("token")))
        except TokenRefused as refused:
            await self._refuse(refused.code, refused.message)
            return
        self.grant = grant
        wanted = said.get("reconnectTimeout") or 0
        self.reconnect_s = min(int(wanted), LONGEST_RECONNECT_S)
        token = {"identity": grant.identity, "ttl": grant.ttl_s}
        place = {"edge": "sandbox", "region": "US_EAST_VIRGINIA", "home": "us1"}
        await self.send("connected", {**place, "gateway": "sandbox", "token": token})

    async def _register(self, said: dict[str, Any]) -> None:
        if self.grant is None:
            await self._refuse(INVALID, "register before a valid token")
            return
        wanted = bool((said.get("media") or {}).get("audio"))
        if wanted:
            self.world.sessions[self.grant.identity] = self
        elif self.world.sessions.get(self.grant.identity) is self:
            del self.world.sessions[self.grant.identity]
        await self.send("ready" if wanted else "offline", {})

    async def _invite(self, said: dict[str, Any]) -> None:
        if "reconnect" in said:
            await self._come_back(said)
        elif self.grant is None:
            await self._refuse(INVALID, "invite before a valid token", said["callsid"])
        elif self.grant.application_sid != self.world.settings.application_sid:
            await self._refuse(WRONG_APPLICATION, "Invalid ApplicationSid", said["callsid"])
        else:
            await self._place(said, self.grant.identity)

    async def _place(self, said: dict[str, Any], identity: str) -> None:
        text = (said.get("twilio") or {}).get("params") or ""
        params = dict(parse_qsl(text, keep_blank_values=True))
        call = inbound.client_call(self.world, identity, params)
        call.port = BrowserPort(call.press, lambda: self._media_gone(call))
        call.line = BrowserLine(self, said["callsid"], said["sdp"], call.port)
        await self.send("ringing", {"callsid": call.sid})
        inbound.start(self.world, call)

    def _media_gone(self, call: Call) -> None:
        """A closed tab closes media and socket; a lost network comes back with a reinvite."""
        if self._socket.closed and call in self.calls():
            legs.finish(self.world, call, "completed")

    async def _come_back(self, said: dict[str, Any]) -> None:
        call = self._find(said)
        if call is None or said["reconnect"] != call.line.reconnect:
            await self._refuse(NOT_FOUND, "no such call", said["callsid"])
            return
        await call.line.back(call, self)

    async def _reinvite(self, said: dict[str, Any]) -> None:
        call = self._find(said)
        if call is None:
            await self._refuse(NOT_FOUND, "no such call", said["callsid"])
            return
        await call.line.offered_again(call, said["sdp"])

    async def _hangup(self, said: dict[str, Any]) -> None:
        call = self._find(said)
        if call is not None:
            call.line.left = True
            legs.finish(self.world, call, "completed" if call.answered_at else "no-answer")

    async def _dtmf(self, said: dict[str, Any]) -> None:
        call = self._find(said)
        if call is not None:
            call.press(str(said.get("dtmf", "")))

    async def _message(self, said: dict[str, Any]) -> None:
        known = {name: said.get(name) for name in ("callsid", "voiceeventsid")}
        await self.send("ack", {"acktype": "message", **known})

    def _find(self, said: dict[str, Any]) -> Any:
        """A live call of a browser, by our sid or the SDK's temporary one."""
        sid = said.get("callsid")
        for call in self.world.calls.live():
            line = call.line
            if isinstance(line, BrowserLine) and sid in (call.sid, line.temporary):
                return call
        return None

    _HANDLERS = {
        "listen": _listen,
        "register": _register,
        "invite": _invite,
        "reinvite": _reinvite,
        "hangup": _hangup,
        "reject": _hangup,
        "dtmf": _dtmf,
        "message": _message,
    }
