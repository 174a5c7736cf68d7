"""What is known when a question is judged. Every fact says who said it and when.

A value of None is unknown, whatever the reason; rules deny on it and name the fact.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from services.compliance.facts_call import Dialing as Dialing
from services.compliance.facts_call import HealthMessage as HealthMessage
from services.compliance.facts_call import Recording as Recording
from services.compliance.facts_call import Script as Script
from services.compliance.facts_house import HouseRule as HouseRule
from services.compliance.facts_ledger import Attempt as Attempt
from services.compliance.facts_ledger import Consent as Consent
from services.compliance.facts_ledger import ConsentTier as ConsentTier
from services.compliance.facts_ledger import Conversation as Conversation
from services.compliance.facts_ledger import Debt as Debt
from services.compliance.facts_ledger import Outcome as Outcome
from services.compliance.facts_ledger import Relationship as Relationship
from services.compliance.facts_ledger import Revocation as Revocation
from services.compliance.facts_ledger import Tie as Tie
from services.compliance.facts_lists import Disconnected as Disconnected
from services.compliance.facts_lists import DoNotCallScope as DoNotCallScope
from services.compliance.facts_lists import ListAnswer as ListAnswer
from services.compliance.facts_lists import ListCopy as ListCopy
from services.compliance.facts_lists import NationalList as NationalList
from services.compliance.facts_lists import Reassigned as Reassigned
from services.compliance.facts_lists import StateList as StateList
from services.compliance.facts_person import Estate as Estate
from services.compliance.facts_person import Inconvenient as Inconvenient
from services.compliance.facts_person import LineUse as LineUse
from services.compliance.facts_person import Place as Place
from services.compliance.facts_person import Told as Told
from services.compliance.facts_seller import Emergency as Emergency
from services.compliance.facts_seller import Proclaimed as Proclaimed
from services.compliance.facts_seller import Registration as Registration
from services.compliance.kinds import Answer as Answer

T = TypeVar("T")


@dataclass(frozen=True)
class Fact(Generic[T]):
    """`source` is a word for the person who reads the verdict: `Podio`, `company list`.
    `as_of` is the instant (aware) at which the source said so, None when it does not say."""

    value: T | None
    source: str
    as_of: datetime | None = None


UNKNOWN: Fact[Any] = Fact(None, "nobody")


@dataclass(frozen=True)
class Facts:
    """All that `judge` may know beside the question. Nothing in it names a person.

    `attempts`: to the person over all numbers, any order, at least the last 30 days.
    `distress`: foreclosure, probate, tax_lien. `exemptions`: what the seller is, as
    real_estate_licensee, covered_entity, nonprofit, face_to_face_sale.
    """

    address: Fact[Place] = UNKNOWN
    stated_location: Fact[Place] = UNKNOWN
    line_type: Fact[str] = UNKNOWN
    line_use: Fact[LineUse] = UNKNOWN
    told_us: Fact[Told] = UNKNOWN
    attorney: Fact[Answer] = UNKNOWN
    owner_occupied: Fact[Answer] = UNKNOWN
    distress: Fact[frozenset[str]] = UNKNOWN
    estate: Fact[Estate] = UNKNOWN

    consents: Fact[tuple[Consent, ...]] = UNKNOWN
    revocations: Fact[tuple[Revocation, ...]] = UNKNOWN
    relationships: Fact[tuple[Relationship, ...]] = UNKNOWN
    attempts: Fact[tuple[Attempt, ...]] = UNKNOWN
    conversations: Fact[tuple[Conversation, ...]] = UNKNOWN
    debt: Fact[Debt] = UNKNOWN

    company_do_not_call: Fact[DoNotCallScope] = UNKNOWN
    national_list: Fact[NationalList] = UNKNOWN
    state_lists: Fact[tuple[StateList, ...]] = UNKNOWN
    reassigned: Fact[Reassigned] = UNKNOWN
    litigator: Fact[ListCopy] = UNKNOWN
    protected_line: Fact[ListCopy] = UNKNOWN

    registrations: Fact[tuple[Registration, ...]] = UNKNOWN
    emergencies: Fact[tuple[Emergency, ...]] = UNKNOWN
    proclaimed: Fact[tuple[Proclaimed, ...]] = UNKNOWN
    exemptions: Fact[frozenset[str]] = UNKNOWN
    house_rules: Fact[tuple[HouseRule, ...]] = UNKNOWN

    script: Fact[Script] = UNKNOWN
    dialing: Fact[Dialing] = UNKNOWN
    recording: Fact[Recording] = UNKNOWN
    health: Fact[HealthMessage] = UNKNOWN
