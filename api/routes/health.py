"""How the parts are, without secrets."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api.auth import anyone
from api.container import services
from services.ports import Data

bp = Blueprint("health", __name__)
bp.before_request(anyone)


@bp.get("/health")
def show() -> ResponseReturnValue:
    report = services().health.report()
    checks = {**report.checks, "tick_age_s": report.tick_age_s}
    answer: Data = {"status": report.status, "checks": checks}
    if report.words:
        answer["words"] = report.words
    return answer, 503 if report.status == "failing" else 200
