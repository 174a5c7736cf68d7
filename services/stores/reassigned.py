"""`reassigned/<number key>`: what the Reassigned Numbers Database last answered of a number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from services.compliance.facts import Reassigned
from services.compliance.plain import from_plain, to_plain
from services.ports import Documents, Stored, Transaction

REASSIGNED = "reassigned"
BATCH = 200  # documents of one transaction


@dataclass(frozen=True)
class ReassignedAnswers:
    documents: Documents

    def put(self, answers: Mapping[str, Reassigned]) -> None:
        """By number key. An answer to a later query stays in its place. May be repeated."""
        rows = list(answers.items())
        for start in range(0, len(rows), BATCH):
            self.documents.transaction(partial(_put, rows=rows[start : start + BATCH]))


def held(stored: Stored | None) -> Reassigned | None:
    """The answer of one document; None for a number that was never asked about."""
    answer: Reassigned | None = from_plain(Reassigned, stored.data) if stored else None
    return answer


def _put(tx: Transaction, *, rows: Sequence[tuple[str, Reassigned]]) -> None:
    before = [held(tx.get(REASSIGNED, key)) for key, _ in rows]
    for (key, answer), known in zip(rows, before, strict=True):
        if known is None or known.queried_on <= answer.queried_on:
            tx.put(REASSIGNED, key, to_plain(answer))
