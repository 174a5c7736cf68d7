"""`books/<sha256>`: every playbook that a talk began with, flow and words to the byte. A talk goes
on with its own, whatever was deployed meanwhile, and an auditor reads what a hash stood for."""

import json
from dataclasses import dataclass
from typing import Any

from services.domain.errors import AlreadyExists
from services.ports import Documents

BOOKS = "books"


@dataclass(frozen=True)
class BookRows:
    documents: Documents

    def get(self, sha256: str) -> dict[str, Any] | None:
        stored = self.documents.get(BOOKS, sha256)
        return dict(json.loads(stored.data["text"])) if stored else None

    def keep(self, sha256: str, id_: str, version: int, book: dict[str, Any]) -> None:
        """Twice is once."""
        text = json.dumps(book, ensure_ascii=False, separators=(",", ":"))
        try:
            self.documents.create(BOOKS, sha256, {"id": id_, "version": version, "text": text})
        except AlreadyExists:
            return
