"""`text_changes/<playbook>.<number>`: what an organization's assistants say in its own words."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from services.domain.text_change import Forms, Standing, TextChange
from services.ports import Data, Documents, Query, Stored, Transaction
from services.stores.paging import rows

CHANGES = "text_changes"


@dataclass(frozen=True)
class TextChanges:
    documents: Documents

    def of(self, playbook: str) -> Iterator[TextChange]:
        """Every change of this playbook's texts, oldest first."""
        query = Query(CHANGES, (("playbook", playbook),), order="number", limit=200)
        return (_change(stored) for stored in rows(self.documents, query))

    def get(self, playbook: str, number: int) -> TextChange | None:
        stored = self.documents.get(CHANGES, _id(playbook, number))
        return _change(stored) if stored else None

    def put(self, change: TextChange) -> None:
        """Unless it was decided already."""

        def write(tx: Transaction) -> None:
            stored = tx.get(CHANGES, _id(change.playbook, change.number))
            if stored is None or stored.data["standing"] == Standing.PROPOSED.value:
                tx.put(CHANGES, _id(change.playbook, change.number), _document(change))

        self.documents.transaction(write)


def _id(playbook: str, number: int) -> str:
    return f"{playbook}.{number}"


def _document(change: TextChange) -> Data:
    return asdict(change) | {"standing": change.standing.value}


def _change(stored: Stored) -> TextChange:
    data = dict(stored.data)
    forms = data["forms"]
    data["forms"] = Forms(**forms) if forms else None
    return TextChange(**data | {"standing": Standing(data["standing"])})
