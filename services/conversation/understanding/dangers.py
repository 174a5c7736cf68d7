"""Danger to life now. In doubt there is one: only what is plainly denied or long past is let go."""

from collections.abc import Iterator

from services.conversation.alarm import Alarm, Alarmed
from services.conversation.understanding.phrases import Found, lexicon, standing
from services.conversation.understanding.words import Utterance

KINDS = {"emergency": Alarm.EMERGENCY, "self_harm": Alarm.SELF_HARM}


def dangers(said: Utterance, language: str) -> Iterator[Alarmed]:
    """Who speaks of the present too is not let go for what he says of the past."""
    found = lexicon("danger", language).find(said)
    past = _sentences(said, (one for one in found if one.label == "past"))
    if any(one.label == "present" for one in found):
        past = set()
    ends = _sentence_numbers(said)
    for one in standing(found):
        if one.label == "self_harm" or (one.label == "emergency" and ends[one.first] not in past):
            yield Alarmed(KINDS[one.label], said.quote(one.first, one.behind))


def _sentences(said: Utterance, found: Iterator[Found]) -> set[int]:
    numbers = _sentence_numbers(said)
    return {numbers[one.first] for one in found}


def _sentence_numbers(said: Utterance) -> list[int]:
    """Of each word, in which sentence it stands."""
    numbers, now = [], 0
    for word in said.words:
        now += word.stop == "."
        numbers.append(now)
    return numbers
