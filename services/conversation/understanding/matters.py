"""Words that change what may be done in a matter: disputes, lawyers, deaths, wrong persons."""

from services.conversation.alarm import Alarm, Alarmed
from services.conversation.understanding.phrases import lexicon, standing
from services.conversation.understanding.words import Utterance


def matters(said: Utterance, language: str) -> list[Alarmed]:
    found = lexicon("matters", language).find(said)
    return [Alarmed(Alarm(one.label), said.quote(one.first, one.behind)) for one in standing(found)]
