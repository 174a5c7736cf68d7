"""How far our last reply was heard, from what the carrier tells of its own speaking. Pure.

A carrier that speaks for us tells pieces as they were played, and at a cut the fragment of the
piece that it was in: not always counted from the reply's first word. In doubt less was heard, so
that a disclosure is rather said twice than not at all.
"""

import re
from dataclasses import dataclass, replace

WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Playback:
    """`reached`: words that were heard for sure. `cut`: the rest was never spoken."""

    text: str = ""
    reached: int = 0
    cut: bool = False

    def after(self, piece: str) -> "Playback":
        """One more piece was played. A piece of an older reply changes nothing."""
        at = _find(_words(self.text), _words(piece), self.reached)
        return self if at is None else replace(self, reached=at)

    def cut_at(self, fragment: str) -> "Playback":
        said, words = _words(self.text), _words(fragment)
        known = said[: self.reached]
        if words and known[-len(words) :] != words:
            at = _find(said, words, self.reached)
            if at is None and said[: len(words)] == words:  # counted from the first word
                at = max(len(words), self.reached)
            return replace(self, reached=at or self.reached, cut=True)
        return replace(self, cut=True)

    @property
    def whole(self) -> bool:
        return self.reached == len(_words(self.text))

    @property
    def heard(self) -> str | None:
        """What was heard of a reply that was cut; None when nobody cut it."""
        return self.spoken if self.cut else None

    @property
    def spoken(self) -> str:
        """Up to the end of the last word that was heard."""
        ends = [match.end() for match in WORD.finditer(self.text)]
        if self.reached == len(ends):
            return self.text
        return self.text[: ends[self.reached - 1]] if self.reached else ""


def _find(said: list[str], words: list[str], start: int) -> int | None:
    """The end of `words` in `said`, at `start` or, when a piece was lost, soon after it."""
    if not words:
        return None
    farthest = start if len(words) < 2 else len(said) - len(words)
    for at in range(start, farthest + 1):
        if said[at : at + len(words)] == words:
            return at + len(words)
    return None


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())
