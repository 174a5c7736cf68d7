"""The keys of the house."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from api.auth import require

bp = Blueprint("shortcuts", __name__)
bp.before_request(require())


@bp.get("/shortcuts")
def show() -> ResponseReturnValue:
    return render_template("pages/shortcuts.html", here="/shortcuts")
