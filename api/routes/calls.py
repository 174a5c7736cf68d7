"""The agent's call, from the question to the disposition."""

from flask import Blueprint, Response, jsonify, make_response, request
from flask.typing import ResponseReturnValue

from api.auth import current_user, require
from api.container import services
from api.parsing import body
from api.schemas.calls import DraftNotes, PlaceCall, RecordDisposition, call_view
from services.asking import Order
from services.call_progress import News
from services.domain.errors import NotFound
from services.domain.times import to_text
from services.domain.user import Role
from services.ports import Data
from services.stores.leads import item_id_of

bp = Blueprint("calls", __name__, url_prefix="/calls")
bp.before_request(require(Role.AGENT))


@bp.post("")
def place_call() -> ResponseReturnValue:
    asked, who = body(PlaceCall), current_user()
    order = Order(
        agent_id=who.user_id,
        session_id=who.session_id,
        lead_id=asked.lead_id,
        number_id=asked.number_id,
        request_id=asked.request_id,
        acknowledgements=frozenset(asked.acknowledgements),
        awaits_sound=asked.awaits_sound,
    )
    return _send(order, asked.assistant) if asked.assistant else _permit(order)


def _permit(order: Order) -> ResponseReturnValue:
    allowed = services().asking.ask(order)
    return jsonify(
        call_id=allowed.call_id,
        permit=allowed.permit,
        expires_at=to_text(allowed.expires_at),
        legal_until=to_text(allowed.legal_until) if allowed.legal_until else None,
        decision_id=allowed.decision_id,
    ), 201


def _send(order: Order, playbook: str) -> ResponseReturnValue:
    """Nothing is left for the page to do: no permit is given out."""
    sent = services().assistant_calling.send(order, playbook)
    return jsonify(
        call_id=sent.call_id,
        assistant=playbook,
        legal_until=to_text(sent.legal_until) if sent.legal_until else None,
        decision_id=sent.decision_id,
        state=sent.state,
        cause=sent.cause,
    ), 201


@bp.get("/<call_id>")
def show(call_id: str) -> ResponseReturnValue:
    """304 while nothing changed: the page asks once a second."""
    response = make_response(jsonify(call_view(_own(call_id))))
    response.add_etag()
    return response.make_conditional(request)


@bp.post("/<call_id>/joined")
def joined(call_id: str) -> ResponseReturnValue:
    """The page hears the room: one of three triggers of the dial, and the first that counts when
    the page asked to be waited for."""
    return _tell(call_id, "page.joined")


@bp.post("/<call_id>/left")
def left(call_id: str) -> ResponseReturnValue:
    """The page's beacon as it goes away."""
    return _tell(call_id, "page.left")


@bp.post("/<call_id>/hangup")
def hang_up(call_id: str) -> ResponseReturnValue:
    return _tell(call_id, "page.hung_up")


@bp.get("/<call_id>/notes")
def notes(call_id: str) -> ResponseReturnValue:
    return jsonify(notes=services().dispositions.draft(call_id, current_user().user_id))


@bp.put("/<call_id>/notes")
def save_notes(call_id: str) -> ResponseReturnValue:
    typed = body(DraftNotes)
    services().dispositions.save_draft(call_id, current_user().user_id, typed.notes)
    return "", 204


@bp.post("/<call_id>/disposition")
def dispose(call_id: str) -> ResponseReturnValue:
    said = body(RecordDisposition)
    services().dispositions.dispose(call_id, current_user().user_id, said.said())
    return jsonify(next=f"/workspace?after={item_id_of(_own(call_id)['lead_id'])}")


def _own(call_id: str) -> Data:
    """The agent's own call, or that of an assistant whom he sent."""
    stored = services().calls.get(call_id)
    if stored is None or current_user().user_id not in _whose(stored.data):
        raise NotFound("no such call")
    return stored.data


def _whose(data: Data) -> tuple[str | None, ...]:
    asked_by = (data["asked_by"],) if data.get("assistant") else ()
    return (data["agent_id"], data.get("taken_by"), *asked_by)


def _tell(call_id: str, action: str) -> Response:
    data = _own(call_id)
    if data["consumed_at"] is None:
        raise NotFound("this call is not connected")
    if data.get("assistant") and action != "page.hung_up":
        return make_response("", 204)  # the assistant needs no page; who takes it has his own doors
    actor = f"user:{current_user().user_id}"
    services().call_progress.hear(call_id, News(action, {}, action, actor))
    return make_response("", 204)
