"""The manager's page: outbox, agents, and what is held back."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from api.views import times, words
from api.views.call_rows import Clocked, Names
from api.views.manager import AgentRow, HeldBack, OutboxRow
from api.views.queue_rows import objections
from services.calling_queue import Queued
from services.compliance.speech import duration
from services.domain.times import from_text
from services.ports import Data
from services.stores.outbox import DEAD, Row

KINDS = {"crm_activity": "Call activity", "crm_task": "Follow-up task"}
STATES = {"waiting": "Waiting", "attempted": "Asking Podio", "dead": "Failed"}
ERRORS = {
    "asked_to_wait": "Podio asks to wait.",
    "outcome_unknown": "Podio did not answer; looking whether it was done.",
    "gave_up": "Podio could not be reached for three days.",
    "lead_gone": "The lead is no longer in Podio.",
    "no_follow_up": "The outcome needs no task any more.",
    "invalid_value": "Podio does not take a value of this call.",
    "option_missing": "Podio's field lacks this choice",
    "not_found": "Podio does not find the app or the lead.",
    "conflict": "Podio says that it has this already.",
    "gone": "The lead was deleted in Podio.",
    "forbidden": "Podio does not let Cleardial write here. Check the app's token.",
}


def outbox_row(row: Row, call: Data | None, names: Names, clocked: Clocked) -> OutboxRow:
    dead = row.state == DEAD
    return OutboxRow(
        id=row.id,
        what=KINDS.get(row.kind, row.kind),
        lead=(names.lead(call["lead_id"]) if call else "") or "Erased or deleted",
        state=STATES.get(row.state, row.state),
        reason=_reason(row, clocked.now),
        when=times.when(from_text(row.created_at), clocked.zone, clocked.now),
        dead=dead,
    )


def _reason(row: Row, now: datetime) -> str:
    why, _, name = (row.last_error or "").partition(":")
    said = words.of(ERRORS, why)
    said = f"{said.rstrip('.')}: {name}." if name else said
    wait = from_text(row.next_at) - now
    if row.state == DEAD or wait.total_seconds() <= 0:
        return said
    return f"{said} Next try in {duration(wait)}.".strip()


def agent_row(name: str, calls: Sequence[Data], present: bool, now: datetime) -> AgentRow:
    """`calls`: the agent's calls of the day, newest first."""
    last = calls[0] if calls else None
    on = last is not None and last["consumed_at"] is not None and last["cause"] is None
    if last and on:
        state = words.of(words.PHASES, last["state"])
        return AgentRow(name, state, "may", _since(last.get("answered_at"), now), len(calls))
    if last and last["owed"]:
        return AgentRow(
            name, "Owes an outcome", "notice", _since(last["ended_at"], now), len(calls)
        )
    state, tone = ("Available", "may") if present else ("Away", "grey")
    return AgentRow(name, state, tone, "", len(calls))


def _since(text: str | None, now: datetime) -> str:
    at = times.instant(text)
    return times.talk(max(0, int((now - at).total_seconds()))) if at else ""


def held_back(rows: Iterable[Queued]) -> tuple[HeldBack, ...]:
    """Each lead that may not be called counts once, under its first objection; most first."""
    counted = Counter(objections(row)[0] for row in rows if not row.may)
    return tuple(HeldBack(reason.capitalize(), n) for reason, n in counted.most_common())
