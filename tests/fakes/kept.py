"""What the stores keep, read and written as tests want it: one document at a time."""

from dataclasses import dataclass

from services.stores import reassigned, revocations
from services.stores.reassigned import REASSIGNED
from services.stores.revocations import REVOCATIONS, adding


@dataclass(frozen=True)
class Revocations:
    documents: object

    def of(self, whose):
        return revocations.held(self.documents.get(REVOCATIONS, whose))

    def add(self, whose, said):
        self.documents.transaction(lambda tx: adding(tx, whose, said)())


def reassigned_of(documents, key):
    return reassigned.held(documents.get(REASSIGNED, key))
