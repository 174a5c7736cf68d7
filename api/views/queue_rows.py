"""The queue as rows."""

from datetime import datetime, timedelta

from api.views import times, words
from api.views.verdict_card import card, tone
from api.views.workspace import Queue, QueueRow
from services.calling_queue import Queued
from services.compliance.clock import city
from services.compliance.speech import duration
from services.domain.times import to_text

TO_THE_SECOND = len("2026-11-20T18:00:00")


STALE = timedelta(minutes=5)
WEST = timedelta(hours=5, minutes=30)  # from New York's morning to Honolulu's


def queue(
    rows: tuple[Queued, ...],
    now: datetime,
    *,
    polled: datetime | None = None,
    current: int | None = None,
) -> Queue:
    """`polled`: when the CRM was last read as a whole. `current`: the item that is open."""
    opens = sorted((row.opens, index) for index, row in enumerate(rows) if row.opens)
    first = rows[opens[0][1]] if opens else None
    return Queue(
        rows=tuple(_row(row, now, current) for row in rows),
        open_now=sum(row.may for row in rows),
        opens=_opens(first, now),
        problem=_problem(polled, now),
        rehearse=_rehearse(first.opens) if first and first.opens else "",
    )


def _problem(polled: datetime | None, now: datetime) -> str:
    if polled is None:
        return "Podio has not been read yet. Leads stand here as soon as it answers."
    if now - polled < STALE:
        return ""
    return (
        f"Podio has not answered for {duration(now - polled)}. These leads are as they were then; "
        "calls are judged as strictly as ever."
    )


def _rehearse(opens: datetime) -> str:
    """Late enough that the west of the country has opened too."""
    return to_text(opens + WEST)[:TO_THE_SECOND] + "Z"


def _opens(first: Queued | None, now: datetime) -> str:
    if first is None or first.opens is None or first.outlook is None:
        return ""
    at = times.when_there(first.opens, first.outlook.zone, now)
    return f"{at}, in {duration(first.opens - now)}"


def _row(row: Queued, now: datetime, current: int | None) -> QueueRow:
    lead, outlook = row.lead, row.outlook
    here = lead.address
    return QueueRow(
        name=lead.name or "No name in Podio",
        href=f"/workspace/{lead.item_id}",
        local_time=times.clock(now, outlook.zone) if outlook else "",
        city=city(outlook.zone) if outlook else "",
        line=_line(row, now),
        tone=tone(outlook) if outlook else "not",
        place=", ".join(filter(None, (here.street, f"{here.city} {here.state}".strip()))),
        day=card(outlook, now).day if outlook else None,
        current=lead.item_id == current,
    )


def _line(row: Queued, now: datetime) -> str:
    if row.outlook is None:
        return "no telephone number"
    opened = row.outlook.opened
    if row.outlook.gates:
        return "after you acknowledge the law"
    if opened.allowed and opened.legal_until:
        return f"until {times.when(opened.legal_until, row.outlook.zone, now)}"
    if row.opens:
        return f"opens {times.when(row.opens, row.outlook.zone, now)}"
    return objections(row)[0]


def objections(row: Queued) -> tuple[str, ...]:
    """What forbids the call, in a few words each; at least one for who may not be called."""
    if row.outlook is None:
        return ("no telephone number",)
    found = [words.short(f.rule, f.finding) for f in row.outlook.opened.objections if not f.gate]
    return tuple(found) or ("not allowed",)
