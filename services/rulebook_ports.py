"""What the verbs need of a kept rulebook that runs in an interpreter of its own."""

from collections.abc import Callable
from typing import Protocol

from services.ports import Data


class Interpreter(Protocol):
    """One kept rulebook. Every method raises RulebookUnavailable, with a reason for people."""

    @property
    def program(self) -> int:
        """Which lines it understands: from 2 on `hello` and refusals."""

    def ask(self, said: Data) -> Data:
        """One line, one answer, in a process that stays. Safe to repeat."""


# The interpreter of a version, None when it was never kept. Raises RulebookChanged for a zip that
# somebody has changed. Whoever asks more than one line asks for it anew each time: only a few stay.
Kept = Callable[[str], Interpreter | None]


class Interpreters(Protocol):
    """Processes of their own, for whoever has opened them to close."""

    def of(self, version: str) -> Interpreter | None: ...

    def close(self) -> None: ...
