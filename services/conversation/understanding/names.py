"""A person's name, as it is given on the telephone."""

from collections.abc import Iterator

from services.conversation.understanding.expected import Value
from services.conversation.understanding.phrases import lexicon, listed
from services.conversation.understanding.words import Utterance, heard

LED_IN, ALONE, SPELLED = 90, 75, 92
MOST_WORDS, LEAST_LETTERS = 4, 3
PARTICLES = frozenset(
    {"de", "la", "las", "los", "del", "van", "von", "der", "den", "di", "da", "st"}
)
SPELLING = frozenset({"spelled", "spell", "that", "is", "letters", "se", "escribe", "it", "con"})


def read_name(text: str, *, language: str) -> Value | None:
    """Each word with a capital: `Maria De La Cruz`. Letters that were spelled go before what was
    said. Without words that lead to it, a name is all that is said or nothing."""
    said = heard(text)
    for lead in lexicon("names", language).find(said):
        first, behind = _group(said, lead.behind)
        if behind > first:
            return _value(said, first, behind, LED_IN)
    first = next((at for at in range(len(said.words)) if _may_be(said, at)), len(said.words))
    first, behind = _group(said, first)
    letters = _letters(said, behind)
    rest = range(max(behind, letters), len(said.words))
    if behind == first or any(_may_be(said, at) for at in rest):
        return None
    return _value(said, first, behind, ALONE)


def introduced(said: Utterance, language: str) -> Iterator[tuple[int, int]]:
    """Words that certainly are a name: behind "my name is", or with capitals behind "this is"."""
    for lead in lexicon("names", language).find(said):
        first, behind = _group(said, lead.behind)
        end = _letters(said, behind)
        written = all(part[0].isupper() for part in said.quote(first, behind).split())
        if behind > first and (lead.label == "sure" or written):
            yield first, max(behind, end)
        elif end > behind:
            yield behind, end


def _group(said: Utterance, first: int) -> tuple[int, int]:
    """The words from `first` on that may make one name."""
    behind = first
    while behind < len(said.words) and behind - first < MOST_WORDS:
        word = said.words[behind]
        inside = behind > first
        if (inside and word.stop) or not (
            _may_be(said, behind) or (inside and _joins(said, behind))
        ):
            break
        behind += 1
    if _letters(said, first) > first:
        behind = first
        return behind, _letters(said, first)
    while behind > first and said.words[behind - 1].text in PARTICLES:
        behind -= 1
    return first, behind


def _may_be(said: Utterance, at: int) -> bool:
    text = said.words[at].text
    return text not in listed("not_names") and not text.isdecimal()


def _joins(said: Utterance, at: int) -> bool:
    return said.words[at].text in PARTICLES


def _letters(said: Utterance, first: int) -> int:
    """Where letters end that are spelled from `first` on, after words like "spelled"; `first`
    itself when none are."""
    at = first
    while at < len(said.words) and said.words[at].text in SPELLING:
        at += 1
    begun = at
    while at < len(said.words) and len(said.words[at].text) == 1:
        at += 1
    return at if at - begun >= LEAST_LETTERS else first


def _value(said: Utterance, first: int, behind: int, confidence: int) -> Value:
    end = _letters(said, behind)
    letters = [word.text for word in said.words[max(first, 0) : end] if len(word.text) == 1]
    spelled = "".join(letters) if len(letters) >= LEAST_LETTERS else ""
    parts = [part for part in _parts(said, first, behind) if len(part) > 1]
    if spelled:
        parts = [*parts[:-1], spelled]
        confidence = SPELLED
    name = " ".join(_capital(part) for part in parts)
    return Value(name, said.quote(first, max(behind, end)), confidence)


def _parts(said: Utterance, first: int, behind: int) -> list[str]:
    return said.quote(first, behind).replace(",", " ").split()


def _capital(part: str) -> str:
    plain = part.lower() if part.isupper() and len(part) > 1 else part
    return plain[:1].upper() + plain[1:]
