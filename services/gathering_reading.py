"""What is asked about, and every document that may answer, read in one go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from services.compliance.model import CallKind, Purpose
from services.domain.lead import Lead, LeadNumber
from services.ports import Data, Documents, Stored
from services.stores.attempts import ATTEMPTS, rows
from services.stores.consents import CONSENTS
from services.stores.ledgers import LEDGERS, Ledger
from services.stores.ledgers import held as ledger_of
from services.stores.number_index import NUMBER_INDEX, keys_in
from services.stores.reassigned import REASSIGNED
from services.stores.revocations import REVOCATIONS
from services.stores.seller import PLACE as SELLER_PLACE
from services.stores.seller import Seller, SellerReading
from services.stores.wishes import WISHES, Wished
from services.stores.wishes import held as wished_of

Place = tuple[str, str]  # collection, id
Found = dict[Place, Stored | None]
CRM, OURS = "Podio", "our records"


@dataclass(frozen=True)
class Asked:
    """`playbook`: the assistant's that will speak, "" when a person does; `except_call`: the call
    whose own attempt does not count."""

    lead: Lead
    number: LeadNumber
    kind: CallKind
    at: datetime
    purpose: Purpose = Purpose.TELEMARKETING
    playbook: str = ""
    except_call: str | None = None

    @property
    def person(self) -> str:
        return self.lead.person

    @property
    def keys(self) -> list[str]:
        """Of today's numbers, each once."""
        return list(dict.fromkeys(n.key for n in self.lead.numbers if n.key))


@dataclass(frozen=True)
class Known:
    """`calls`: number key to the kept calls, over all numbers of the person, those too that the CRM
    has replaced since; None when one of today's cannot be looked up."""

    documents: Documents
    found: Found
    wished: Wished
    ledger: Ledger
    seller: Seller
    calls: Mapping[str, list[Data]] | None

    def at(self, place: Place) -> Stored | None:
        """What stands there: read already, or read now."""
        return self.found[place] if place in self.found else self.documents.get(*place)

    def of_number(self, collection: str, asked: Asked) -> Stored | None:
        """None for a number without a key, of which nothing can stand anywhere."""
        key = asked.number.key
        return self.found[collection, key] if key else None


@dataclass(frozen=True)
class Reading:
    """Two requests to the store at most, whatever the lead."""

    documents: Documents
    seller: SellerReading = field(default_factory=SellerReading)

    def of(self, asked: Asked, also: Iterable[Place]) -> Known:
        """`also`: what lists will be asked for. Raises StoreUnavailable."""
        person = asked.person
        found = self.documents.get_all(*_places(asked), *also)
        wished = wished_of(found[WISHES, person])
        ledger = ledger_of(found[LEDGERS, person])
        seller = self.seller.of(found[SELLER_PLACE])
        return Known(self.documents, found, wished, ledger, seller, self._calls(asked, found))

    def _calls(self, asked: Asked, found: Found) -> Mapping[str, list[Data]] | None:
        if not all(n.key for n in asked.lead.numbers if n.e164):
            return None
        today = asked.keys
        former = [k for k in keys_in(found[NUMBER_INDEX, asked.person]) if k not in today]
        found = found | self.documents.get_all(*((ATTEMPTS, key) for key in former))
        keys = dict.fromkeys((*today, *former))
        return {key: rows(found[ATTEMPTS, key], asked.except_call) for key in keys}


def _places(asked: Asked) -> list[Place]:
    person, key = asked.person, asked.number.key
    of_person = (WISHES, LEDGERS, REVOCATIONS, NUMBER_INDEX)
    of_number = (CONSENTS, REVOCATIONS, REASSIGNED) if key else ()
    return [
        SELLER_PLACE,
        *((collection, person) for collection in of_person),
        *((collection, key) for collection in of_number),
        *((ATTEMPTS, one) for one in asked.keys),
    ]
