"""The composition root's part for relays of assistants' calls. Only bootstrap.py imports it.

Each is made when the first relay asks for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.bootstrap_assistant import LineRooms
    from api.bootstrap_calls import CallRooms, Ground
    from api.bootstrap_turns import TurnRooms
    from services.relaying import Relaying
    from services.twilio_service.relay_twiml import RelaySpeaker


@dataclass(frozen=True)
class RelayRooms:
    relaying: Callable[[], Relaying]
    relay_speaker: Callable[[], RelaySpeaker]


def build(ground: Ground, calls: CallRooms, turns: TurnRooms, lines: LineRooms) -> RelayRooms:
    return RelayRooms(
        relaying=partial(_relaying, ground, calls, turns, lines),
        relay_speaker=partial(_speaker, ground.settings.public_url),
    )


def _relaying(ground: Ground, calls: CallRooms, turns: TurnRooms, lines: LineRooms) -> Relaying:
    from services.relaying import Relaying

    return Relaying(
        calls=calls.calls,
        talks=turns.talks,
        line=lines.assistant_line,
        account=ground.settings.twilio_account_sid,
        now_s=time.monotonic,
        of_health=_of_health,
    )


def _of_health(playbook: str) -> bool:
    from services.playbook_files import read

    return read(playbook).playbook.health


def _speaker(base: str) -> RelaySpeaker:
    from services.twilio_service.relay_twiml import RelaySpeaker

    return RelaySpeaker(base)
