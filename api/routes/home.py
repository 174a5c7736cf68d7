"""The first page of each role."""

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from api.auth import HOME, current_user, require

bp = Blueprint("home", __name__)
bp.before_request(require())


@bp.get("/")
def show() -> ResponseReturnValue:
    return redirect(HOME[current_user().role])
