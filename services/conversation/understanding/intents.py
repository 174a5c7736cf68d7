"""General wishes: a person, another time, once more, a question that we know."""

from collections.abc import Iterator

from services.conversation.command import Cmd, Command
from services.conversation.understanding.phrases import lexicon, standing
from services.conversation.understanding.words import Utterance, heard

Faq = tuple[str, tuple[str, ...]]  # id, the words that ask it
SURE, ASKED = 95, 85


def wishes(said: Utterance, language: str, faqs: tuple[Faq, ...]) -> Iterator[Command]:
    """Each wish once, in the order of its words, then each known question."""
    seen: set[Cmd] = set()
    for one in standing(lexicon("intents", language).find(said)):
        if (cmd := Cmd(one.label)) not in seen:
            seen.add(cmd)
            yield Command(cmd, said.quote(one.first, one.behind), confidence=SURE)
    yield from _questions(said, faqs)


def _questions(said: Utterance, faqs: tuple[Faq, ...]) -> Iterator[Command]:
    """Keywords are words that all stand in the utterance, in any order, near each other or not."""
    spoken = {word.text for word in said.words}
    for id, keywords in faqs:
        for keyword in keywords:
            words = [word.text for word in heard(keyword).words]
            if words and spoken.issuperset(words):
                yield Command(Cmd.FAQ, _span(said, set(words)), None, id, ASKED)
                break


def _span(said: Utterance, words: set[str]) -> str:
    places = [at for at, word in enumerate(said.words) if word.text in words]
    return said.quote(places[0], places[-1] + 1)
