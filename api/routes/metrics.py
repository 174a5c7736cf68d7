"""What Prometheus reads."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api import csrf
from api.metrics import exposition
from api.tick_guard import check

bp = Blueprint("metrics", __name__)
csrf.spare(bp, check)


@bp.get("/metrics")
def show() -> ResponseReturnValue:
    return exposition(), {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
