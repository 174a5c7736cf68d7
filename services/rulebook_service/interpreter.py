"""A kept rulebook, asked line by line in a process of its own."""

import json
import os
import select
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from time import monotonic

from services.domain.errors import RulebookUnavailable
from services.ports import Data
from services.rulebook_service.launching import launch
from services.rulebook_zip import KeptRulebook

FIRST_ANSWER_S, ANSWER_S = 20.0, 5.0  # the first waits for the rulebook to load
LONGEST = 8_000_000  # bytes of one answer
SILENT = "the kept rulebook's interpreter did not answer in time"
TOO_LONG = "the kept rulebook's answer is too long"


class Ended(RulebookUnavailable):
    """The process is gone; another one may answer."""

    def __init__(self) -> None:
        super().__init__("the kept rulebook's interpreter ended")


class Running:
    """One live process. Not for two threads at once."""

    def __init__(self, book: KeptRulebook) -> None:
        try:
            self._folder = tempfile.TemporaryDirectory(
                prefix="rulebook-", ignore_cleanup_errors=True
            )
        except OSError as error:
            raise _no_room(error) from None
        try:
            path = Path(self._folder.name) / "book.zip"
            path.write_bytes(book.zip)
            self.process = launch(path)
        except (OSError, RulebookUnavailable) as error:
            self._folder.cleanup()
            raise _no_room(error) if isinstance(error, OSError) else error from None
        self._rest, self._patience = b"", FIRST_ANSWER_S

    def ask(self, said: Data) -> Data:
        """Within the time of one answer, the writing of the question included. Raises Ended, and
        RulebookUnavailable for silence and for what is no answer; then it is not to be asked again.
        """
        until = monotonic() + self._patience
        self._write(json.dumps(said, separators=(",", ":")).encode() + b"\n", until)
        answer = _answer(self._line(until))
        self._patience = ANSWER_S
        return answer

    def end(self) -> None:
        """At once. Twice is once."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()
        self._folder.cleanup()

    def _write(self, line: bytes, until: float) -> None:
        if self.process.stdin is None:
            raise Ended
        into = self.process.stdin.fileno()
        os.set_blocking(into, False)  # a child that reads nothing holds nobody up
        left = memoryview(line)
        while left:
            _wait(into, select.POLLOUT, until)
            try:
                left = left[os.write(into, left) :]
            except BlockingIOError:
                continue
            except OSError:
                raise Ended from None

    def _line(self, until: float) -> bytes:
        while b"\n" not in self._rest:
            if len(self._rest) > LONGEST:
                raise RulebookUnavailable(TOO_LONG)
            self._rest += self._more(until)
        line, _, self._rest = self._rest.partition(b"\n")
        return line

    def _more(self, until: float) -> bytes:
        if self.process.stdout is None:
            raise Ended
        out = self.process.stdout.fileno()
        _wait(out, select.POLLIN, until)
        try:
            got = os.read(out, 1 << 16)
        except OSError:
            raise Ended from None
        if not got:
            raise Ended
        return got


def _wait(descriptor: int, event: int, until: float) -> None:
    """By poll, which knows descriptors of any height."""
    poll = select.poll()
    poll.register(descriptor, event)
    if not poll.poll(max(until - monotonic(), 0) * 1_000):
        raise RulebookUnavailable(SILENT)


def _answer(line: bytes) -> Data:
    try:
        said = json.loads(line)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise RulebookUnavailable("the kept rulebook's answer cannot be read")
    return said


def _no_room(error: OSError) -> RulebookUnavailable:
    return RulebookUnavailable(f"there is no room for the kept rulebook ({type(error).__name__})")


@dataclass
class KeptInterpreter:
    """`ask` keeps its process until `close`, and starts another one once where that has died.
    Whoever asks it after `close` is answered by a process that ends with the answer."""

    book: KeptRulebook
    _running: Running | None = None
    _closed: bool = False
    _lock: Lock = field(default_factory=Lock)

    @property
    def program(self) -> int:
        return self.book.program

    def ask(self, said: Data) -> Data:
        with self._lock:
            try:
                return self._asked(said)
            except Ended:
                return self._asked(said)
            finally:
                if self._closed:
                    self._end()

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self._end()

    def _asked(self, said: Data) -> Data:
        if self._running is None:
            self._running = Running(self.book)
        try:
            return self._running.ask(said)
        except BaseException:  # an answer that nobody waited for is nobody else's answer
            self._end()
            raise

    def _end(self) -> None:
        if self._running is not None:
            self._running.end()
            self._running = None
