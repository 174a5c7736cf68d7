"""The words of a rule as they are said, apart from what the agent does with them."""

import re
from dataclasses import dataclass

ASIDE = re.compile(r"^(?P<words>.*?)(?: \((?P<aside>[^()]*(?:\([^()]*\)[^()]*)*)\))?$", re.DOTALL)
QUOTED = re.compile(r'(?P<lead>[^"]+): "(?P<words>[^"]+)"')


@dataclass(frozen=True)
class Spoken:
    """`exactly`: to the word; else the words tell what is to be said."""

    words: str
    aside: str
    exactly: bool


def spoken(text: str) -> Spoken:
    """What stands in parentheses, or before quoted words, is done and not said."""
    found = ASIDE.match(text)
    words, aside = (found["words"], found["aside"] or "") if found else (text, "")
    if quoted := QUOTED.fullmatch(words):
        words, aside = quoted["words"], f"{quoted['lead']}. {aside}".strip()
    return Spoken(words, aside, '"' not in words)
