"""Danger to life now. In doubt there is one: only what is plainly denied or long past is let go."""

from services.conversation.alarm import Alarm, Alarmed
from services.conversation.understanding.phrases import Found, lexicon
from services.conversation.understanding.words import Utterance

KINDS = {"emergency": Alarm.EMERGENCY, "self_harm": Alarm.SELF_HARM}


def dangers(said: Utterance, language: str) -> list[Alarmed]:
    found = lexicon("danger", language).find(said)
    present = any(one.label == "present" for one in found)
    return [
        Alarmed(KINDS[one.label], said.quote(one.first, one.behind))
        for one in found
        if one.label in KINDS
        and not _denied(one, found)
        and (present or one.label == "self_harm" or not _past(said, one, found))
    ]


def _denied(one: Found, found: list[Found]) -> bool:
    return any(other.label == "clear" and other.meets(one) for other in found)


def _past(said: Utterance, one: Found, found: list[Found]) -> bool:
    """Whether the same sentence says that it was long ago."""
    return any(other.label == "past" and not _apart(said, one, other) for other in found)


def _apart(said: Utterance, one: Found, other: Found) -> bool:
    first, behind = min(one.behind, other.behind), max(one.first, other.first)
    return any(word.stop == "." for word in said.words[first : behind + 1])
