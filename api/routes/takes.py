"""An agent takes a call from its assistant: who waits for a person, and each attempt to take it."""

from flask import Blueprint, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue

from api.auth import current_user, require
from api.container import services
from api.schemas.calls import take_view
from api.views.offers import shown
from services.call_progress import News
from services.domain.errors import NotFound
from services.domain.times import to_text
from services.domain.user import Role
from services.ports import Data

bp = Blueprint("takes", __name__)
bp.before_request(require(Role.AGENT))


@bp.get("/offers")
def offers() -> ResponseReturnValue:
    """The part of an agent's page that says who waits for a person now."""
    who = current_user()
    waits = services().offering.offers(who.user_id, who.session_id)
    rows = shown(waits, services().people.lead, services().clock.now())
    return render_template("partials/offers.html", offers=rows)


@bp.post("/calls/<call_id>/takes")
def take(call_id: str) -> ResponseReturnValue:
    who = current_user()
    taken = services().handing_over.take(call_id, who.user_id, who.session_id)
    return jsonify(
        call_id=taken.call_id,
        take=taken.number,
        permit=taken.permit,
        expires_at=to_text(taken.expires_at),
    ), 201


@bp.get("/calls/<call_id>/takes/<int:number>")
def show(call_id: str, number: int) -> ResponseReturnValue:
    """304 while nothing changed: the page asks once a second."""
    response = make_response(jsonify(take_view(_known(call_id), number)))
    response.add_etag()
    return response.make_conditional(request)


@bp.post("/calls/<call_id>/takes/<int:number>/joined")
def joined(call_id: str, number: int) -> ResponseReturnValue:
    """The page hears the room: now the lead may come."""
    return _tell(call_id, number, "page.joined")


@bp.post("/calls/<call_id>/takes/<int:number>/left")
def left(call_id: str, number: int) -> ResponseReturnValue:
    return _tell(call_id, number, "page.left")


@bp.post("/calls/<call_id>/takes/<int:number>/hangup")
def hang_up(call_id: str, number: int) -> ResponseReturnValue:
    return _tell(call_id, number, "page.hung_up")


def _tell(call_id: str, number: int, action: str) -> ResponseReturnValue:
    """Of an attempt that stands. Who says goodbye before his leg came gives the call back."""
    data = _known(call_id)
    if data.get("attempt") != number or data.get("taken_by") != current_user().user_id:
        return "", 204
    if leg := data.get("agent_sid"):
        news = News(action, {"leg": leg}, f"{action}:{leg}", f"user:{current_user().user_id}")
        services().call_progress.hear(call_id, news)
    elif action != "page.joined":
        services().handing_over.withdraw(call_id, number)
    return "", 204


def _known(call_id: str) -> Data:
    stored = services().calls.get(call_id)
    if stored is None or not stored.data.get("assistant"):
        raise NotFound("no such call of an assistant")
    return stored.data
