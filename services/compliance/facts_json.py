"""Questions and facts as JSON and back: what a record must keep so that a verdict can be replayed.

The number is left out: it is personal, stands in records only sealed, and is handed in again.
"""

from collections.abc import Callable
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any

from services.compliance.facts import (
    Answer,
    Consent,
    ConsentTier,
    DoNotCallScope,
    Fact,
    Facts,
    ListAnswer,
    NationalList,
    Place,
    Script,
    Told,
)
from services.compliance.model import CallKind, Purpose, Question
from services.domain.times import from_text, to_text

Json = Any


def question_json(question: Question) -> dict[str, Json]:
    return {
        "kind": question.kind.value,
        "purpose": question.purpose.value,
        "at": to_text(question.at),
        "acknowledgements": sorted(question.acknowledgements),
    }


def question_from(said: dict[str, Json], number: str | None) -> Question:
    """Raises KeyError, ValueError."""
    gates = frozenset(said["acknowledgements"])
    at = from_text(said["at"])
    return Question(CallKind(said["kind"]), Purpose(said["purpose"]), number, at, gates)


def facts_json(facts: Facts) -> dict[str, Json]:
    return {
        field.name: _fact_json(field.name, getattr(facts, field.name)) for field in fields(facts)
    }


def facts_from(said: dict[str, Json]) -> Facts:
    """Raises KeyError, ValueError."""
    return Facts(
        **{field.name: _fact_from(field.name, said[field.name]) for field in fields(Facts)}
    )


def _fact_json(name: str, fact: Fact[Any]) -> dict[str, Json]:
    value = None if fact.value is None else WRITE.get(name, str)(fact.value)
    return {"value": value, "source": fact.source, "as_of": _instant(fact.as_of)}


def _fact_from(name: str, said: dict[str, Json]) -> Fact[Any]:
    value = None if said["value"] is None else READ[name](said["value"])
    return Fact(value, said["source"], from_text(said["as_of"]) if said["as_of"] else None)


def _instant(at: datetime | None) -> str | None:
    return to_text(at) if at else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day_from(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _consent(consent: Consent) -> dict[str, Json]:
    return {
        "tier": consent.tier.value,
        "given_at": to_text(consent.given_at),
        "revoked_at": _instant(consent.revoked_at),
        "artificial_voice": consent.artificial_voice,
        "source": consent.source,
    }


def _consent_from(said: dict[str, Json]) -> Consent:
    revoked = from_text(said["revoked_at"]) if said["revoked_at"] else None
    given, voice = from_text(said["given_at"]), bool(said["artificial_voice"])
    return Consent(ConsentTier(said["tier"]), given, revoked, voice, said["source"])


def _place(place: Place) -> dict[str, Json]:
    return {"state": place.state, "zip3": place.zip3, "verified_on": _day(place.verified_on)}


def _list(answer: NationalList) -> dict[str, Json]:
    said = {"area_code": answer.area_code, "answer": answer.answer.value}
    return said | {"as_of": _day(answer.as_of)}


def _told(told: Told) -> dict[str, Json]:
    return {"restrictions": sorted(told.restrictions), "flags": sorted(told.flags)}


WRITE: dict[str, Callable[[Any], Json]] = {
    "address": _place,
    "national_list": _list,
    "consents": lambda held: [_consent(one) for one in held],
    "attempts": lambda made: [to_text(at) for at in made],
    "distress": sorted,
    "script": asdict,
    "told_us": _told,
}
READ: dict[str, Callable[[Any], Any]] = {
    "address": lambda s: Place(s["state"], s["zip3"], _day_from(s["verified_on"])),
    "line_type": str,
    "company_do_not_call": DoNotCallScope,
    "national_list": lambda s: NationalList(
        s["area_code"], ListAnswer(s["answer"]), _day_from(s["as_of"])
    ),
    "consents": lambda held: tuple(_consent_from(one) for one in held),
    "attempts": lambda made: tuple(from_text(at) for at in made),
    "attorney": Answer,
    "owner_occupied": Answer,
    "distress": frozenset,
    "script": lambda s: Script(**s),
    "told_us": lambda s: Told(frozenset(s["restrictions"]), frozenset(s["flags"])),
}
