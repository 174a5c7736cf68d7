"""What may leave our mouth: the last look at every line, whoever wrote it."""

import re
from collections.abc import Iterable

MOST_SENTENCES = 2
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
SENTENCE = re.compile(r"[.!?]+(?=\s|$)")
NAME = re.compile(r"(?<=[a-záéíóúñü,;:] )[A-ZÁÉÍÓÚÑ][a-záéíóúñü]{2,}")
WORD = re.compile(r"\w+")


def refused(text: str, *, template: str, facts: Iterable[str], never: tuple[str, ...]) -> str:
    """Why `text` may not be said; empty when it may. `template`: the words that counsel passed.
    `facts`: what the record and the caller hold, in spoken form: a number, a date or a name stands
    in one of them or in the template. A fact is not held against `never`, which is for our own
    words: somebody may be called Church, and live on Barrio Street."""
    known = tuple(facts)
    own = _without(text, known)
    if sentences(own) > MOST_SENTENCES:
        return "too_long"
    if any(re.search(pattern, own, re.IGNORECASE) for pattern in never):
        return "never_say"
    said = " ".join((template, *known))
    if set(NUMBER.findall(text)) - set(NUMBER.findall(said)):
        return "number_not_in_facts"
    if set(NAME.findall(text)) - set(WORD.findall(said)):
        return "name_not_in_facts"
    return ""


def sentences(text: str) -> int:
    return len(SENTENCE.findall(text)) or 1


def _without(text: str, facts: tuple[str, ...]) -> str:
    """`text` with whole facts blanked: a part of a word is no fact."""
    for fact in sorted(facts, key=len, reverse=True):
        if fact:
            text = re.sub(rf"(?<!\w){re.escape(fact)}(?!\w)", "_", text)
    return text
