"""The lead of the workspace, from what the CRM says and what was judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from api.views import assistant_words, times, words
from api.views.script_pane import script
from api.views.verdict_card import card
from api.views.workspace import LeadCard, NumberChoice, PastCall
from services.compliance.clock import city
from services.domain.lead import Lead
from services.domain.times import from_text
from services.outlook import Outlook
from services.ports import Data
from services.timelines import Happening

MISSING = {
    "law_firm": "whether a law firm is on record",
    "lead_type": "a lead type that we know",
    "owner_occupied": "whether the owner lives there",
    "phone": "a telephone number that can be read",
    "second_phone": "a second telephone number that can be read",
}


@dataclass(frozen=True)
class Caller:
    """Who calls, as the script says it."""

    agent: str
    company: str
    company_phone: str


@dataclass(frozen=True)
class Acknowledged:
    """The gates that were acknowledged for the call that is on, to this number."""

    number_id: str
    gates: frozenset[str]


NOTHING = Acknowledged("", frozenset())


def lead_card(
    lead: Lead,
    outlooks: Sequence[Outlook],
    history: Sequence[Data],
    *,
    by: Caller,
    now: datetime,
    also: Sequence[Happening] = (),
    on: Acknowledged = NOTHING,
) -> LeadCard:
    """`also`: what has happened beside the calls. `on`: the gates of the call that is on."""
    names = _names(lead, by)
    zone = next((o.zone for o in outlooks if o.may), outlooks[0].zone if outlooks else "")
    return LeadCard(
        lead_id=lead.id,
        item_id=lead.item_id,
        name=lead.name or "No name in Podio",
        address=address(lead),
        local_time=times.clock(now, zone) if zone else "",
        city=city(zone) if zone else "",
        zone=zone,
        details=tuple(lead.details.items()),
        missing=tuple(MISSING.get(name, name) for name in lead.missing),
        fetched=times.ago(lead.fetched_at, now),
        numbers=tuple(_choice(outlook, now, names, on) for outlook in outlooks),
        history=_before(history, also, zone or "UTC", now),
    )


def address(lead: Lead) -> str:
    at = lead.address
    return ", ".join(filter(None, (at.street, at.city, f"{at.state} {at.postal_code}".strip())))


def masked(e164: str | None) -> str:
    """`+1 312 ••• 0144`: enough to tell two numbers apart."""
    if e164 is None:
        return "unreadable number"
    return f"{e164[:2]} {e164[2:5]} ••• {e164[-4:]}"


def spoken(e164: str) -> str:
    """`+1 312 555 0144`"""
    return f"{e164[:2]} {e164[2:5]} {e164[5:8]} {e164[8:]}"


def _choice(
    outlook: Outlook, now: datetime, names: dict[str, str], on: Acknowledged
) -> NumberChoice:
    number = outlook.number
    shown = card(outlook, now, on.gates if on.number_id == number.id else frozenset())
    words = script(outlook.verdict.findings, names)
    return NumberChoice(number.id, masked(number.e164), number.label, shown, words)


def _before(
    history: Sequence[Data], also: Sequence[Happening], zone: str, now: datetime
) -> tuple[PastCall, ...]:
    """Newest first."""
    rows = [(data["asked_at"], _past(data, zone, now)) for data in history]
    for one in also:
        when = times.when(from_text(one.at), zone, now)
        rows.append((one.at, PastCall(when, one.words)))
    return tuple(row for _, row in sorted(rows, key=lambda timed: timed[0], reverse=True))


def _past(data: Data, zone: str, now: datetime) -> PastCall:
    said = data["disposition"]
    what = words.of(words.DISPOSITIONS, said["code"]) if said else ""
    what = what or words.of(words.CAUSES_OF_OTHERS, data["cause"]) or "Still on"
    if data.get("assistant") and not data.get("handed_over_at"):
        what = f"Assistant: {assistant_words.outcome(data.get('outcome')) or what}"
    talked = data.get("talk_s") or 0
    note = f"Talked {times.talk(talked)}" if talked else ""
    return PastCall(times.when(from_text(data["asked_at"]), zone, now), what, note)


def _names(lead: Lead, by: Caller) -> dict[str, str]:
    """What the script pane fills in."""
    return {
        "agent": by.agent,
        "company": by.company,
        "phone": spoken(by.company_phone) if by.company_phone else "",
        "property": lead.address.street,
    }
