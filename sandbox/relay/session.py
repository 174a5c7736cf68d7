"""One relay: a socket to the application, whose texts are spoken to a callee who answers in words.

Two things run at once: what comes from the application is taken in, and the person listens, waits,
speaks. Everything that the person hears or says is told to the application as the carrier tells it.
"""

import asyncio
import json
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from sandbox.carrier import legs
from sandbox.carrier.call import Call
from sandbox.media import speaking
from sandbox.media.voices import duration
from sandbox.people.persona import Rule
from sandbox.relay import frames
from sandbox.relay.frames import Invalid, Piece
from sandbox.world import World

MOST_INVALID = 10
ENDPOINT_S = 0.4  # of silence, until words are held to be complete
GLANCE_S = 0.05


@dataclass
class Outcome:
    """Why the relay is over, as the action is told."""

    status: str = "failed"
    error: str = ""
    handoff: str | None = None


@dataclass(eq=False)
class Relay:
    """`default`: who may interrupt where a message does not say. `drops_after`: prompts, until this
    network loses the socket; None: never."""

    world: World
    call: Call
    ws: aiohttp.ClientWebSocketResponse
    language: str
    default: str
    drops_after: int | None = None
    outcome: Outcome = field(default_factory=Outcome)
    _pieces: deque[Piece] = field(default_factory=deque)
    _asked: list[str] = field(default_factory=list)
    _invalid: int = 0
    _prompts: int = 0
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _answered: bool = True  # nothing new was said to the person since he last spoke

    async def run(self) -> Outcome:
        """Until the application ends it, the person is gone, or the socket is lost."""
        parts = [asyncio.ensure_future(self._take_in()), asyncio.ensure_future(self._live())]
        try:
            await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
            for part in parts:
                if part.done():
                    part.result()
        except ConnectionResetError:
            self.outcome = Outcome("failed", "64105")
        finally:
            for part in parts:
                part.cancel()
            await asyncio.gather(*parts, return_exceptions=True)
        return self.outcome

    async def _take_in(self) -> None:
        async for message in self.ws:
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            try:
                self._take(frames.parse(message.data))
                self._invalid = 0
            except Invalid:
                await self._complain(message.data)
            if self.outcome.handoff is not None:
                return
        self.outcome = Outcome("failed", "64105")

    def _take(self, message: dict[str, Any]) -> None:
        if message["type"] == "text":
            self._pieces.append(frames.piece(message, self.default))
            self._answered = False
            self._news.set()
        elif message["type"] == "language":
            self.language = message.get("transcriptionLanguage", self.language)
        elif message["type"] == "end":
            self.outcome = Outcome("ended", handoff=message.get("handoffData", ""))

    async def _complain(self, frame: str) -> None:
        self.world.alert(64107, "Invalid message received", self.call.sid)
        await self._tell(frames.error(frame))
        self._invalid += 1
        if self._invalid >= MOST_INVALID:
            await self.ws.close(code=1007, message=b"Too many consecutive malformed messages.")

    async def _live(self) -> None:
        """The person's side."""
        while not self.call.over:
            if self._pieces:
                await self._speak()
            elif await self._react():
                continue
            else:
                await self._wait()
        self.outcome = Outcome("completed")

    async def _wait(self) -> None:
        self._news.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(GLANCE_S):
                await self._news.wait()

    async def _speak(self) -> None:
        """All that is there to say, until somebody cuts in."""
        await self._tell(frames.info("agentSpeaking", "on"))
        self._asked.clear()
        while self._pieces and not self.call.over:
            said = self._pieces.popleft()
            rule = self._cuts_in(said)
            if rule is not None:
                await self._cut(said, rule)
                return
            await self._say(said.text)
            if said.cut_by("dtmf") and not self.call.digits.empty():
                await self._stop(said.text, said.text)
                return
        await self._tell(frames.info("agentSpeaking", "off"))

    async def _say(self, text: str) -> None:
        await speaking.say(self.world, self.call, text)
        await self._heard(text)

    async def _heard(self, text: str) -> None:
        if text.strip():
            self._asked.append(text.strip())
            if self.call.persona is not None:
                self.call.persona.hear(text.strip())
            await self._tell(frames.info("tokensPlayed", text.strip()))

    def _cuts_in(self, said: Piece) -> Rule | None:
        persona = self.call.persona
        if persona is None or said.interruptible == "none":
            return None
        return persona.cut_in(said.text, keys_only=not said.cut_by("speech"))

    async def _cut(self, said: Piece, rule: Rule) -> None:
        fragment = " ".join(said.text.split()[: rule.after_words or 0])
        await speaking.say(self.world, self.call, fragment)
        await self._heard(fragment)
        await self._stop(said.text, fragment)
        await self._do(rule)

    async def _stop(self, text: str, fragment: str) -> None:
        """What was still to be said is gone."""
        self._pieces.clear()
        await self._tell(frames.interrupt(fragment, round(duration(fragment) * 1000)))
        await self._tell(frames.info("agentSpeaking", "off"))

    async def _react(self) -> bool:
        """Keys and words from the control API first; then the person's own, once to each turn."""
        if not self.call.digits.empty():
            await self._tell({"type": "dtmf", "digit": self.call.digits.get_nowait()})
            return True
        if not self.call.words.empty():
            text, _ = self.call.words.get_nowait()
            await self._prompt(text)
            return True
        if self._answered or self.call.persona is None:
            return False
        self._answered = True
        rule = self.call.persona.answer(" ".join(self._asked), keys_only=False)
        if rule is not None:
            await self._do(rule)
        return rule is not None

    async def _do(self, rule: Rule) -> None:
        self._answered = True
        await self.world.pass_time(rule.waits_s)
        if rule.hangs_up:
            legs.finish(self.world, self.call, "completed")
        elif rule.presses:
            self._note(f"[{rule.presses}]")
            for digit in rule.presses:
                await self._tell({"type": "dtmf", "digit": digit})
        elif rule.says:
            await self._prompt(rule.says)

    async def _prompt(self, text: str) -> None:
        if self.drops_after is not None and self._prompts >= self.drops_after:
            raise ConnectionResetError
        self._prompts += 1
        self._note(text)
        await self._tell(frames.info("clientSpeaking", "on"))
        await self.world.pass_time(duration(text))
        await self._tell(frames.info("clientSpeaking", "off"))
        await self.world.pass_time(ENDPOINT_S)
        await self._tell(frames.prompt(text, self.language))

    def _note(self, text: str) -> None:
        if self.call.persona is not None:
            self.call.persona.note("callee", text)

    async def _tell(self, message: dict[str, Any]) -> None:
        await self.ws.send_str(json.dumps(message))
