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
            fits = sum(len(number.digits) for number in part) in lengths
            if fits and _alone(run.numbers, first, behind):
                yield _value(said, part, PART)


def _ends(numbers: tuple[Number, ...], first: int, most: int) -> Iterator[int]:
    """Where parts that begin at `first` may end without growing too long."""
    length = 0
    for behind in range(first + 1, len(numbers) + 1):
        length += len(numbers[behind - 1].digits)
        if length > most:
            return
        yield behind


def _alone(numbers: tuple[Number, ...], first: int, behind: int) -> bool:
    """A part is a number of its own where a word parts it from the rest of the row, or where it
    was written in one piece."""
    if (first, behind) == (0, len(numbers)):
        return False
    if behind == first + 1 and numbers[first].written:
        return True
    apart_before = first == 0 or numbers[first - 1].behind < numbers[first].first
    apart_after = behind == len(numbers) or numbers[behind].first > numbers[behind - 1].behind
    return apart_before and apart_after


def _value(said: Utterance, numbers: tuple[Number, ...], confidence: int) -> Value:
    digits = "".join(number.digits for number in numbers)
    return Value(digits, said.quote(numbers[0].first, numbers[-1].behind), confidence)
