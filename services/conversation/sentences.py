"""A stream of tokens, cut into sentences: each leaves with its last token. Pure."""

import re
from collections.abc import Iterable, Iterator

END = re.compile(r"""[.!?…]["'”’)]*\s+(?=["'“‘(¿¡]?[A-Z0-9ÁÉÍÓÚÑ¿¡])|\n+""")
CLOSED = re.compile(r"""[.!?…]["'”’)]*\s*$""")
SHORTENED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sr|Sra|Jr|St|Ave|No|Inc|Co|[A-Z]|[ap]\.m)\.\s+$")


def sentences(tokens: Iterable[str]) -> Iterator[str]:
    """Every character of `tokens`, in order. A sentence that a token closes leaves with that
    token, unless it ends as an abbreviation does: then the next token decides."""
    held = ""
    for token in tokens:
        held += token
        *whole, held = _cut(held)
        yield from whole
        if CLOSED.search(held) and not SHORTENED.search(f"{held.rstrip()} "):
            yield held
            held = ""
    if held:
        yield held


def _cut(text: str) -> list[str]:
    pieces, start = [], 0
    for end in END.finditer(text):
        if not SHORTENED.search(text[: end.end()]):
            pieces.append(text[start : end.end()])
            start = end.end()
    return [*pieces, text[start:]]
