"""Background work where no thread may live. A schedule that sends GET is as welcome."""

from datetime import timedelta

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api import csrf
from api.container import services
from api.tick_guard import check

LONGEST = timedelta(seconds=45)  # under the function's 60 s, with time left to answer

bp = Blueprint("tick", __name__)
csrf.spare(bp, check)


@bp.route("/internal/tick", methods=["GET", "POST"])
def tick() -> ResponseReturnValue:
    deadline = services().clock.now() + LONGEST
    return {"failed": services().background.tick(deadline)}
