"""A transcript without what points to a person: numbers, addresses, and what this call knows."""

from collections.abc import Iterable, Iterator

from services.conversation.understanding.identifiers import Span, identifiers
from services.conversation.understanding.known_values import known_words
from services.conversation.understanding.words import heard


def redact(text: str, known: Iterable[str] = ()) -> str:
    """`text` with every such span as `[phone]`, `[card]`, `[email]`, ...; the rest to the letter.

    Three passes: the values of this call in `known` (names, numbers, dates as `1980-11-03`,
    addresses), in whatever form they are said; what has the form of an identifier, spoken or
    written, English or Spanish; any row of six digits or more. Total, and linear in `text`.
    """
    made, at = [], 0
    for start, end, label in _apart(spans(text, known)):
        made += [text[at:start], f"[{label}]"]
        at = end
    return "".join([*made, text[at:]])


def spans(text: str, known: Iterable[str] = ()) -> list[Span]:
    """(start, end, label) of all that is to be masked; they may overlap."""
    said = heard(text)
    held = [
        (said.words[first].start, said.words[behind - 1].end, "known")
        for first, behind in known_words(said, known)
    ]
    return [*held, *identifiers(said)]


def _apart(found: Iterable[Span]) -> Iterator[Span]:
    """Where spans overlap, one span with the label of the first and longest."""
    held: Span | None = None
    for start, end, label in sorted(found, key=lambda span: (span[0], -span[1])):
        if held and start < held[1]:
            held = (held[0], max(end, held[1]), held[2])
            continue
        if held:
            yield held
        held = (start, end, label)
    if held:
        yield held
