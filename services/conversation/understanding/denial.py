"""What was named only to say that it does not suit: "Friday is no good", "not the first one"."""

from services.conversation.understanding.phrases import Found, lexicon
from services.conversation.understanding.words import Utterance, heard

TURNS = frozenset({"but", "and", "so", "pero", "y", "sino"})


def without_denied(text: str, language: str) -> str:
    """The text with blanks where something is denied, all else in its place."""
    said = heard(text)
    for found in lexicon("denial", language).find(said):
        first = _clause_start(said, found) if found.label == "before" else found.first
        start, end = said.words[first].start, said.words[found.behind - 1].end
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _clause_start(said: Utterance, found: Found) -> int:
    first = found.first
    while first and not said.words[first].stop and said.words[first - 1].text not in TURNS:
        first -= 1
    return first
