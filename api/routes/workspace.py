"""The agent's pages: the queue, the next lead, one lead."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from api.auth import current_user, require
from api.container import services, settings
from api.views import times, words
from api.views.lead_card import NOTHING, Acknowledged, Caller, lead_card
from api.views.queue_rows import queue
from api.views.softphone import softphone
from api.views.workspace import OwedCall, Workspace
from services.domain.errors import DomainError
from services.domain.lead import Lead
from services.domain.user import Role
from services.ports import Data
from services.stores.leads import item_id_of

bp = Blueprint("workspace", __name__)
bp.before_request(require(Role.AGENT))

PARTS = {"queue": "partials/queue.html", "verdict": "partials/verdict.html"}
BEFORE = 3  # earlier calls shown


@bp.get("/queue")
def show_queue() -> ResponseReturnValue:
    now = services().clock.now()
    shown = queue(services().calling_queue.now(), now, polled=services().leads.polled())
    part = request.headers.get("X-Part") == "queue"
    return render_template(
        "partials/queue_page.html" if part else "pages/queue.html", queue=shown, here="/"
    )


@bp.get("/workspace")
def next_lead() -> ResponseReturnValue:
    owed = _current_call()
    if owed:
        return redirect(f"/workspace/{item_id_of(owed['lead_id'])}")
    following = services().calling_queue.following(request.args.get("after", type=int))
    return redirect(f"/workspace/{following.lead.item_id}" if following else "/")


@bp.get("/workspace/<int:item_id>")
def show(item_id: int) -> ResponseReturnValue:
    call = _current_call()
    if call and item_id_of(call["lead_id"]) != item_id:
        return redirect(f"/workspace/{item_id_of(call['lead_id'])}")
    # A lead that is deleted in Podio during his call still has his outcome recorded.
    kept = services().leads.kept(call["lead_id"]) if call else None
    lead = kept or services().lead_sync.open(item_id)
    part = PARTS.get(request.headers.get("X-Part", ""))
    return render_template(
        part or "pages/workspace.html",
        workspace=_workspace(lead, call),
        dispositions=words.DISPOSITIONS,
        motivations=words.MOTIVATIONS,
        date_owed=sorted(words.DATE_OWED),
        here="/workspace",
    )


def _workspace(lead: Lead, call: Data | None) -> Workspace:
    now, who = services().clock.now(), current_user()
    outlooks = services().outlooks.of(lead, now)
    history = [row.data for row in services().calls.of_lead(lead.id, BEFORE)]
    caller = Caller(_name(who.user_id), settings().company_name, settings().company_phone)
    also = [one for one in services().timelines().of(lead.id) if one.kind != "call"]
    card = lead_card(lead, outlooks, history, by=caller, now=now, also=also, on=_acknowledged())
    owed = _owed(call, who.user_id) if call else None
    return Workspace(
        lead=card,
        queue=queue(services().calling_queue.now(), now, polled=now, current=lead.item_id),
        owed=owed,
        today=times.day(now, card.zone or "UTC"),
        settings=softphone(settings(), owed),
    )


def _current_call() -> Data | None:
    """The agent's call that is still on, or that ended without its outcome."""
    data = services().calls.last_of(current_user().user_id)
    on = data is not None and data["consumed_at"] is not None and data["cause"] is None
    return data if data and (on or data["owed"]) else None


def _acknowledged() -> Acknowledged:
    """For the agent's call that is on, from its permit to its end."""
    data = services().calls.last_of(current_user().user_id)
    if data is None or data["cause"] is not None:
        return NOTHING
    return Acknowledged(data["number_id"], frozenset(data["acknowledgements"]))


def _owed(call: Data, agent_id: str) -> OwedCall:
    notes = services().dispositions.draft(call["call_id"], agent_id)
    return OwedCall(call["call_id"], call["state"], call["owed"], notes, call.get("attempt"))


def _name(user_id: str) -> str:
    try:
        return services().users.name_of(user_id)
    except DomainError:
        return ""
