"""The words of an utterance: small letters, no accents, no contractions, each with its place."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")

WORD = re.compile(r"\d+|(?:[^\W\d_]|[\u0300-\u036f])+(?:['\u2019\u02bc`\u00b4][^\W\d_]+)*")
ENDS = re.compile(
    r"[.!?;:\u2026\u00a1\u00bf](?:\s|$|['\"\u201d)])|[\n!?;\u2014\u2026]|\s[-\u2013]\s"
)
STEMS = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}  # can't, won't, shan't, ain't
TAILS = {"s": "is", "m": "am", "re": "are", "ve": "have", "ll": "will", "d": "would"}
WRITTEN_TOGETHER = {
    "im": ("i", "am"), "ive": ("i", "have"), "youre": ("you", "are"), "youve": ("you", "have"),
    "theyre": ("they", "are"), "thats": ("that", "is"), "whats": ("what", "is"),
    "whos": ("who", "is"), "hes": ("he", "is"), "shes": ("she", "is"), "isnt": ("is", "not"),
    "dont": ("do", "not"), "doesnt": ("does", "not"), "didnt": ("did", "not"),
    "cant": ("can", "not"), "cannot": ("can", "not"), "wont": ("will", "not"),
    "wasnt": ("was", "not"), "arent": ("are", "not"), "werent": ("were", "not"),
    "wouldnt": ("would", "not"), "shouldnt": ("should", "not"), "couldnt": ("could", "not"),
    "havent": ("have", "not"), "hasnt": ("has", "not"), "hadnt": ("had", "not"),
    "aint": ("is", "not"), "wanna": ("want", "to"), "gonna": ("going", "to"),
    "gotta": ("got", "to"), "lemme": ("let", "me"), "gimme": ("give", "me"),
    "theres": ("there", "is"), "neednt": ("need", "not"), "mustnt": ("must", "not"),
    "heres": ("here", "is"), "lets": ("let", "us"), "itll": ("it", "will"), "weve": ("we", "have"),
    "youll": ("you", "will"), "youd": ("you", "would"), "theyll": ("they", "will"),
    "oclock": ("o", "clock"), "yall": ("you", "all"), "dunno": ("do", "not", "know"),
}  # fmt: skip


class Word(NamedTuple):
    """`text[start:end]` of the utterance, read as `text`. A contraction makes several words of
    one place. `stop`: what stands before it: "" nothing, "," a pause, "." the end of a sentence."""

    text: str
    start: int
    end: int
    stop: str = ""


@dataclass(frozen=True)
class Utterance:
    """An utterance and its words. `memo`: what was read in it, so that nobody reads it twice."""

    text: str
    words: tuple[Word, ...]
    memo: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def line(self) -> str:
        """The words, each with its pause or end put behind it and one blank."""
        stops = [word.stop for word in self.words[1:]] + [""]
        pairs = zip(self.words, stops, strict=True) if self.words else ()
        return "".join(f"{word.text}{stop} " for word, stop in pairs)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(word.text for word in self.words)

    @cached_property
    def _starts(self) -> list[int]:
        ends = accumulate(len(part) + 1 for part in self.line.split())
        return [0, *ends]

    def word_at(self, place: int) -> int:
        """The number of the word that stands at this place of the line."""
        return bisect_right(self._starts, place) - 1

    def quote(self, first: int, behind: int) -> str:
        """The caller's own letters from word `first` up to, not including, word `behind`."""
        if first >= behind:
            return ""
        return self.text[self.words[first].start : self.words[behind - 1].end]

    def once(self, key: object, read: Callable[[], T]) -> T:
        """What `read` finds, from the memo when it was read before."""
        if key not in self.memo:
            self.memo[key] = read()
        found: T = self.memo[key]
        return found


@lru_cache(maxsize=8)
def heard(text: str) -> Utterance:
    """The words of `text`. The last few utterances stay: alarms, commands and redaction read the
    same one."""
    found: list[Word] = []
    last = 0
    for match in WORD.finditer(text):
        stop = _stop(text[last : match.start()]) if found else ""
        for read in map(_one_word, _readings(match.group())):
            if read:
                found.append(Word(read, match.start(), match.end(), stop))
                stop = ""
        last = match.end()
    return Utterance(text, tuple(found))


def tongue(language: str) -> str:
    """`es` for any Spanish, else `en`: what we have tables for."""
    return "es" if language.lower().startswith("es") else "en"


def plain(text: str) -> str:
    """Small letters without accents; decimal digits of any script as 0 to 9."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in apart
        if not unicodedata.combining(letter)
    )


def _stop(between: str) -> str:
    if between in (" ", "") or between.isspace():
        return ""
    if ENDS.search(between):
        return "."
    return "," if "," in between else ""


def _one_word(read: str) -> str:
    """Without the blanks of a sign that stands for several words, or for an accent alone."""
    return "".join(read.split())


def _readings(token: str) -> tuple[str, ...]:
    word = plain(token)
    if word.isascii() and word.isalnum():
        return WRITTEN_TOGETHER.get(word, (word,))
    head, *tails = re.split("['\u2019\u02bc`\u00b4]", word)
    if len(tails) != 1:
        return (head, *tails) if head else tuple(tails)
    if tails[0] == "t" and head.endswith("n"):
        stem = head[:-1]
        return (STEMS.get(stem, stem), "not") if stem else (head, "t")
    if tails[0] not in TAILS:
        joined = head + tails[0]  # O'Brien, ma'am, o'clock
        return WRITTEN_TOGETHER.get(joined, (joined,))
    return (head, TAILS[tails[0]])
