"""Words of a row with places for the names of a call: `{agent:your true name}`. The words after
the colon stand there for whoever reads the law without a call."""

from dataclasses import dataclass
from string import Formatter

NAMES = frozenset({"agent", "company", "phone"})


@dataclass(frozen=True)
class Part:
    """`name`: which name of the call takes the place of `words`, "" for words that stay."""

    words: str
    name: str = ""


def parts(text: str) -> tuple[Part, ...]:
    """Raises ValueError for a place that no name of a call fills."""
    found: list[Part] = []
    for words, name, plain, conversion in Formatter().parse(text):
        if words:
            found.append(Part(words))
        if name is not None:
            if name not in NAMES or not plain or conversion:
                raise ValueError(f"no name of a call is called {name}")
            found.append(Part(plain, name))
    return tuple(found)


def plain(found: tuple[Part, ...]) -> str:
    return "".join(part.words for part in found)


def when(within_s: int | None) -> str:
    """How long after its beginning it is said at the latest; None has no time to lose."""
    if within_s is None:
        return "At the beginning"
    return "Within the first minute" if within_s == 60 else f"Within {within_s} seconds"
