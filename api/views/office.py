"""The manager's page of assistants: switches, what needs a person, calls, promises, places."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.views import assistant_words, times, words
from api.views.call_rows import Clocked, Names
from services.assistant_office import Booked
from services.domain.text_change import Standing, TextChange
from services.domain.times import from_text
from services.ports import Data
from services.stores.alerts import Alert
from services.stores.promises import Kept
from services.stores.switches import Switch

GONE = "Erased or deleted"
ALERTS = {
    "emergency": "Somebody spoke of an emergency",
    "self_harm": "Somebody spoke of harming themselves",
    "appointment_lost": "A place was taken by another caller meanwhile: call them back",
}
PROMISES = {
    "pending": ("Pending", "grey"),
    "partial": ("Partly paid", "notice"),
    "overdue": ("Overdue", "not"),
    "fulfilled": ("Kept", "may"),
    "broken": ("Broken", "not"),
}


@dataclass(frozen=True)
class SwitchRow:
    playbook: str
    name: str
    on: bool
    note: str


@dataclass(frozen=True)
class AlertRow:
    id: str
    what: str
    lead: str
    when: str


@dataclass(frozen=True)
class TalkRow:
    when: str
    lead: str
    playbook: str
    outcome: str
    tone: str
    talk: str
    note: str = ""


@dataclass(frozen=True)
class PromiseRow:
    lead: str
    amount: str
    due: str
    standing: str
    tone: str


@dataclass(frozen=True)
class PlaceRow:
    lead: str
    when: str
    calendar: str
    lost: bool


@dataclass(frozen=True)
class ProposalRow:
    playbook: str
    number: int
    name: str
    text_id: str
    by: str
    href: str


@dataclass(frozen=True)
class OfficePage:
    switches: tuple[SwitchRow, ...]
    alerts: tuple[AlertRow, ...]
    proposals: tuple[ProposalRow, ...]
    talks: tuple[TalkRow, ...]
    promises: tuple[PromiseRow, ...]
    places: tuple[PlaceRow, ...]


def switch_row(switch: Switch, names: Names, clocked: Clocked) -> SwitchRow:
    note = ""
    if switch.by:
        when = times.when(from_text(switch.at), clocked.zone, clocked.now)
        note = f"{names.agent(switch.by) or 'Somebody'}, {when}"
    return SwitchRow(switch.playbook, assistant_words.playbook(switch.playbook), switch.on, note)


def alert_row(alert: Alert, names: Names, clocked: Clocked) -> AlertRow:
    what = ALERTS.get(alert.what, assistant_words.label(alert.what))
    when = times.when(from_text(alert.at), clocked.zone, clocked.now)
    return AlertRow(alert.id, what, _lead(alert.lead_id, names), when)


def talk_row(data: Data, names: Names, clocked: Clocked) -> TalkRow:
    outcome, tone = _outcome(data)
    return TalkRow(
        when=times.when(from_text(data["asked_at"]), clocked.zone, clocked.now),
        lead=_lead(data.get("lead_id"), names),
        playbook=assistant_words.playbook(data["assistant"]),
        outcome=outcome,
        tone=tone,
        talk=times.talk(data["talk_s"]) if data.get("talk_s") else "",
        note=_taken(data, names),
    )


def _outcome(data: Data) -> tuple[str, str]:
    if data["cause"] is None:
        phase = "with_agent" if data.get("handed_over_at") else str(data["state"])
        said = assistant_words.PHASES.get(phase, assistant_words.label(phase))
        return said.format(agent="An agent"), "may"
    if data.get("handed_over_at") and data["disposition"]:
        return words.of(words.DISPOSITIONS, data["disposition"]["code"]), ""
    if data.get("outcome"):
        return assistant_words.outcome(data["outcome"]), _tone(data["outcome"])
    ended = assistant_words.ENDS.get(data["cause"])
    return ended or words.of(words.CAUSES_OF_OTHERS, data["cause"]), "grey"


def _tone(outcome: str) -> str:
    good = ("appointment_booked", "promise_made", "qualified", "transferred")
    bad = ("opted_out", "attorney", "wrong_number", "deceased", "emergency")
    return "may" if outcome in good else "not" if outcome in bad else ""


def _taken(data: Data, names: Names) -> str:
    taken = data.get("handed_over_at") and data.get("taken_by")
    return f"Taken over by {names.agent(data['taken_by']) or 'an agent'}" if taken else ""


def promise_row(kept: Kept, names: Names) -> PromiseRow:
    standing, tone = PROMISES[kept.standing.value]
    on = kept.promise.on
    return PromiseRow(
        lead=_lead(kept.lead_id, names),
        amount=money(kept.promise.amount_cents),
        due=f"{on:%a %b} {on.day}",
        standing=standing,
        tone=tone,
    )


def money(cents: int) -> str:
    return f"${cents / 100:,.2f}"


def place_row(booked: Booked, names: Names, clocked: Clocked) -> PlaceRow:
    slot = booked.slot
    when = times.when_there(slot.starts_at, slot.zone, clocked.now) if slot else "no place any more"
    calendar = assistant_words.label(slot.calendar) if slot else ""
    return PlaceRow(_lead(booked.lead_id, names), when, calendar, booked.lost)


def proposal_rows(changes: Iterable[TextChange], names: Names) -> tuple[ProposalRow, ...]:
    """What waits for a second manager."""
    waiting = [change for change in changes if change.standing is Standing.PROPOSED]
    return tuple(
        ProposalRow(
            playbook=change.playbook,
            number=change.number,
            name=assistant_words.playbook(change.playbook),
            text_id=assistant_words.label(change.text_id.partition(".")[2] or change.text_id),
            by=names.agent(change.by) or "Somebody",
            href=f"/manager/texts/{change.playbook}/{change.language}/{change.text_id}",
        )
        for change in waiting
    )


def _lead(lead_id: str | None, names: Names) -> str:
    return (names.lead(lead_id) if lead_id else "A caller whom nobody knows") or GONE
