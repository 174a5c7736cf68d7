"""A mail server of one process: RFC 5321 as far as a submission needs it, with faults on demand.

STARTTLS is offered where there is a certificate, AUTH where there is a sign-in.
"""

import asyncio
import base64
import binascii
import contextlib
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from sandbox.mail.mailbox import Mailbox

LONGEST_LINE = 2_000
LONGEST_LETTER = 1_000_000
NAME = "mail.cleardial.example"
Fault = tuple[str, str]  # at which word, and what is answered: a reply, `silence` or `drop`


@dataclass(eq=False)
class MailServer:
    """`faults`: each is done once, at the next command that it names."""

    mailbox: Mailbox
    now: Callable[[], datetime]
    context: ssl.SSLContext | None = None
    sign_in: tuple[str, str] | None = None
    implicit_tls: bool = False
    faults: list[Fault] = field(default_factory=list)
    port: int = 0
    _server: asyncio.Server | None = None
    _open: set[asyncio.Task[None]] = field(default_factory=set)

    async def start(self, port: int = 0) -> None:
        context = self.context if self.implicit_tls else None
        self._server = await asyncio.start_server(
            self._talk, "127.0.0.1", port, limit=LONGEST_LETTER, ssl=context
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server:
            self._server.close()
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task:
            self._open.add(task)
        try:
            await Session(self, reader, writer).run()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError):
            pass
        finally:
            if task:
                self._open.discard(task)
            writer.close()
            with contextlib.suppress(OSError, ssl.SSLError):
                await writer.wait_closed()

    def fault_at(self, word: str) -> str | None:
        found = next((fault for fault in self.faults if fault[0] == word), None)
        if found:
            self.faults.remove(found)
        return found[1] if found else None


class Left(ConnectionError):
    """The conversation is over."""


@dataclass(eq=False)
class Session:
    server: MailServer
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    secure: bool = False
    known: bool = False
    sender: str = ""
    to: list[str] = field(default_factory=list)

    async def run(self) -> None:
        self.secure = self.server.implicit_tls
        await self.say("220", f"220 {NAME} ESMTP")
        commands: dict[str, Callable[[str], Awaitable[None]]] = {
            "EHLO": self.ehlo, "HELO": self.helo, "STARTTLS": self.starttls, "AUTH": self.auth,
            "MAIL": self.mail, "RCPT": self.rcpt, "DATA": self.data, "RSET": self.rset,
            "NOOP": self.noop, "QUIT": self.quit,
        }  # fmt: skip
        while True:
            word, _, rest = (await self.line()).partition(" ")
            command = commands.get(word.upper())
            if command is None:
                await self.say("", "500 unknown command")
            else:
                await command(rest)

    async def line(self) -> str:
        raw = await self.reader.readline()
        if not raw:
            raise Left
        return raw.decode("utf-8", "replace").rstrip("\r\n")

    async def say(self, word: str, *lines: str) -> bool:
        """False when a fault was said instead."""
        fault = self.server.fault_at(word) if word else None
        if fault == "silence":
            await asyncio.sleep(3600)
        if fault == "drop":
            raise Left
        written = (fault,) if fault else lines
        self.writer.write("".join(f"{line}\r\n" for line in written).encode())
        await self.writer.drain()
        if fault and fault.startswith("421"):
            raise Left
        return fault is None

    async def ehlo(self, _: str) -> None:
        offers = [NAME, f"SIZE {LONGEST_LETTER}"]
        if self.server.context and not self.secure:
            offers.append("STARTTLS")
        if self.server.sign_in:
            offers.append("AUTH PLAIN")
        marks = ["-"] * (len(offers) - 1) + [" "]
        await self.say("EHLO", *(f"250{m}{o}" for m, o in zip(marks, offers, strict=True)))

    async def helo(self, _: str) -> None:
        await self.say("HELO", f"250 {NAME}")

    async def starttls(self, _: str) -> None:
        if self.server.context is None or self.secure:
            await self.say("STARTTLS", "503 no")
            return
        await self.say("STARTTLS", "220 go ahead")
        await self.writer.start_tls(self.server.context)
        self.secure = True

    async def auth(self, rest: str) -> None:
        kind, _, first = rest.partition(" ")
        if kind.upper() != "PLAIN":
            await self.say("AUTH", "504 only PLAIN")
            return
        with contextlib.suppress(binascii.Error, ValueError):
            _, user, password = base64.b64decode(first).decode().split("\0")
            self.known = (user, password) == self.server.sign_in
        await self.say("AUTH", "235 welcome" if self.known else "535 not you")

    async def mail(self, rest: str) -> None:
        if self.server.sign_in and not self.known:
            await self.say("MAIL", "530 sign in first")
            return
        self.sender, self.to = _path(rest), []
        await self.say("MAIL", "250 ok")

    async def rcpt(self, rest: str) -> None:
        self.to.append(_path(rest))
        await self.say("RCPT", "250 ok")

    async def data(self, _: str) -> None:
        if not await self.say("DATA", "354 end with a dot"):
            return
        lines: list[bytes] = []
        while (raw := await self.reader.readline()) != b".\r\n":
            if not raw:
                raise Left
            lines.append(raw[1:] if raw.startswith(b".") else raw)
        server = self.server
        if server.faults and server.faults[0][0] == "taken" and server.faults[0][1][:1] in "45":
            await self.say("taken", "")
            return
        server.mailbox.take(self.sender, self.to, b"".join(lines), at=server.now())
        await self.say("taken", "250 taken")

    async def rset(self, _: str) -> None:
        self.sender, self.to = "", []
        await self.say("RSET", "250 ok")

    async def noop(self, _: str) -> None:
        await self.say("NOOP", "250 ok")

    async def quit(self, _: str) -> None:
        await self.say("QUIT", "221 goodbye")
        raise Left


def _path(text: str) -> str:
    """`FROM:<a@b> SIZE=…` as a@b."""
    return text.partition("<")[2].partition(">")[0]
