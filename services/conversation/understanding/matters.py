"""Words that change what may be done in a matter: disputes, lawyers, deaths, wrong persons."""

from services.conversation.alarm import Alarm, Alarmed
from services.conversation.understanding.phrases import Found, lexicon
from services.conversation.understanding.words import Utterance

CLEAR = "clear."


def matters(said: Utterance, language: str) -> list[Alarmed]:
    """Who asks whether he talks to a person does not ask for one."""
    found = lexicon("matters", language).find(said)
    return [
        Alarmed(Alarm(one.label), said.quote(one.first, one.behind))
        for one in found
        if not one.label.startswith(CLEAR) and not _cleared(one, found)
    ]


def _cleared(one: Found, found: list[Found]) -> bool:
    return any(other.label == CLEAR + one.label and other.meets(one) for other in found)
