"""Numbers of a file that we have called, or whose owners have told us something."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.bulk.numbers import Numbers, e164
from services.bulk.row_facts import EVER, joined
from services.compliance.facts import Fact
from services.compliance.model import CallKind, Purpose
from services.domain.lead import Address, Lead, LeadNumber
from services.gathering import Gathering
from services.ports import Documents, Query
from services.stores.consents import CONSENTS
from services.stores.dnc import NUMBERS as COMPANY_NUMBERS
from services.stores.leads import Leads
from services.stores.number_index import NUMBER_INDEX, NumberIndex
from services.stores.paging import rows
from services.stores.reassigned import REASSIGNED
from services.stores.revocations import REVOCATIONS

BY_NUMBER = (NUMBER_INDEX, CONSENTS, REVOCATIONS, REASSIGNED)
TOLD = (
    *("company_do_not_call", "told_us", "consents", "revocations", "relationships"),
    *("attempts", "conversations", "reassigned", "debt"),
)
NOBODY = "nobody"


@dataclass
class OurRecords:
    """`listed_key`: the number's name on the company's own list."""

    documents: Documents
    index: NumberIndex
    leads: Leads
    gathering: Gathering
    listed_key: Callable[[str], str]
    kind: CallKind
    purpose: Purpose

    @cached_property
    def _keys(self) -> tuple[frozenset[str], frozenset[str]]:
        """Of numbers on record, and of numbers on the company's own list."""
        ours = [self._ids(collection) for collection in BY_NUMBER]
        return frozenset().union(*ours), self._ids(COMPANY_NUMBERS)

    def _ids(self, collection: str) -> frozenset[str]:
        return frozenset(row.id for row in rows(self.documents, Query(collection, limit=1_000)))

    def known(self, numbers: Numbers) -> NDArray[np.bool_]:
        ours, listed = self._keys
        found = np.zeros(len(numbers), np.bool_)
        if ours:
            key = self.index.key
            found |= np.array([key(e164(n)) in ours for n in numbers.tolist()], np.bool_)
        if listed:
            key = self.listed_key
            found |= np.array([key(e164(n)) in listed for n in numbers.tolist()], np.bool_)
        return found

    def facts(self, number: str, at: datetime) -> Mapping[str, Fact[Any]]:
        ours, listed = self._keys
        if self.index.key(number) not in ours and self.listed_key(number) not in listed:
            return {}
        here = LeadNumber(NOBODY, number, key=self.index.key(number))
        return reduce(joined, (self._of(lead, here, at) for lead in self._leads(number, here)))

    def _leads(self, number: str, here: LeadNumber) -> list[Lead]:
        """Everybody who has or had it, and nobody in particular."""
        persons = (person.removeprefix("lead:") for person in self.index.persons(number))
        people = (self.leads.kept(lead_id) for lead_id in persons)
        return [Lead(NOBODY, 0, 0, "", (here,), Address()), *(lead for lead in people if lead)]

    def _of(self, lead: Lead, here: LeadNumber, at: datetime) -> dict[str, Fact[Any]]:
        """What the record says of this number of his, as `here` where he has it no more. None for
        what it could not know where it should."""
        same = next((n for n in lead.numbers if n.e164 == here.e164), here)
        facts = self.gathering.gather(lead, same, self.kind, at, purpose=self.purpose)
        told = {name: getattr(facts, name) for name in TOLD}
        return {n: fact for n, fact in told.items() if n in EVER or fact.value is not None}
