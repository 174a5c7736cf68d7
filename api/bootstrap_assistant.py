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
    from api.bootstrap_calls import CallRooms, Ground
    from api.bootstrap_turns import TurnRooms
    from config import Settings
    from services.assistant_endings import AssistantEndings
    from services.assistant_incoming import IncomingAssistants
    from services.assistant_line import AssistantLine
    from services.assistant_scripts import Scripts
    from services.judging import Manner
    from services.org_texts import OrgTexts
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


@dataclass(frozen=True)
class LineRooms:
    """What the carrier brings to an assistant, as `Services` shows it."""

    assistant_line: AssistantLine
    assistant_endings: AssistantEndings
    incoming_assistants: IncomingAssistants


def build_lines(ground: Ground, calls: CallRooms, turns: TurnRooms) -> LineRooms:
    from services.assistant_calls import person_of
    from services.assistant_endings import AssistantEndings
    from services.assistant_incoming import IncomingAssistants
    from services.assistant_line import AssistantLine

    speaker = calls.assistants.speaker
    line = AssistantLine(
        calls=calls.calls,
        call_book=calls.call_book,
        progress=calls.call_progress,
        turns=turns.turns,
        talks=turns.talks,
        live_calls=calls.live_calls,
        clock=ground.clock,
        turn_url=lambda call_id, turn, by: speaker.turn_url(call_id, turn, by=by),
    )
    return LineRooms(
        assistant_line=line,
        assistant_endings=AssistantEndings(calls.calls, turns.talks, turns.turns, ground.clock),
        incoming_assistants=IncomingAssistants(
            documents=ground.main,
            call_book=calls.call_book,
            trail=ground.trail,
            clock=ground.clock,
            numbers=ground.index,
            playbooks=ground.settings.assistant_incoming,
            known=lambda playbook: playbook in calls.playbook_switching.on(),
            person_of=person_of,
        ),
    )


def build(settings: Settings, texts: Callable[[], OrgTexts]) -> Assistants:
    """`texts`: the playbooks as this organization has them."""
    from services.twilio_service.assistant_twiml import AssistantSpeaker

    keys = tuple(secret.get_secret_value().encode() for secret in settings.session_secret)
    return Assistants(_scripts(texts), AssistantSpeaker(settings.public_url, keys))


def _scripts(texts: Callable[[], OrgTexts]) -> Callable[[], Scripts]:
    @cache
    def scripts() -> Scripts:
        from services.assistant_scripts import Scripts

        return Scripts(texts().read)

    return scripts
