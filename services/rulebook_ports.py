"""What the verbs need of a kept rulebook that runs in an interpreter of its own."""

from typing import Protocol

from services.ports import Data


class Interpreter(Protocol):
    """One kept rulebook. Every method raises RulebookUnavailable, with a reason for people."""

    @property
    def program(self) -> int:
        """Which lines it understands: from 2 on `hello` and refusals."""

    def ask(self, said: Data) -> Data:
        """One line, one answer, in a process that stays. Safe to repeat."""

    def close(self) -> None: ...


class Interpreters(Protocol):
    def of(self, version: str) -> Interpreter | None:
        """None when this version was never kept. Raises RulebookUnavailable for a changed zip."""

    def close(self) -> None: ...
