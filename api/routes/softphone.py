"""The softphone's token and its lease."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from api.auth import current_user, require
from api.container import services
from services.domain.user import Role
from services.softphones import TOKEN_LIFE_S

bp = Blueprint("softphone", __name__, url_prefix="/softphone")
bp.before_request(require(Role.AGENT))


@bp.get("/token")
def token() -> ResponseReturnValue:
    who = current_user()
    signed = services().softphones.token(who.user_id, who.session_id)
    return jsonify(token=signed, identity=who.user_id, ttl=TOKEN_LIFE_S)


@bp.post("/lease")
def lease() -> ResponseReturnValue:
    """409 with reason softphone_elsewhere while another machine has it."""
    who = current_user()
    services().softphones.hold(who.user_id, who.session_id)
    return "", 204


@bp.post("/release")
def release() -> ResponseReturnValue:
    who = current_user()
    services().softphones.release(who.user_id, who.session_id)
    return "", 204
