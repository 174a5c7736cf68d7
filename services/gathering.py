"""Everything the judge needs to know about one number of one lead."""

from dataclasses import dataclass
from datetime import datetime

from services.compliance.facts import Facts
from services.compliance.model import CallKind, Purpose
from services.domain.lead import Lead, LeadNumber
from services.gathering_call import known_of_call, known_of_seller
from services.gathering_ledger import known_of_ledger
from services.gathering_lists import (
    Company,
    Lists,
    known_of_company,
    known_of_lists,
    known_of_nation,
    places_of,
)
from services.gathering_person import known_of_person
from services.gathering_reading import Asked, Reading
from services.stores.accounts import Accounts
from services.stores.patients import Patients


@dataclass(frozen=True)
class Gathering:
    """`caller_id`: the E.164 number of ours that the person sees."""

    reading: Reading
    do_not_call: Company
    lists: Lists
    accounts: Accounts
    patients: Patients
    caller_id: str

    def gather(
        self,
        lead: Lead,
        number: LeadNumber,
        kind: CallKind,
        at: datetime,
        *,
        purpose: Purpose = Purpose.TELEMARKETING,
        playbook: str = "",
        except_call: str | None = None,
    ) -> Facts:
        """What nobody knows stays unknown. The script is its caller's to know, the house rules are
        whoever judges' to know. `except_call`: its own attempt does not count. Raises
        StoreUnavailable, Erased."""
        asked = Asked(lead, number, kind, at, purpose, playbook, except_call)
        known = self.reading.of(asked, places_of(asked, self.do_not_call, self.lists))
        return Facts(
            company_do_not_call=known_of_company(asked, known, self.do_not_call, self.lists),
            national_list=known_of_nation(asked, known, self.lists),
            **known_of_person(asked, known),
            **known_of_ledger(asked, known, self.accounts),
            **known_of_lists(asked, known, self.lists),
            **known_of_seller(known.seller),
            **known_of_call(asked, known, self.patients, self.caller_id),
        )
