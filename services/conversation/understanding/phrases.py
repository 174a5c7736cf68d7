"""Phrases as people write them down, matched word by word.

One line is one phrase. `a|b` one of several; `a_b` words that belong together; `x?` may be missing;
`{name}` a class of words, `{any}` any word; `~` up to three words of any kind, `~~` up to ten,
never across the end of a sentence; `^` the utterance starts here, `$` a sentence ends here, `$$`
the utterance does. Pauses between words, openers and words of parting do not count.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from importlib import resources
from typing import NamedTuple

from services.conversation.understanding.words import Utterance

GAPS = {"~": r"(?:[^ .]+ ){0,3}?", "~~": r"(?:[^ .]+ ){0,10}?"}
BETWEEN = "[.,]? "
ANY = "{any}"
CLEAR = "clear"
CLASS = re.compile(r"\{(\w+)\}")
OPENERS = (
    "uh|um|er|hm|well|so|oh|ah|ok|okay|yes|yeah|yep|no|nope|hey|hi|hello|look|listen|sorry|please|"
    "and|but|actually|just|bueno|pues|si|oiga|oye|mire|mira|hola|eh|este|por_favor|perdon|y|pero"
)
CLOSERS = (
    "please|ok|okay|thanks|thank_you|bye|bye_bye|goodbye|sir|maam|now|right_now|today|then|alright|"
    "all_right|got_it|buddy|man|gracias|por_favor|adios|pues"
)
TABLES = resources.files("services.conversation.understanding") / "tables"


class Found(NamedTuple):
    """Words `first` up to, not including, `behind`."""

    label: str
    first: int
    behind: int

    def meets(self, other: "Found") -> bool:
        """Whether they share a word."""
        return self.first < other.behind and other.first < self.behind


class Cover:
    """Words that some phrases take up together."""

    def __init__(self, found: Iterable[Found]) -> None:
        self._words = {at for one in found for at in range(one.first, one.behind)}

    def meets(self, one: Found) -> bool:
        return not self._words.isdisjoint(range(one.first, one.behind))


def standing(found: Iterable[Found]) -> Iterator[Found]:
    """What is left when `[clear]` has taken back all that it overlaps, `[clear.x]` that of x."""
    kept: list[Found] = []
    clears: dict[str, list[Found]] = {}
    for one in found:
        if one.label.startswith(CLEAR):
            clears.setdefault(one.label, []).append(one)
        else:
            kept.append(one)
    covers = {label: Cover(spans) for label, spans in clears.items()}
    for one in kept:
        over = (covers.get(CLEAR), covers.get(f"{CLEAR}.{one.label}"))
        if not any(cover and cover.meets(one) for cover in over):
            yield one


class Phrase:
    """Compiled when its rarest word is first heard."""

    def __init__(self, label: str, line: str, classes: Mapping[str, str]) -> None:
        self.label = label
        self._parts = tuple(_expand(part, classes) for part in line.split())

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Words of which one must be there, the rarest such set."""
        needed = [
            frozenset(choice.split("_")[0] for choice in part.split("|"))
            for part in self._parts
            if not part.endswith(("?", "$")) and part not in ("^", ANY, *GAPS)
        ]
        return min(needed, key=lambda words: (len(words & listed("common")), len(words)))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(r"(?<![^ ])" + "".join(_compiled(part) for part in self._parts))

    def find(self, said: Utterance) -> Iterator[Found]:
        for match in self._pattern.finditer(said.line):
            first = said.word_at(match.start())
            yield Found(self.label, first, said.word_at(match.end() - 1) + 1)


class Lexicon:
    """Phrases, found through their anchors: an utterance meets only those that it can hold."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_anchor: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            for word in phrase.anchors:
                self._by_anchor.setdefault(word, []).append(phrase)

    def find(self, said: Utterance) -> list[Found]:
        """Every phrase that stands in the utterance, in the order of its words."""
        met: dict[int, Phrase] = {}
        for word in said.vocabulary & self._by_anchor.keys():
            for phrase in self._by_anchor[word]:
                met[id(phrase)] = phrase
        found = [one for phrase in met.values() for one in phrase.find(said)]
        return sorted(found, key=lambda one: (one.first, -one.behind, one.label))


def read_classes(text: str) -> dict[str, str]:
    """`name = word|other word|...` by line. A class may use those above it."""
    classes: dict[str, str] = {}
    for line in _lines(text):
        name, words = (side.strip() for side in line.split("=", 1))
        classes[name] = _expand(words, classes)
    return classes


def read_phrases(text: str, classes: Mapping[str, str]) -> list[Phrase]:
    """Phrases under `[label]` headings."""
    phrases, label = [], ""
    for line in _lines(text):
        if line.startswith("["):
            label = line.strip("[]")
        else:
            phrases.append(Phrase(label, line, classes))
    return phrases


@cache
def lexicon(name: str, language: str) -> Lexicon:
    """The table `name` of a language; English where we have none in that language."""
    folder = TABLES / (language if language == "es" else "en")
    classes = read_classes((folder / "classes.txt").read_text("utf-8"))
    return Lexicon(read_phrases((folder / f"{name}.txt").read_text("utf-8"), classes))


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a plain list."""
    return frozenset(" ".join(table(name)).split())


def table(name: str) -> list[str]:
    """The rows of a table that serves all languages."""
    return list(_lines((TABLES / f"{name}.txt").read_text("utf-8")))


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if kept := line.partition("#")[0].strip():
            yield kept


def _expand(part: str, classes: Mapping[str, str]) -> str:
    return part if part == ANY else CLASS.sub(lambda match: classes[match.group(1)], part)


def _compiled(part: str) -> str:
    if part == "^":
        return rf"\A(?:(?:{_choices(OPENERS)}){BETWEEN})*"
    if part == "$$":
        return _last()
    if part in GAPS:
        return GAPS[part]
    if part == ANY:
        return r"(?:[^ .,]+)" + BETWEEN
    if part.endswith("?"):
        return f"(?:{_choice(part[:-1])})?"
    return f"(?:{_choice(part)})"


def _choice(part: str) -> str:
    """`$` alone or among others: one of them, or the end."""
    if part == "$":
        return _end()
    choices = [choice for choice in part.split("|") if choice != "$"]
    words = f"(?:{_choices('|'.join(choices))}){BETWEEN}"
    return words if len(choices) == part.count("|") + 1 else f"{words}|{_end()}"


def _last() -> str:
    return rf"(?:(?:{_choices(CLOSERS)}){BETWEEN})*\Z"


def _end() -> str:
    return rf"(?:{_last()}|(?<=\. ))"


def _choices(part: str) -> str:
    return "|".join(choice.replace("_", BETWEEN) for choice in part.split("|"))
