"""The only grammar of a text: `{dotted.name}`. Whatever looks like code is refused."""

import re
from collections.abc import Callable

VARIABLE = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)\}")
CODE = re.compile(r"[{}<>`\\$\[\]]|__|%[(\w]|[\x00-\x1f\x7f]")


def variables(text: str) -> tuple[str, ...]:
    """The names in `text`, in order, each as often as it stands there."""
    return tuple(VARIABLE.findall(text))


def code_in(text: str) -> str:
    """The first thing in `text` that is neither plain words nor a variable; empty when clean."""
    found = CODE.search(VARIABLE.sub("", text))
    return found.group() if found else ""


def render(text: str, value: Callable[[str], str]) -> str:
    """`text` with each variable replaced once: a value that holds braces stays as it is."""
    return VARIABLE.sub(lambda match: value(match.group(1)), text)
