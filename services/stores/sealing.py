"""The personal part of a document, sealed as one JSON text for its place."""

import json
from dataclasses import dataclass
from typing import Any

from services.ports import Personal, Sealed, Vault


@dataclass(frozen=True)
class Sealing:
    """`collection` and `field` name the place."""

    vault: Vault
    collection: str
    field: str = "said"

    def seal(self, id_: str, person: str, value: Any) -> Sealed:
        """Raises Erased."""
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return self.vault.seal(Personal(person, text), aad=self._place(id_))

    def open(self, id_: str, sealed: Sealed) -> Any:
        """Raises Erased, Conflict."""
        return json.loads(self.vault.open(sealed, aad=self._place(id_)))

    def _place(self, id_: str) -> str:
        return f"{self.collection}/{id_}/{self.field}"
