"""The manager's page of assistants: which may call, what needs a person, what came of the calls."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from api import readers
from api.auth import current_user, require
from api.container import services
from api.views import office
from services.domain.times import to_text
from services.domain.user import Role

bp = Blueprint("office", __name__, url_prefix="/manager/assistants")
bp.before_request(require(Role.MANAGER))


@bp.get("")
def show() -> ResponseReturnValue:
    part = request.headers.get("X-Part") == "office"
    template = "partials/office.html" if part else "pages/office.html"
    return render_template(template, page=_page(), here="/manager/assistants")


@bp.post("/<playbook>/on")
def turn_on(playbook: str) -> ResponseReturnValue:
    return _turned(playbook, on=True)


@bp.post("/<playbook>/off")
def turn_off(playbook: str) -> ResponseReturnValue:
    return _turned(playbook, on=False)


@bp.post("/alerts/<alert_id>/seen")
def seen(alert_id: str) -> ResponseReturnValue:
    at = to_text(services().clock.now())
    services().alerts.see_to(alert_id, by=current_user().user_id, at=at)
    return redirect("/manager/assistants#alerts", 303)


def _turned(playbook: str, *, on: bool) -> ResponseReturnValue:
    services().playbook_switching.turn(playbook, on=on, manager_id=current_user().user_id)
    return redirect("/manager/assistants", 303)


def _page() -> office.OfficePage:
    names, clocked = readers.names(), readers.clocked()
    seen_of, switches = services().assistant_office, services().playbook_switching.all()
    changes = [c for s in switches for c in services().texts.changes.of(s.playbook)]
    return office.OfficePage(
        switches=tuple(office.switch_row(one, names, clocked) for one in switches),
        alerts=tuple(office.alert_row(one, names, clocked) for one in services().alerts.open()),
        proposals=office.proposal_rows(changes, names),
        talks=tuple(office.talk_row(one, names, clocked) for one in seen_of.newest_calls()),
        promises=tuple(office.promise_row(one, names) for one in seen_of.newest_promises()),
        places=tuple(
            office.place_row(one, names, clocked) for one in seen_of.newest_appointments()
        ),
    )
