"""Parts of the agent's workspace about assistants: which may call, and the one that does.

What shows a talk loads the playbooks, and PyYAML with them: only where one is shown.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from api.auth import require
from api.container import services
from api.views.playbook_choice import Asked, choices
from services.domain.errors import Erased, NotFound
from services.domain.times import from_text
from services.domain.user import Role
from services.ports import Data
from services.stores.leads import lead_id_of

if TYPE_CHECKING:
    from api.views.assistant_card import AssistantCard
    from services.conversation.book import Book
    from services.conversation.talk import Talk

bp = Blueprint("assistants", __name__, url_prefix="/workspace")
bp.before_request(require(Role.AGENT))

SHOWN_FOR = timedelta(minutes=30)  # after its end


@bp.get("/<int:item_id>/playbooks")
def playbooks(item_id: int) -> ResponseReturnValue:
    """What the organization has switched on and fits this lead, judged for this number."""
    lead = services().leads.get(lead_id_of(item_id))
    number = lead.number(request.args.get("number", "")) if lead else None
    if lead is None or number is None:
        raise NotFound("no such lead or number")
    asked = Asked(lead, number, services().clock.now())
    manner = services().assistants.manner
    fitting = services().playbook_fit.fitting(services().playbook_switching.on(), lead.id)
    found = choices(fitting, asked, services().judging, manner)
    return render_template("partials/playbooks.html", choices=found, number=number)


@bp.get("/<int:item_id>/assistant")
def watch(item_id: int) -> ResponseReturnValue:
    """The assistant's call to this lead that is on, or has just ended."""
    rows = services().calls.of_lead(lead_id_of(item_id), limit=1)
    data = rows[0].data if rows else None
    shown = _card(data) if data and data.get("assistant") and _recent(data) else None
    return render_template("partials/assistant.html", assistant=shown)


def _recent(data: Data) -> bool:
    ended_at = data.get("ended_at")
    return ended_at is None or services().clock.now() - from_text(ended_at) < SHOWN_FOR


def _card(data: Data) -> AssistantCard:
    from api.views.assistant_card import card

    talk = _talk(data["call_id"])
    taken_by = data.get("taken_by")
    agent = services().people.user(taken_by) if taken_by else ""
    over = talk is not None and data["cause"] is not None
    summary = services().summaries().of(data, talk).said.notes if over else ""
    book = _book(data["assistant"]) if talk else None
    return card(data, talk, book, agent=agent, summary=summary)


def _talk(call_id: str) -> Talk | None:
    """None too when the person was erased."""
    with suppress(Erased):
        return services().talks.get(call_id)
    return None


def _book(playbook: str) -> Book | None:
    from services.conversation.faults import BadPlaybook

    try:
        return services().assistants.scripts().read(playbook)
    except BadPlaybook:
        return None
