"""The personal part of a lead as one JSON text, sealed as a whole."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from services.domain.lead import Address, Lead, LeadNumber
from services.ports import Data

WORDS = ("role", "listed")
DAYS = ("redemption_ends", "sale_on", "inquired_on", "dealt_on")


def profile_text(lead: Lead) -> str:
    """Everything that belongs to the person. Ids and keys of numbers stay outside."""
    place = lead.address
    verified_on = _day_text(place.verified_on)
    return json.dumps(
        {
            "name": lead.name,
            "numbers": [[n.e164, n.label, n.line_type] for n in lead.numbers],
            "address": [place.street, place.city, place.state, place.postal_code, verified_on],
            "owner_occupied": lead.owner_occupied,
            "attorney": lead.attorney,
            "distress": None if lead.distress is None else sorted(lead.distress),
            **{name: getattr(lead, name) for name in WORDS},
            **{name: _day_text(getattr(lead, name)) for name in DAYS},
            "details": dict(lead.details),
            "missing": list(lead.missing),
        }
    )


def profile_from(
    profile: Mapping[str, Any], data: Data, *, lead_id: str, fetched_at: datetime
) -> Lead:
    """The lead of a profile and its document's plain part."""
    numbers = zip(profile["numbers"], data["numbers"], strict=True)
    street, city, state, postal_code, verified_on = profile["address"]
    distress = profile["distress"]
    days: dict[str, Any] = {name: _day(profile.get(name)) for name in DAYS}
    return Lead(
        id=lead_id,
        item_id=data["item_id"],
        revision=data["revision"],
        name=profile["name"],
        numbers=tuple(_number(told, kept) for told, kept in numbers),
        address=Address(street, city, state, postal_code, _day(verified_on)),
        owner_occupied=profile["owner_occupied"],
        attorney=profile["attorney"],
        distress=None if distress is None else frozenset(distress),
        **{name: profile.get(name) for name in WORDS},
        **days,
        details=profile["details"],
        missing=tuple(profile["missing"]),
        fetched_at=fetched_at,
    )


def _number(told: list[str | None], kept: Data) -> LeadNumber:
    e164, label, line_type = told
    return LeadNumber(kept["id"], e164, label or "", line_type, kept["key"])


def _day_text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
