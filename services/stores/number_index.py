"""Which chains speak of a number, found without the number: {HMAC(K1, number)}: subjects."""

from collections.abc import Callable
from dataclasses import dataclass

from services.ports import Documents, Transaction

NUMBER_INDEX = "number_index"
MOST = 5000  # subjects of one number; the oldest make room


@dataclass(frozen=True)
class NumberIndex:
    """`documents` is the main store; `key` hashes a number (E.164) under K1."""

    documents: Documents
    key: Callable[[str], str]

    def note(self, number: str, subject: str) -> None:
        """Twice is once."""
        if subject in self.subjects(number):
            return
        id_ = self.key(number)

        def write(tx: Transaction) -> None:
            stored = tx.get(NUMBER_INDEX, id_)
            subjects = stored.data["subjects"] if stored else []
            if subject not in subjects:
                tx.put(NUMBER_INDEX, id_, {"subjects": [*subjects, subject][-MOST:]})

        self.documents.transaction(write)

    def subjects(self, number: str) -> tuple[str, ...]:
        """The oldest first; none for a number nobody spoke of."""
        stored = self.documents.get(NUMBER_INDEX, self.key(number))
        return tuple(stored.data["subjects"]) if stored else ()

    def forget(self, number: str) -> None:
        """Twice is once."""
        self.documents.transaction(lambda tx: tx.delete(NUMBER_INDEX, self.key(number)))
