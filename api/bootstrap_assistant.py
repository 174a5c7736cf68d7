"""The composition root's part for what assistants say and where they are asked. Only the other
parts import it.

Playbooks are read, and PyYAML with them, when the first assistant is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from config import Settings
    from services.assistant_scripts import Scripts
    from services.judging import Manner
    from services.twilio_service.assistant_twiml import AssistantSpeaker


@dataclass(frozen=True)
class Assistants:
    """What a dial must know: how a playbook calls, and where its turns are asked for."""

    scripts: Callable[[], Scripts]
    speaker: AssistantSpeaker

    def manner(self, playbook: str) -> Manner:
        return self.scripts().manner(playbook)

    def turn_url(self, call_id: str, turn: int) -> str:
        return self.speaker.turn_url(call_id, turn)

    def detection_url(self, call_id: str) -> str:
        return self.speaker.detection_url(call_id)


def build(settings: Settings) -> Assistants:
    from services.twilio_service.assistant_twiml import AssistantSpeaker

    keys = tuple(secret.get_secret_value().encode() for secret in settings.session_secret)
    return Assistants(_scripts, AssistantSpeaker(settings.public_url, keys))


@cache
def _scripts() -> Scripts:
    from services.assistant_scripts import Scripts
    from services.playbook_files import read

    return Scripts(read)
