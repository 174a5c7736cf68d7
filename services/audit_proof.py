"""How far a record is proved: by its chain, by the checkpoint that lists it, by a key of ours."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.checkpoints import Checkpoints
from services.domain.audit import GENESIS, record_hash, record_id, record_leaf
from services.domain.checkpoint import Checkpoint, search_from
from services.domain.story import Proof, ProofState
from services.ports import Record
from services.stores.checkpoints import CheckpointShelf

TO_THE_MINUTE = len("2026-11-21T14:05")
NOTHING_SIGNED = Proof(ProofState.YOUNGER, "Nothing is signed yet.")
YOUNG = Proof(ProofState.YOUNGER, "Younger than the last checkpoint.")
ILLEGIBLE = Proof(ProofState.DAMAGED, "Damaged: a checkpoint or a record cannot be read.")
UNREADABLE = (KeyError, TypeError, ValueError)  # of a document that somebody has changed


@dataclass(frozen=True)
class AuditProof:
    checkpoints: Checkpoints

    def of(self, chain: Sequence[Record]) -> tuple[Proof, ...]:
        """One proof for each record of a chain, which begins at its first."""
        try:
            return self._proofs(chain)
        except UNREADABLE:
            return (ILLEGIBLE,) * len(chain)

    def standing(self) -> Proof:
        """Of the whole log: its last checkpoint. Only `audit verify` reads every record."""
        try:
            last = self.checkpoints.last()
        except UNREADABLE:
            return ILLEGIBLE
        if last is None:
            return NOTHING_SIGNED
        fault = self._seal_fault(last)
        if fault:
            return _damaged(fault)
        size = "1 record" if last.size == 1 else f"{last.size} records"
        words = f"The log stands, {size}, by checkpoint {_signed(last)}."
        return Proof(ProofState.VERIFIED, words, last.number, last.at)

    def _proofs(self, chain: Sequence[Record]) -> tuple[Proof, ...]:
        listing, last = self.checkpoints.listing(chain), self.checkpoints.last()
        seals = {c.number: self._seal_fault(c) for c in listing.values()}
        return tuple(
            self._proof(record, chain_fault(chain, place), listing, seals, last)
            for place, record in enumerate(chain)
        )

    def _proof(
        self,
        record: Record,
        fault: str,
        listing: dict[str, Checkpoint],
        seals: dict[int, str],
        last: Checkpoint | None,
    ) -> Proof:
        id_ = record_id(record.subject, record.seq)
        taken = listing.get(id_)
        if taken is None:
            if not fault and last and record.at < search_from(last):
                fault = "no checkpoint lists it, though it is old enough"
            return _damaged(fault) if fault else YOUNG
        if taken.leaf(id_) != record_leaf(vars(record)):
            fault = fault or f"it is not what checkpoint {taken.number} lists"
        fault = fault or seals[taken.number]
        if fault:
            return _damaged(fault)
        words = f"Verified against checkpoint {_signed(taken)}."
        return Proof(ProofState.VERIFIED, words, taken.number, taken.at)

    def _seal_fault(self, taken: Checkpoint) -> str:
        """Why the checkpoint proves nothing; "" when it does."""
        if not self._signature_holds(taken):
            return f"the signature of checkpoint {taken.number} does not hold"
        if not self._ours(taken.public):
            return f"checkpoint {taken.number} is signed with a key that is not ours"
        return ""

    def _signature_holds(self, taken: Checkpoint) -> bool:
        message, signature = taken.signed_bytes(), taken.signature
        return self.checkpoints.signer.verified(message, signature=signature, public=taken.public)

    def _ours(self, public: str) -> bool:
        """A key in the settings, or one that such a key relieved: the checkpoint after its last
        holds that one's hash under the next key."""
        if public in self.checkpoints.signer.public_keys:
            return True
        shelf = CheckpointShelf(self.checkpoints.documents)
        last = shelf.last_by(public)
        relief = shelf.get(last.number + 1) if last else None
        if last is None or relief is None or relief.previous != last.hash():
            return False
        return self._signature_holds(relief) and self._ours(relief.public)


def chain_fault(chain: Sequence[Record], place: int) -> str:
    """Why the record does not fit its place; "" when it does."""
    record = chain[place]
    if record.seq != place:
        return "a record before it is missing"
    if record.prev != (chain[place - 1].hash if place else GENESIS):
        return "it does not hold the hash of the record before it"
    return "" if record.hash == record_hash(vars(record)) else "it has not the hash of its content"


def _damaged(fault: str) -> Proof:
    return Proof(ProofState.DAMAGED, f"Damaged: {fault}.")


def _signed(taken: Checkpoint) -> str:
    at = taken.at[:TO_THE_MINUTE].replace("T", " ")
    return f"{taken.number}, signed {at} UTC"
