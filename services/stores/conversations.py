"""`conversations/<call id>`: an assistant's talk between two turns. What was said, and the
engine's state with it, is sealed as one for the person."""

from dataclasses import asdict, dataclass

from services.conversation.talk import BookRef, Talk
from services.conversation.turn_data import (
    effect_data,
    effect_from,
    entry_data,
    entry_from,
    reply_data,
    reply_from,
)
from services.ports import Data, Documents, Query, Stored, Transaction, Vault
from services.stores.sealing import Sealing

CONVERSATIONS = "conversations"
PLAIN = (
    "call_id",
    "person",
    "lead_id",
    "language",
    "transport",
    "began_at",
    "turn",
    "outcome",
    "over",
    "at",
    "audit_seq",
)


@dataclass(frozen=True)
class Conversations:
    documents: Documents
    vault: Vault

    def get(self, call_id: str) -> Talk | None:
        """Raises Erased when the person was erased."""
        stored = self.documents.get(CONVERSATIONS, call_id)
        return self._opened(stored) if stored else None

    def awaited(self, call_id: str) -> int:
        """The number of the turn that is awaited, without opening what was said."""
        stored = self.documents.get(CONVERSATIONS, call_id)
        return int(stored.data["turn"]) if stored else 0

    def open_ids(self, limit: int = 200) -> list[str]:
        """Calls whose talk is not over, the oldest first."""
        query = Query(CONVERSATIONS, (("over", False),), order="began_at", limit=limit)
        return [stored.id for stored in self.documents.query(query)]

    def document(self, talk: Talk) -> Data:
        """Raises Erased."""
        said = {
            "state": dict(talk.state),
            "replies": [[number, reply_data(reply)] for number, reply in talk.replies],
            "transcript": [entry_data(entry) for entry in talk.transcript],
            "effects": [effect_data(effect) for effect in talk.effects],
        }
        sealed = self._sealing.seal(talk.call_id, talk.person, said)
        plain = {name: getattr(talk, name) for name in PLAIN}
        return plain | {"book": asdict(talk.book), "said": sealed}

    def _opened(self, stored: Stored) -> Talk:
        data = stored.data
        said = self._sealing.open(stored.id, data["said"])
        return Talk(
            book=BookRef(**data["book"]),
            state=said["state"],
            replies=tuple((number, reply_from(reply)) for number, reply in said["replies"]),
            transcript=tuple(entry_from(entry) for entry in said["transcript"]),
            effects=tuple(effect_from(effect) for effect in said["effects"]),
            **{name: data[name] for name in PLAIN},
        )

    @property
    def _sealing(self) -> Sealing:
        return Sealing(self.vault, CONVERSATIONS)


def awaited_in(tx: Transaction, call_id: str) -> int:
    """The turn that the conversation awaits; 0 when it has not begun. A read."""
    stored = tx.get(CONVERSATIONS, call_id)
    return int(stored.data["turn"]) if stored else 0
