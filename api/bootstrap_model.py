"""The composition root's part for the model. Only bootstrap.py imports it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from config import Settings
    from services.ai_ports import Understanding
    from services.ai_service.outcome import Asked
    from services.ports import Clock

Listeners = list[Callable[["Asked"], None]]


@dataclass(frozen=True)
class ModelRooms:
    """`understanding`: None without a key; the rules then read every turn alone.
    `model_listeners` hear how each question went."""

    understanding: Understanding | None
    model_listeners: Listeners


def build(settings: Settings, clock: Clock) -> tuple[ModelRooms, Callable[[], None]]:
    """The rooms, and what closes them."""
    listeners: Listeners = []
    key = settings.openai_api_key.get_secret_value()
    if not key:
        return ModelRooms(None, listeners), _nothing_to_close

    from services.ai_service.line import Line
    from services.ai_service.resting import Resting
    from services.ai_service.understanding import Mind, ModelUnderstanding

    def tell(asked: Asked) -> None:
        for listener in listeners:
            listener(asked)

    line = Line(settings.openai_base_url, key)
    effort = settings.assistant_model_effort
    mind = Mind(
        settings.assistant_model,
        "" if effort == "unsaid" else effort,
        may_hear_health=settings.assistant_model_hears_health,
    )
    understanding = ModelUnderstanding(line, mind, Resting(clock), tell)
    return ModelRooms(understanding, listeners), line.close


def _nothing_to_close() -> None:
    """Without a key nothing was opened."""
