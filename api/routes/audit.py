"""The auditor's pages: one search, and a call's whole story with its proof."""

from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from api import readers
from api.auth import require
from api.container import services
from api.parsing import fields
from api.views.audit import AuditPage, Hit
from api.views.call_rows import Names
from api.views.story import audit_call, audit_chain, beside, hit, mark
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
    names = readers.names()
    page = AuditPage(
        proof=mark(services().audit_story.standing()),
        searched=asked or None,
        hits=tuple(_shown(found, names) for found in _search(asked)) if asked else (),
    )
    return render_template("pages/audit.html", page=page, here="/audit")


@bp.get("/calls/<call_id>")
def call(call_id: str) -> ResponseReturnValue:
    story = services().audit_story.story(call_id)
    hits = services().audit_story.search(call_id)
    lead = services().people.lead(hits[0].lead_id) if hits else ""
    return render_template(
        "pages/audit_call.html",
        call=audit_call(
            story,
            lead,
            readers.names(),
            talk=services().assistant_story.of(call_id),
            version_of=_version_of,
        ),
        here="/audit",
    )


@bp.get("/chains/<subject>")
def chain(subject: str) -> ResponseReturnValue:
    """What stands beside the calls: a person's requests, a number's key 9, an agent's refusals."""
    story = services().audit_story.of_chain(subject)
    return render_template(
        "pages/audit_call.html", call=audit_chain(story, readers.names()), here="/audit"
    )


def _version_of(playbook: str, sha256: str) -> int | None:
    return services().texts.org_texts().version_of(playbook, sha256)


def _search(asked: str) -> list[StoryHit]:
    """By day, else by number, call or rule, else by the name of a person."""
    day = _day(asked)
    found = _found("", day) if day else _found(asked)
    if not found and not day:
        found = [hit for id_ in services().people.named(asked) for hit in _found(id_)]
    return sorted(found, key=lambda hit: hit.at, reverse=True)


def _found(text: str, day: date | None = None) -> list[StoryHit]:
    story = services().audit_story
    return [*story.search(text, day), *story.search_beside(text, day)]


def _shown(found: StoryHit, names: Names) -> Hit:
    return hit(found, names) if found.call_id else beside(found, names)


def _day(asked: str) -> date | None:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return None
