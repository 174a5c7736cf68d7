"""The manager's page: the day's calls, what waits for the CRM, who does what, what is held back."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from api import readers
from api.auth import current_user, require
from api.container import services
from api.parsing import Malformed
from api.views import board, words
from api.views.call_rows import Clocked, Names, Timed, forbidden, made, newest
from api.views.manager import AgentRow, Choice, Filter, ManagerPage, OutboxRow
from services.calling_queue import Queued
from services.compliance.clock import local, zone
from services.domain.story import StoryHit
from services.domain.times import from_text, to_text
from services.domain.user import Role
from services.ports import Data

bp = Blueprint("manager", __name__, url_prefix="/manager")
bp.before_request(require(Role.MANAGER))

PARTS = {"board": "partials/board.html", "held": "partials/held.html"}
OPEN_STATES = ("dead", "attempted", "waiting")
FILTERS = ("agent", "outcome", "verdict")
MOST = 100  # rows of one page


@bp.get("")
def show() -> ResponseReturnValue:
    """A part that asks again is given alone: what is held back is judged once a minute."""
    part = request.headers.get("X-Part", "")
    held = () if part == "board" else services().calling_queue.now(limit=200)
    template = PARTS.get(part, "pages/manager.html")
    return render_template(template, page=_page(held), here="/manager")


@bp.post("/outbox/<row_id>/replay")
def replay(row_id: str) -> ResponseReturnValue:
    services().outbox.replay(row_id, f"user:{current_user().user_id}")
    return redirect("/manager#outbox", 303)


def _page(queue: tuple[Queued, ...]) -> ManagerPage:
    from api.views.rules import due_reviews

    names, clocked = readers.names(), readers.clocked()
    there = clocked.now.astimezone(zone(clocked.zone))
    calls = _calls(clocked)
    before = _before()
    rows, last = newest(MOST, *_streams(calls, before, names, clocked))
    return ManagerPage(
        day=f"{there:%A, %B} {there.day}",
        calls=rows,
        older=_address(before=last) if last else "",
        newest=_address() if before else "",
        filters=_filters(),
        held_back=board.held_back(queue),
        leads=len(queue),
        outbox=_outbox(names, clocked),
        agents=tuple(_agents(calls, clocked.now)),
        due=due_reviews(there.date()),
    )


def _since(clocked: Clocked) -> datetime:
    """Midnight in the company's zone."""
    minute = local(clocked.now, clocked.zone).minute
    return (clocked.now - timedelta(minutes=minute)).replace(second=0, microsecond=0)


def _calls(clocked: Clocked) -> list[Data]:
    until = to_text(clocked.now + timedelta(days=1))
    found = services().calls.between(to_text(_since(clocked)), until)
    return [row.data for row in found]


def _before() -> str:
    """The cursor of the list: older than this instant. "" for the newest. Raises Malformed."""
    cursor = request.args.get("before", "")
    try:
        return to_text(from_text(cursor)) if cursor else ""
    except ValueError:
        raise Malformed({"before"}) from None


def _address(**more: str) -> str:
    """This page under the same filters."""
    kept = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    query = urlencode(kept | more)
    return f"/manager?{query}" if query else "/manager"


def _streams(
    calls: list[Data], before: str, names: Names, clocked: Clocked
) -> tuple[Iterator[Timed], Iterator[Timed]]:
    """Calls and denials, newest first, as the filters of the query string ask."""
    verdict, outcome = request.args.get("verdict"), request.args.get("outcome")
    until = before or to_text(clocked.now + timedelta(days=1))
    fitting = (d for d in calls if verdict != "deny" and d["asked_at"] < until and _fits(d))
    talked = ((d["asked_at"], partial(made, d, names, clocked)) for d in fitting)
    asked = verdict != "allow" and not outcome
    denied = _denials(until, clocked) if asked else iter(())
    return talked, ((hit.at, partial(forbidden, hit, names, clocked)) for hit in denied)


def _fits(data: Data) -> bool:
    agent, outcome = request.args.get("agent"), request.args.get("outcome")
    said = data["disposition"]["code"] if data["disposition"] else None
    return (not agent or data["agent_id"] == agent) and (not outcome or said == outcome)


def _denials(until: str, clocked: Clocked) -> Iterator[StoryHit]:
    agent = request.args.get("agent")
    hits = services().audit_story.denials(to_text(_since(clocked)), until)
    return (hit for hit in hits if agent in (None, "", hit.actor.removeprefix("user:")))


def _outbox(names: Names, clocked: Clocked) -> tuple[OutboxRow, ...]:
    rows = [row for state in OPEN_STATES for row in services().outbox.rows(state, limit=50)]
    calls = {id_: services().calls.get(id_) for id_ in {r.payload["call_id"] for r in rows}}
    found = {id_: stored.data for id_, stored in calls.items() if stored}
    return tuple(
        board.outbox_row(row, found.get(row.payload["call_id"]), names, clocked) for row in rows
    )


def _agents(calls: list[Data], now: datetime) -> list[AgentRow]:
    agents = [p for p in services().users.all() if p.user.role is Role.AGENT and p.user.enabled]
    return [
        board.agent_row(
            person.name,
            [c for c in calls if c["agent_id"] == person.user.id],
            services().softphones.held(person.user.id),
            now,
        )
        for person in agents
    ]


def _filters() -> tuple[Filter, ...]:
    agents = {p.user.id: p.name for p in services().users.all() if p.user.role is Role.AGENT}
    return (
        _filter("agent", "Agent", "Everybody", agents),
        _filter("outcome", "Outcome", "Any outcome", words.DISPOSITIONS),
        _filter("verdict", "Verdict", "Allowed and denied", {"allow": "Allowed", "deny": "Denied"}),
    )


def _filter(name: str, label: str, everything: str, choices: dict[str, str]) -> Filter:
    chosen = request.args.get(name, "")
    rows = {"": everything} | choices
    return Filter(name, label, tuple(Choice(v, w, v == chosen) for v, w in rows.items()))
