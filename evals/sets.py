"""The labelled sets: what must be heard, what must not, and what others said."""

from dataclasses import dataclass

from tests.evals.identifier_lines import lines
from tests.evals.labelled import HARD, Count, every_count, heard, public_negatives
from tests.evals.labelled import Utterance as Said
from tests.evals.redaction_count import Redacted, counted

SEED, LINES = 20261121, 5_000


@dataclass(frozen=True)
class Misses:
    of: int
    wrong: tuple[str, ...]


def misses(*prefixes: str) -> Misses:
    """Over every set whose name begins so."""
    found: list[Count] = [one for one in every_count() if one.name.startswith(prefixes)]
    return Misses(sum(one.of for one in found), tuple(w for one in found for w in one.wrong))


def false_opt_outs() -> Misses | None:
    """Among what others said to other machines; None when their folder is not here."""
    said = public_negatives()
    if said is None:
        return None
    wrong = tuple(text for text in said if heard(Said(text)) & HARD)
    return Misses(len(said), wrong)


def redaction() -> Redacted:
    return counted(lines(SEED, LINES))
