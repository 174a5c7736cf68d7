"""Free speech, as it was said."""

from services.conversation.understanding.expected import Value
from services.conversation.understanding.phrases import listed
from services.conversation.understanding.words import heard

SURE = 80


def read_open(text: str) -> Value | None:
    """All that was said, from first to last word; None where nothing but fillers was."""
    said = heard(text)
    if all(word.text in listed("fillers") for word in said.words):
        return None
    whole = said.quote(0, len(said.words))
    return Value(" ".join(whole.split()), whole, SURE)
