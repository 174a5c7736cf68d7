"""One open page: somebody plays the person who is called, or listens to how others answer."""

import asyncio
from typing import Any

import av
from aiohttp import web
from aiortc.exceptions import InvalidStateError

from sandbox.carrier import legs
from sandbox.carrier.call import Call
from sandbox.desk.listening import ListeningPort
from sandbox.media.party import Party
from sandbox.media.rtc import BrowserPort
from sandbox.voice.wideband import Resampler
from sandbox.world import World

KEYS = frozenset("0123456789*#")
MOST_KEYS, LONGEST_WORDS = 40, 400
TYPED = 0.95  # confidence in what was typed
WRONG_OFFER = (ValueError, LookupError, AssertionError, InvalidStateError)
Message = dict[str, Any]


def hears_words(call: Call) -> bool:
    """Not while a Gather waits for keys alone: words into that are lost."""
    verb = call.listening
    return verb is None or "speech" in verb.attributes.get("input", "dtmf")


class Seat:
    """`ready`: the next call rings here. `mine`: the call that rings or is answered here, or the
    last one. `followed`: somebody else's call that is heard here."""

    def __init__(self, world: World, socket: web.WebSocketResponse) -> None:
        self.world, self._socket = world, socket
        self.ready = False
        self.mine: Call | None = None
        self.followed: Call | None = None
        self._taking_up = False
        self._listening: ListeningPort | None = None
        self._decision: asyncio.Future[str] | None = None

    @property
    def free(self) -> bool:
        return self.ready and (self.mine is None or self.mine.over)

    @property
    def talking(self) -> Call | None:
        """The call that is answered here now."""
        call = self.mine
        return call if call and call.answered_at and not call.over else None

    async def ring(self, call: Call, patience_s: float) -> str | None:
        """Why nobody answered, or None."""
        await self._unfollow()
        self.mine = call
        self._decision = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(patience_s / self.world.settings.speed):
                return None if await self._decision == "answer" else "busy"
        except TimeoutError:
            return "no_answer"
        finally:
            self._decision = None

    async def hear(self, message: Message) -> None:
        """Raises KeyError, TypeError, ValueError for what is no message of the page."""
        handler = self._HANDLERS.get(str(message["type"]))
        if handler is None:
            raise ValueError("no such message")
        await handler(self, message)

    async def tell(self, message: Message) -> None:
        if not self._socket.closed:
            await self._socket.send_json(message)

    async def gone(self) -> None:
        """The page is closed: whoever sat here has hung up."""
        self.ready = False
        self._decide("decline")
        await self._unfollow()
        if self.talking is not None:
            legs.finish(self.world, self.talking, "completed")

    async def _be_ready(self, message: Message) -> None:
        self.ready = bool(message["on"])

    async def _answer(self, message: Message) -> None:
        """With an offer there is sound, without one only words."""
        if self._decision is None or self.mine is None or self._taking_up:
            return
        self._taking_up = True
        try:
            if message.get("sdp"):
                await self._take_up(self.mine, str(message["sdp"]))
        finally:
            self._taking_up = False
        self._decide("answer")

    async def _take_up(self, call: Call, offer: str) -> None:
        resampler = Resampler()

        def sound(frame: av.AudioFrame) -> None:
            if call.ear is not None:
                call.ear.feed(resampler.feed(frame))

        port = BrowserPort(call.press, lambda: None, sound)
        if not await self._connect(port, offer) or call.over:
            await port.close()  # no sound, or the caller gave up meanwhile
            return
        call.port = port

    async def _connect(self, port: BrowserPort, offer: str) -> bool:
        try:
            await self.tell({"type": "answer", "sdp": await port.answer(offer)})
        except WRONG_OFFER:
            await self.tell({"type": "silent"})
            return False
        return True

    async def _decline(self, message: Message) -> None:
        self._decide("decline")

    async def _hang_up(self, message: Message) -> None:
        if self.talking is not None:
            legs.finish(self.world, self.talking, "completed")

    async def _press(self, message: Message) -> None:
        keys = str(message["keys"])
        if not set(keys) <= KEYS or len(keys) > MOST_KEYS:
            raise ValueError("no keys of a telephone")
        if self.talking is not None:
            self.talking.press(keys)

    async def _say(self, message: Message) -> None:
        text = str(message["text"]).strip()[:LONGEST_WORDS]
        call = self.talking
        if call is not None and text and hears_words(call):
            call.words.put_nowait((text, TYPED))

    async def _follow(self, message: Message) -> None:
        """Without an offer only the words are followed."""
        await self._unfollow()
        call = self.world.calls.get(str(message["sid"]))
        if call is None or call.over or self.talking is not None:
            return
        self.followed = call
        if message.get("sdp") and isinstance(call.port, Party):
            port = ListeningPort()
            if await self._connect(port, str(message["sdp"])):
                self._listening = port
                call.port.listeners.add(port)

    async def _unfollow(self, message: Message | None = None) -> None:
        call, port = self.followed, self._listening
        self.followed, self._listening = None, None
        if call is not None and port is not None and isinstance(call.port, Party):
            call.port.listeners.discard(port)
        if port is not None:
            await port.close()

    def _decide(self, what: str) -> None:
        if self._decision is not None and not self._decision.done():
            self._decision.set_result(what)

    _HANDLERS = {
        "ready": _be_ready,
        "answer": _answer,
        "decline": _decline,
        "hang_up": _hang_up,
        "keys": _press,
        "say": _say,
        "follow": _follow,
        "unfollow": _unfollow,
    }
