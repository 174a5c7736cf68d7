"""What a Gather may hear, as a grammar: from its own attributes, and from what anybody may say.

The form is JSGF (w3.org/TR/jsgf). The carrier takes hints as help to a recogniser that knows all
words; one that knows only a grammar needs them as the grammar itself.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from sandbox.voice.spoken import words

MOST_HINTS, LONGEST_HINT, MOST_DIGITS = 500, 100, 16
ALWAYS = ("yes", "no", "stop", "person", "aside", "which")
FOR_NUMBERS = "numbers_and_commands"
NUMERIC = ("digits", "date", "money", "time")
OPENING = {
    "date": frozenset({"january", "monday", "tomorrow", "days"}),
    "money": frozenset({"dollars"}),
    "time": frozenset({"noon", "o'clock", "a m", "p m"}),
    "digits": frozenset({"zero", "oh"}),
}
TOKENS = {
    "$month": "date",
    "$day": "date",
    "$year": "date",
    "$money": "money",
    "$time": "time",
    "$oov_class_digit_sequence": "digits",
    "$oov_class_alphanumeric_sequence": "digits",
    "$operand": "digits",
    "$postalcode": "digits",
    "$fullphonenum": "digits",
}
_NAME = re.compile(r"<(\w+)>")
_PART = re.compile(r"<\w+>|[a-z']+|[()\[\]|]")
_SIGNS = {"(": "(?:", ")": ")", "[": "(?:", "]": ")?", "|": "|"}
Known = Callable[[str], bool]


@dataclass(frozen=True)
class Grammar:
    """`jsgf` is the whole text. `unknown`: words of hints that the dictionary lacks; the hints that
    bear them cannot be heard."""

    jsgf: str
    unknown: tuple[str, ...] = ()

    @cached_property
    def sentence(self) -> re.Pattern[str]:
        """Matches a whole sentence of the grammar, each word with a space behind it."""
        rows = [
            line.rstrip(";").split(" = ", 1) for line in self.jsgf.splitlines() if " = " in line
        ]
        rules = {left.removeprefix("public "): text for left, text in rows}
        return re.compile(_pattern("<said>", rules))


def of_gather(attributes: Mapping[str, str], known: Known) -> Grammar:
    """`attributes` as they stand in the TwiML; `known` tells whether a word can be heard."""
    hints = [hint.strip()[:LONGEST_HINT] for hint in attributes.get("hints", "").split(",")]
    phrases = [words(hint) for hint in hints[:MOST_HINTS] if not hint.startswith("$")]
    heard = [phrase for phrase in phrases if phrase and all(map(known, phrase))]
    unknown = {word for phrase in phrases for word in phrase if not known(word)}
    model = attributes.get("speechModel", "")
    rules = [*ALWAYS, *_opened(hints, model)]
    if heard:
        rules.append("hint" if model == FOR_NUMBERS else "framed")
    most = int(attributes.get("numDigits", MOST_DIGITS))
    return Grammar(_text(heard, rules, most), tuple(sorted(unknown)))


def _pattern(text: str, rules: Mapping[str, str]) -> str:
    made = ""
    for part in _PART.findall(text):
        if part in rules:
            made += f"(?:{_pattern(rules[part], rules)})"
        else:
            made += _SIGNS.get(part) or f"(?:{part} )"
    return made


def _opened(hints: list[str], model: str) -> tuple[str, ...]:
    """The kinds of values that the hints name; a model for numbers without any opens all."""
    said = {hint.lower() for hint in hints} | {" ".join(words(hint)) for hint in hints}
    kinds = {kind for kind, names in OPENING.items() if said & names}
    kinds |= {TOKENS[hint] for hint in said if hint in TOKENS}
    if not kinds and model == FOR_NUMBERS and not any(said):
        kinds = set(NUMERIC)
    return (*sorted(kinds), *(() if model == FOR_NUMBERS else ("usual",)))


def _text(phrases: list[tuple[str, ...]], rules: list[str], most_digits: int) -> str:
    choices = " | ".join(sorted({" ".join(phrase) for phrase in phrases}))
    lines = _needed(rules, {"digits": _digits(most_digits), "hint": choices})
    said = " | ".join(f"<{rule}>" for rule in rules)
    return "\n".join(["#JSGF V1.0;", "grammar gather;", *lines, f"public <said> = {said};", ""])


def _digits(most: int) -> str:
    """At most so many, one after the other."""
    most = max(1, min(most, MOST_DIGITS))
    return "<digit> [" * (most - 1) + "<digit>" + "]" * (most - 1)


def _needed(rules: list[str], more: Mapping[str, str]) -> list[str]:
    """The definitions of these rules and of all that they are made of."""
    table = {**_table(), **more}
    found: dict[str, str] = {}
    open_ = list(rules)
    while open_:
        name = open_.pop()
        if name not in found:
            found[name] = table[name]
            open_ += _NAME.findall(table[name])
    return [f"<{name}> = {text};" for name, text in sorted(found.items())]


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    text = (Path(__file__).parent / "english.gram").read_text(encoding="utf-8")
    rows = (line.rstrip(";").split(" = ", 1) for line in text.splitlines() if line)
    return {name.strip("<>"): rule for name, rule in rows}
