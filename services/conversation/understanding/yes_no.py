"""Yes or no, also where it is said in other words."""

from services.conversation.understanding.expected import Value
from services.conversation.understanding.phrases import lexicon
from services.conversation.understanding.words import heard


def read_yes_no(text: str, *, language: str) -> Value | None:
    """`yes` or `no`; the last word counts when both were said."""
    said = heard(text)
    found = lexicon("yes_no", language).find(said)
    if not found:
        return None
    last = max(found, key=lambda one: (one.behind, -one.first))
    mixed = len({one.label for one in found}) > 1
    return Value(last.label, said.quote(last.first, last.behind), 70 if mixed else 95)
