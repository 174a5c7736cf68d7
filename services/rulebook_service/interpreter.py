"""A kept rulebook, asked line by line in a process of its own."""

import json
import os
import select
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import IO

from services.domain.errors import RulebookUnavailable
from services.ports import Data
from services.rulebook_service.launching import launch
from services.rulebook_zip import KeptRulebook

FIRST_ANSWER_S, ANSWER_S = 20.0, 5.0  # the first waits for the rulebook to load
LONGEST = 8_000_000  # bytes of one answer
DIED = "the kept rulebook's interpreter ended"
SILENT = "the kept rulebook's interpreter did not answer in time"


class Running:
    """One live process. Not for two threads at once."""

    def __init__(self, book: KeptRulebook) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="rulebook-")
        path = Path(self._folder.name) / "book.zip"
        path.write_bytes(book.zip)
        try:
            self.process = launch(path)
        except RulebookUnavailable:
            self._folder.cleanup()
            raise
        self._rest, self._patience = b"", FIRST_ANSWER_S

    def write(self, said: Data) -> None:
        if self.process.stdin is None:
            raise RulebookUnavailable(DIED)
        try:
            self.process.stdin.write(json.dumps(said, separators=(",", ":")).encode() + b"\n")
            self.process.stdin.flush()
        except (OSError, ValueError):
            raise RulebookUnavailable(DIED) from None

    def read(self) -> Data:
        """The next answer. Raises RulebookUnavailable: died, silent, or no JSON."""
        until = monotonic() + self._patience
        while b"\n" not in self._rest:
            self._rest += self._more(until - monotonic())
        line, _, self._rest = self._rest.partition(b"\n")
        self._patience = ANSWER_S
        try:
            said = json.loads(line)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            raise RulebookUnavailable("the kept rulebook's answer cannot be read")
        return said

    def _more(self, patience: float) -> bytes:
        out = self.process.stdout
        if out is None or len(self._rest) > LONGEST:
            raise RulebookUnavailable(DIED)
        if not select.select([out], [], [], max(patience, 0))[0]:
            raise RulebookUnavailable(SILENT)
        got = os.read(out.fileno(), 1 << 16)
        if not got:
            raise RulebookUnavailable(DIED)
        return got

    def end(self) -> None:
        """At once. Twice is once."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                _close(pipe)
        self._folder.cleanup()


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:  # what was not yet written has no reader any more
        return


@dataclass
class KeptInterpreter:
    """`ask` keeps its process, and starts another one once where that has died."""

    book: KeptRulebook
    _running: Running | None = None
    _lock: Lock = field(default_factory=Lock)

    @property
    def program(self) -> int:
        return self.book.program

    def ask(self, said: Data) -> Data:
        with self._lock:
            try:
                return self._asked(said)
            except RulebookUnavailable as trouble:
                self._end()
                if str(trouble) != DIED:
                    raise
            try:
                return self._asked(said)
            except RulebookUnavailable:
                self._end()
                raise

    def close(self) -> None:
        with self._lock:
            self._end()

    def _asked(self, said: Data) -> Data:
        if self._running is None:
            self._running = Running(self.book)
        self._running.write(said)
        return self._running.read()

    def _end(self) -> None:
        if self._running is not None:
            self._running.end()
            self._running = None
