"""The words that a fact may hold where its type is a text: another word would be passed over, and
what is passed over opens a call."""

from collections.abc import Iterable, Iterator
from typing import Any

from services.compliance.book import current
from services.compliance.facts import Facts
from services.compliance.plain import Misread
from services.compliance.rules.health_message import TOPICS
from services.compliance.speech import DAYS
from services.compliance.state_law import state_law

RESTRICTIONS = frozenset(
    {"work", "text", "voice", "sunday", "saturday", "weekend", "evening", "morning"}
)
FLAGS = frozenset(
    {
        *("cease", "stop_calling", "refuses_to_pay", "deceased", "dispute", "already_paid"),
        *("bankruptcy", "attorney", "hardship", "emergency", "self_harm"),
        *("refused", "do_not_record", "third_party"),
    }
)
DISTRESS = frozenset({"foreclosure", "probate", "tax_lien", "fsbo", "expired"})
WORDING = frozenset(
    {
        *("marketing", "advertising", "billing", "accounting", "debt", "financial"),
        *("health_detail", "third_party", "deceptive", "threat_of_suit", "confirmation"),
        *("business_name", "reply_request", "person_name", "reply_number"),
        *("salutation", "date_time", "reply_times", "any_representative", "persona_name"),
    }
)
LINES = frozenset({"mobile", "landline", "voip"})
ROLES = frozenset({"", "owner", "fiduciary", "heir"})
CALLER_IDS = frozenset({"own", "seller", "blocked", "foreign"})
EXEMPTIONS = frozenset(
    {
        *("real_estate_licensee", "covered_entity", "nonprofit"),
        *("face_to_face_sale", "registered_with_vermont_agency"),
        "federally_supervised_institution",
    }
)
OUTSIDE = "outside_registration_"
Said = tuple[str, Iterable[str], frozenset[str]]


def expect_words(facts: Facts) -> None:
    """Raises Misread for a word that no rule knows."""
    for path, said, known in _said(facts):
        if not known.issuperset(said):
            raise Misread(path, f"must be of {', '.join(sorted(known - {''}))}")
    for path, place in (("address", facts.address), ("stated_location", facts.stated_location)):
        zip3 = place.value.zip3 if place.value else ""
        if zip3 and not (len(zip3) == 3 and zip3.isascii() and zip3.isdigit()):
            raise Misread(f"person.{path}.zip3", "must be the first three digits of the ZIP")


def _said(facts: Facts) -> Iterator[Said]:
    told, script, estate = facts.told_us.value, facts.script.value, facts.estate.value
    if told:
        days = [day for one in told.inconvenient for day in one.days]
        yield "person.told_us.restrictions", told.restrictions, RESTRICTIONS
        yield "person.told_us.flags", told.flags, FLAGS
        yield "person.told_us.inconvenient", days, frozenset(map(str.lower, DAYS))
    if script:
        yield "question.script.wording", script.wording, WORDING
    if estate:
        yield "person.estate.role", (estate.role,), ROLES
    yield from _one("person.line_type", facts.line_type.value, LINES)
    yield "person.distress", facts.distress.value or (), DISTRESS
    yield "seller.exemptions", facts.exemptions.value or (), exemptions()
    health, dialing = facts.health.value, facts.dialing.value
    yield from _one("question.health.topic", health and health.topic, TOPICS | {""})
    yield from _one("question.dialing.caller_id", dialing and dialing.caller_id, CALLER_IDS)


def _one(path: str, word: Any, known: frozenset[str]) -> Iterator[Said]:
    if word is not None:
        yield path, (word,), known


def exemptions() -> frozenset[str]:
    """With one for each state whose registration binds some sellers only."""
    states = state_law().registrations.by_state.keys() & current().states.keys()
    return EXEMPTIONS | {f"{OUTSIDE}{state}" for state in states}
