"""`providers/<id>`, `payers/<id>` and `practice/own`: what is public of a practice."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from services.domain.practice import Payer, Practice, Provider
from services.ports import Data, Documents, Query, Stored
from services.stores.paging import rows

PROVIDERS, PAYERS, PRACTICE = "providers", "payers", "practice"
OWN = "own"
PAGE = 100


@dataclass(frozen=True)
class Providers:
    documents: Documents

    def all(self) -> Iterator[Provider]:
        """By their ids."""
        return map(_provider, rows(self.documents, Query(PROVIDERS, limit=PAGE)))

    def get(self, provider_id: str) -> Provider | None:
        stored = self.documents.get(PROVIDERS, provider_id)
        return _provider(stored) if stored else None

    def payers(self) -> Iterator[Payer]:
        """By their ids."""
        return map(_payer, rows(self.documents, Query(PAYERS, limit=PAGE)))

    def practice(self) -> Practice | None:
        stored = self.documents.get(PRACTICE, OWN)
        return Practice(**stored.data) if stored else None


def provider_document(provider: Provider) -> Data:
    plain = asdict(provider)
    lists = {name: list(plain[name]) for name in ("payers", "complaints")}
    return {name: value for name, value in (plain | lists).items() if name != "id"}


def payer_document(payer: Payer) -> Data:
    return {"name": payer.name, "aliases": list(payer.aliases)}


def _provider(stored: Stored) -> Provider:
    lists = {name: tuple(stored.data[name]) for name in ("payers", "complaints")}
    return Provider(id=stored.id, **(stored.data | lists))


def _payer(stored: Stored) -> Payer:
    return Payer(stored.id, stored.data["name"], tuple(stored.data["aliases"]))
