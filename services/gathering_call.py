"""The seller, and the call itself: what we are registered as, how we dial, what we would say."""

from typing import Any

from services.compliance.facts import (
    Answer,
    Dialing,
    Fact,
    HealthMessage,
    Recording,
)
from services.compliance.model import CallKind
from services.domain.call_ends import RING_S
from services.gathering_person import reach, state_of
from services.gathering_reading import OURS, Asked, Known
from services.stores.patients import Patients
from services.stores.seller import Seller

SETTINGS, PATIENTS = "our settings", "the practice's patients"
HEALTH_TOPICS = {"healthcare_intake": "appointment"}  # playbook to what it calls about
COVERED = "covered_entity"


def known_of_seller(seller: Seller) -> dict[str, Fact[Any]]:
    """All unknown until somebody has said it."""
    said, confirmed = seller.said_at, seller.confirmed_at
    source = seller.source or OURS
    return {
        "registrations": Fact(seller.registrations if said else None, source, said),
        "exemptions": Fact(seller.exemptions if said else None, source, said),
        "emergencies": Fact(seller.emergencies if confirmed else None, source, confirmed),
        "proclaimed": Fact(seller.proclaimed if confirmed else None, source, confirmed),
    }


def known_of_call(
    asked: Asked, known: Known, patients: Patients, caller_id: str
) -> dict[str, Fact[Any]]:
    return {
        "dialing": Fact(_dialing(asked, known, caller_id), SETTINGS, asked.at),
        "recording": Fact(recorded(asked.kind), SETTINGS, asked.at),
        "health": _health(asked, known, patients),
    }


def recorded(kind: CallKind) -> Recording:
    """Nothing is recorded; but the words of an assistant's call are written down and kept, which is
    the same to the law."""
    return Recording(planned=kind is CallKind.ARTIFICIAL_VOICE)


def dialing(*, feigns_presence: bool) -> Dialing:
    """Whoever answers is spoken to at once: the agent waits in the room before we dial, an
    assistant's first words are asked for with the answer. Our number takes key 9 at any hour."""
    return Dialing(ring_s=RING_S, person_within_s=0, feigns_presence=feigns_presence)


def _dialing(asked: Asked, known: Known, caller_id: str) -> Dialing:
    theirs = reach(asked, known.ledger.stated.state)
    return dialing(feigns_presence=feigns(caller_id, theirs, known.seller))


def feigns(caller_id: str, theirs: tuple[str | None, ...], seller: Seller) -> bool:
    """Whether a number of ours looks local to a person who may be in these states, where we have
    no place."""
    shown = state_of(caller_id)
    return shown is not None and shown in theirs and shown not in seller.places


def _health(asked: Asked, known: Known, patients: Patients) -> Fact[HealthMessage]:
    topic = HEALTH_TOPICS.get(asked.playbook)
    if topic is None:
        return Fact(HealthMessage(), SETTINGS, asked.at)
    message = HealthMessage(
        topic,
        number_from_patient=_given(asked, patients),
        covered=_covered(known.seller),
        free_to_end_user=Answer.NO,  # an ordinary call: the carrier offers no other
    )
    return Fact(message, PATIENTS, asked.at)


def _given(asked: Asked, patients: Patients) -> Answer:
    """Whether the patient himself gave the practice this number."""
    found = patients.of_lead(asked.lead.id)
    given = any(patient.phone == asked.number.e164 for patient in found if patient.phone)
    return Answer.YES if given else Answer.UNKNOWN


def _covered(seller: Seller) -> Answer:
    if seller.said_at is None:
        return Answer.UNKNOWN
    return Answer.YES if COVERED in seller.exemptions else Answer.NO
