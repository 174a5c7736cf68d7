"""An utterance cut into what e-mail addresses are made of: names, letters, numbers, signs."""

from typing import NamedTuple

from services.conversation.understanding.spoken import numbers
from services.conversation.understanding.words import Utterance

SIGNS = {
    "at": "@", "arroba": "@",
    "dot": ".", "period": ".", "point": ".", "punto": ".", "underscore": "_", "dash": "-",
    "hyphen": "-", "minus": "-", "guion": "-", "plus": "+", "mas": "+",
}  # fmt: skip
TWO_WORD_SIGNS = {("under", "score"): "_", ("guion", "bajo"): "_", ("signo", "mas"): "+"}
WRITTEN = frozenset({".", "_", "-", "+"})


class Unit(NamedTuple):
    """Words `first` up to, not including, `behind`. `sign`: what a sign stands for. `short`: a
    letter or a number. `glued`: no blank before it. `spoken`: a sign said as a word."""

    text: str
    first: int
    behind: int
    sign: str = ""
    short: bool = False
    glued: bool = False
    spoken: bool = True


def units(said: Utterance, language: str) -> list[Unit]:
    return said.once(("units", language), lambda: _units(said, language))


def _units(said: Utterance, language: str) -> list[Unit]:
    counted = {one.first: one for one in numbers(said, language) if not one.weak}
    made: list[Unit] = []
    at = 0
    while at < len(said.words):
        between = _between(said, at)
        made += _written_sign(between, at)
        number = counted.get(at)
        if number and not number.ordinal:
            made.append(Unit(number.digits, at, number.behind, short=True, glued=not between))
        else:
            made.append(_word(said, at, glued=not between))
        at = made[-1].behind
    return made


def _between(said: Utterance, at: int) -> str:
    return said.text[said.words[at - 1].end : said.words[at].start] if at else " "


def _written_sign(between: str, at: int) -> list[Unit]:
    if "@" in between:
        return [Unit("@", at, at, "@", spoken=between.strip() != between)]
    return [Unit(between, at, at, between, spoken=False)] if between in WRITTEN else []


def _word(said: Utterance, at: int, *, glued: bool) -> Unit:
    text = said.words[at].text
    after = said.words[at + 1].text if at + 1 < len(said.words) else ""
    if sign := TWO_WORD_SIGNS.get((text, after)):
        return Unit(text, at, at + 2, sign)
    if sign := SIGNS.get(text):
        return Unit(text, at, at + (2 if after == "sign" else 1), sign)
    letter = said.words[at].end - said.words[at].start == 1
    return Unit(text, at, at + 1, short=letter, glued=glued)
