"""One key: this number, or this person, is never called again."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api.auth import current_user, require
from api.container import services
from api.parsing import body
from api.schemas.calls import StopCalling
from services.domain.user import Role

bp = Blueprint("do_not_call", __name__)
bp.before_request(require(Role.AGENT, Role.MANAGER))


@bp.post("/do-not-call")
def stop_calling() -> ResponseReturnValue:
    order = body(StopCalling)
    actor = f"user:{current_user().user_id}"
    services().opting_out.by_agent(order.lead_id, order.number_id, actor=actor)
    return "", 204
