"""The states and how they are said."""

from functools import cache

from services.conversation.understanding.phrases import table

LONGEST = 3  # words: District of Columbia


@cache
def state_names() -> dict[tuple[str, ...], str]:
    """Words of a state's name to its postal abbreviation."""
    names: dict[tuple[str, ...], str] = {}
    for row in table("states"):
        abbreviation, said = row.split(" ", 1)
        for name in said.split("|"):
            names[tuple(name.split("_"))] = abbreviation
    return names


@cache
def abbreviations() -> frozenset[str]:
    return frozenset(state_names().values())
