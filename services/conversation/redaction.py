"""A transcript without what points to a person: numbers, addresses, and what this call knows."""

import re
from collections.abc import Iterable, Iterator

from services.conversation.understanding.spoken import Run, runs
from services.conversation.understanding.words import Utterance, heard, plain

Span = tuple[int, int, str]
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
LANGUAGES = ("en", "es")
LEAST_DIGITS = 6


def redact(text: str, known: Iterable[str] = ()) -> str:
    """`text` with each such span as `[phone]`, `[card]`, `[email]`, ...; the rest letter for letter.
    `known`: values of this call (names, numbers, addresses), masked in whatever form they are
    said. Total and linear."""
    said = heard(text)
    spans = [*_known(said, known), *_emails(text), *_numbers(said)]
    made, at = [], 0
    for start, end, label in _apart(spans):
        made += [text[at:start], f"[{label}]"]
        at = end
    return "".join([*made, text[at:]])


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Where spans touch each other, the first one's label for all."""
    held: Span | None = None
    for start, end, label in sorted(spans, key=lambda span: (span[0], -span[1])):
        if held and start < held[1]:
            held = (held[0], max(end, held[1]), held[2])
            continue
        if held:
            yield held
        held = (start, end, label)
    if held:
        yield held


def _known(said: Utterance, known: Iterable[str]) -> Iterator[Span]:
    for value in known:
        sought = [word.text for word in heard(value).words]
        for first in range(len(said.words) - len(sought) + 1) if sought else ():
            here = said.words[first : first + len(sought)]
            if [word.text for word in here] == sought:
                yield here[0].start, here[-1].end, "known"
        if digits := "".join(letter for letter in plain(value) if letter.isdecimal()):
            yield from _known_digits(said, digits)


def _known_digits(said: Utterance, digits: str) -> Iterator[Span]:
    if len(digits) < 4:
        return
    for language in LANGUAGES:
        for run in runs(said, language):
            if digits in run.digits:
                yield *_place(said, run), "known"


def _emails(text: str) -> Iterator[Span]:
    return ((match.start(), match.end(), "email") for match in EMAIL.finditer(text))


def _numbers(said: Utterance) -> Iterator[Span]:
    for language in LANGUAGES:
        for run in runs(said, language):
            if len(run.digits) >= LEAST_DIGITS:
                yield *_place(said, run), _name(run.digits)


def _place(said: Utterance, run: Run) -> tuple[int, int]:
    return said.words[run.first].start, said.words[run.behind - 1].end


def _name(digits: str) -> str:
    if 13 <= len(digits) <= 19 and luhn(digits):
        return "card"
    if len(digits) in (10, 11):
        return "phone"
    return "ssn" if len(digits) == 9 else "number"


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0
