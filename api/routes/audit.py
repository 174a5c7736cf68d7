"""The auditor's pages: one search, and a call's whole story with its proof."""

from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from api.auth import require
from api.container import services
from api.parsing import fields
from api.views.audit import AuditPage
from api.views.call_rows import Names
from api.views.story import audit_call, hit, mark
from services.domain.story import StoryHit
from services.domain.user import Role

bp = Blueprint("audit", __name__, url_prefix="/audit")
bp.before_request(require(Role.AUDITOR))

LONGEST = 120


@bp.route("", methods=["GET", "POST"])
def show() -> ResponseReturnValue:
    """A number or a name is asked for by POST: an address stands in histories and in logs."""
    posted = fields().get("q", [""])[0]
    asked = (posted or request.args.get("q", "")).strip()[:LONGEST]
    names = _names()
    page = AuditPage(
        proof=mark(services().audit_story.standing()),
        searched=asked or None,
        hits=tuple(hit(found, names) for found in _search(asked)) if asked else (),
    )
    return render_template("pages/audit.html", page=page, here="/audit")


@bp.get("/calls/<call_id>")
def call(call_id: str) -> ResponseReturnValue:
    story = services().audit_story.story(call_id)
    hits = services().audit_story.search(call_id)
    lead = services().people.lead(hits[0].lead_id) if hits else ""
    return render_template(
        "pages/audit_call.html", call=audit_call(story, lead, _names()), here="/audit"
    )


def _search(asked: str) -> list[StoryHit]:
    """By day, else by number, call or rule, else by the name of a person."""
    story = services().audit_story
    day = _day(asked)
    found = story.search("", day) if day else story.search(asked)
    if found or day:
        return found
    hits = [hit for id_ in services().people.named(asked) for hit in story.search(id_)]
    return sorted(hits, key=lambda hit: hit.at, reverse=True)


def _day(asked: str) -> date | None:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return None


def _names() -> Names:
    return Names(services().people.user, services().people.lead)
