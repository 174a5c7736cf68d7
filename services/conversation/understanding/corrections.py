"""Where a caller takes back what he just said: "the fifteenth, no, I mean the sixteenth"."""

from dataclasses import dataclass

from services.conversation.understanding.phrases import lexicon
from services.conversation.understanding.words import heard


@dataclass(frozen=True)
class Turned:
    """`before` and `behind` the last turning point; without one all is before. `strong`: the words
    can only set something right ("I mean"), also what was said in an earlier turn."""

    whole: str
    before: str
    behind: str = ""
    strong: bool = False


def unturned(text: str) -> Turned:
    return Turned(text, text)


def turned(text: str, language: str) -> Turned:
    said = heard(text)
    points = lexicon("corrections", language).find(said)
    if not points:
        return unturned(text)
    last = max(points, key=lambda one: one.behind)
    if last.behind >= len(said.words):
        return unturned(text)
    start = said.words[last.behind].start
    return Turned(text, text[: said.words[last.first].start], text[start:], last.label == "strong")
