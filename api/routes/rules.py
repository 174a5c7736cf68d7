"""The rulebook in plain words, for whoever works by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from api import readers
from api.auth import current_user, require
from api.container import services
from api.parsing import Malformed
from services.domain.user import Role

if TYPE_CHECKING:
    from api.views.rules import Wanted
    from api.views.rules_page import RulesPage

bp = Blueprint("rules", __name__, url_prefix="/rules")
bp.before_request(require())

LONGEST = 120


@bp.get("")
def show() -> ResponseReturnValue:
    return render_template("pages/rules.html", page=_page(), here="/rules")


def _page() -> RulesPage:
    from api.views.rules_page import Shelf, rules_page
    from services.compliance.clock import zone

    rulebook, clocked = services().rulebook, readers.clocked()
    shelf = Shelf(
        history=rulebook.changes.history(),
        reader=readers.reader(),
        own=rulebook.own(),
        today=clocked.now.astimezone(zone(clocked.zone)).date(),
    )
    return rules_page(shelf, _wanted(), _asked(), manager=current_user().role is Role.MANAGER)


def _wanted() -> Wanted:
    """Raises Malformed for what no row can be."""
    from api.views.rules import Wanted, states
    from services.compliance.model import CallKind, Purpose

    state, kind, purpose = (request.args.get(name, "") for name in ("state", "kind", "purpose"))
    try:
        return Wanted(
            words=tuple(_asked().lower().split()),
            state=state if state in {"", *states()} else _no("state"),
            kind=CallKind(kind) if kind else None,
            purpose=Purpose(purpose) if purpose else None,
            due=request.args.get("review") == "due" and current_user().role is Role.MANAGER,
        )
    except ValueError:
        raise Malformed({"kind", "purpose"}) from None


def _no(field: str) -> str:
    raise Malformed({field})


def _asked() -> str:
    return request.args.get("q", "").strip()[:LONGEST]
