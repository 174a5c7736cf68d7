"""What must be said, word for word, from the files that counsel reads and from nothing else."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from evals.worlds import World
from services.conversation.spoken import spoken

TEXTS = Path("services/conversation/texts")
# In the order in which they must be heard; each with the condition of the record it stands under.
ON_ANSWER = {
    "real_estate": (("d.identity", ""), ("d.purpose", ""), ("d.recording", "call.recorded")),
    "healthcare_intake": (
        ("d.identity", ""),
        ("d.emergency", "call.incoming"),
        ("d.recording", "call.recorded"),
    ),
    "debt_collection": (("d.identity", ""), ("d.recording", "call.recorded")),
}
MESSAGES = {
    "real_estate": "v.message",
    "healthcare_intake": "v.message",
    "debt_collection": "v.limited",
}
LANGUAGES = ("en", "es")


@cache
def written(playbook: str, language: str) -> Mapping[str, Any]:
    """Text id to its words as they are written."""
    found: dict[str, Any] = {}
    for name in ("common", playbook):
        read = yaml.safe_load((TEXTS / language / f"{name}.yaml").read_text("utf-8"))
        found |= read["texts"]
    return {id: text["say"] if isinstance(text, dict) else text for id, text in found.items()}


def text(world: World, language: str, id: str) -> str:
    """A text with the values of this call."""
    said = written(world.playbook, language)[id]
    for name, value in world.values.items():
        said = said.replace(f"{{{name}}}", spoken(name, value, language))
    return str(said)


def on_answer(world: World, language: str) -> list[str]:
    due = ON_ANSWER[world.playbook]
    return [text(world, language, id) for id, when in due if not when or world.values.get(when)]


def mini_miranda(world: World, language: str) -> str:
    return text(world, language, "d.mini_miranda")


def message(world: World, language: str) -> str:
    return text(world, language, MESSAGES[world.playbook])
