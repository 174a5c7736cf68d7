"""What the assistants need of a model."""

from collections.abc import Mapping
from typing import Protocol

from services.conversation.command import Command
from services.conversation.question import Question


class Understanding(Protocol):
    """A model that reads one turn of a caller. It never speaks and never decides."""

    @property
    def signature(self) -> Mapping[str, str]:
        """What a turn's record says of it: `model`, `prompt` (its version), `prompt_sha256`."""

    def commands(self, question: Question) -> tuple[Command, ...] | None:
        """Within 2.5 s and never an error. None: nothing usable came, so the rules' reading of
        the turn stands. Each command is allowed by the question, names a slot of it where it
        sets one, and quotes the caller's own words. It may add an opt-out or a dispute to what
        the rules found; what they found stays."""
