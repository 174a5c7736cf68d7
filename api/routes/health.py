"""How the parts are, without secrets."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api.auth import anyone
from api.container import services

bp = Blueprint("health", __name__)
bp.before_request(anyone)


@bp.get("/health")
def show() -> ResponseReturnValue:
    report = services().health.report()
    checks = {**report.checks, "tick_age_s": report.tick_age_s}
    return {"status": report.status, "checks": checks}, 503 if report.status == "failing" else 200
