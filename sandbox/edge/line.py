"""The way from a call to its browser: whichever socket the browser speaks on now."""

import secrets
from typing import Any, Protocol

from aiortc.exceptions import InvalidStateError

from sandbox.carrier.call import Call, MediaFailed
from sandbox.media.rtc import BrowserPort


class Socket(Protocol):
    async def send(self, kind: str, payload: dict[str, Any]) -> None: ...


class BrowserLine:
    """`temporary` is the SDK's own id of the call until it knows ours."""

    def __init__(self, socket: Socket, temporary: str, sdp: str, port: BrowserPort) -> None:
        self.socket, self.temporary, self.port = socket, temporary, port
        self.reconnect = secrets.token_urlsafe(24)
        self.left = False  # the browser itself hung up
        self._offer = sdp

    async def answered(self, call: Call) -> None:
        try:
            sdp = await self.port.answer(self._offer)
        except (ValueError, LookupError, AssertionError, InvalidStateError) as error:
            raise MediaFailed(f"{type(error).__name__} in the offer") from None
        self._offer = ""
        if not call.over:
            payload = {"callsid": call.sid, "sdp": sdp, "reconnect": self.reconnect}
            await self.socket.send("answer", payload)

    async def offered_again(self, call: Call, sdp: str) -> None:
        """ICE restart."""
        payload = {"callsid": call.sid, "sdp": await self.port.answer(sdp)}
        await self.socket.send("answer", {**payload, "reconnect": self.reconnect})

    async def back(self, call: Call, socket: Socket) -> None:
        """The browser lost its socket and speaks on a new one."""
        self.socket = socket
        await socket.send("answer", {"callsid": call.sid, "reconnect": self.reconnect})

    async def over(self, call: Call) -> None:
        if self.left:
            return
        payload: dict[str, Any] = {"callsid": call.sid}
        if call.error is not None:
            code, message = call.error
            payload["error"] = {"code": code, "message": message}
        await self.socket.send("hangup", payload)
