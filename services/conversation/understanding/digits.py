"""Digits of a number that names something: a zip code, the last four, a telephone number."""

from collections.abc import Iterator

from services.conversation.understanding.cardinal import Number
from services.conversation.understanding.expected import Value, surest
from services.conversation.understanding.spoken import Run, runs
from services.conversation.understanding.words import Utterance, heard

WHOLE, PART, ANY = 97, 80, 85  # a whole row, a part of a longer row, a row of any length


def read_digits(text: str, *, language: str, lengths: tuple[int, ...] = ()) -> Value | None:
    """The digits of exactly one of the lengths; of any length the longest row."""
    said = heard(text)
    rows = runs(said, language)
    if not lengths:
        longest = max(rows, key=lambda run: len(run.digits), default=None)
        return _value(said, longest.numbers, ANY) if longest else None
    return surest(found for run in rows for found in _fitting(said, run, lengths))


def _fitting(said: Utterance, run: Run, lengths: tuple[int, ...]) -> Iterator[Value]:
    if len(run.digits) in lengths:
        yield _value(said, run.numbers, WHOLE)
    most = max(lengths)
    for first in range(len(run.numbers)):
        for behind in _ends(run.numbers, first, most):
            part = run.numbers[first:behind]
            if sum(len(number.digits) for number in part) in lengths and _alone(run, part):
                yield _value(said, part, PART)


def _ends(numbers: tuple[Number, ...], first: int, most: int) -> Iterator[int]:
    """Where parts that begin at `first` may end without growing too long."""
    length = 0
    for behind in range(first + 1, len(numbers) + 1):
        length += len(numbers[behind - 1].digits)
        if length > most:
            return
        yield behind


def _alone(run: Run, part: tuple[Number, ...]) -> bool:
    """A part is a number of its own where a word or a pause parts it from the rest of the row, or
    where it was written in one piece."""
    if part == run.numbers:
        return False
    written = len(part) == 1 and part[0].written
    before = [one for one in run.numbers if one.behind <= part[0].first]
    after = [one for one in run.numbers if one.first >= part[-1].behind]
    apart_before = not before or before[-1].behind < part[0].first
    apart_after = not after or after[0].first > part[-1].behind
    return written or (apart_before and apart_after)


def _value(said: Utterance, numbers: tuple[Number, ...], confidence: int) -> Value:
    digits = "".join(number.digits for number in numbers)
    return Value(digits, said.quote(numbers[0].first, numbers[-1].behind), confidence)
