"""Managers decide what judges: versions of the rulebook and their own house rules."""

from __future__ import annotations

import uuid

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from api import readers
from api.auth import current_user, require
from api.container import services
from api.parsing import Malformed, fields
from api.schemas.house_rules import Draft, Illegible, draft_of, written
from api.views import rulebook as views
from services.domain.errors import Conflict, RulebookUnavailable
from services.domain.times import to_text
from services.domain.user import Role
from services.house_rules import faults_of, rules_from

bp = Blueprint("rulebook", __name__, url_prefix="/manager/rulebook")
bp.before_request(require(Role.MANAGER))

HERE = "/manager/rulebook"


@bp.get("")
def show() -> ResponseReturnValue:
    return _page()


@bp.post("/versions")
def propose_again() -> ResponseReturnValue:
    """A version that judged before, or was rejected, once more."""
    version, cause = _field("version"), _cause()
    services().rulebook.changes.propose_version(version, _actor(), cause=cause)
    return redirect(f"{HERE}#proposals", 303)


@bp.post("/changes/<int:number>/run")
def run(number: int) -> ResponseReturnValue:
    """Over what was decided lately, as far as a page can wait."""
    shadow = services().rulebook.shadow
    shadow.run(number, _actor(), shadow.lately())
    return redirect(f"{HERE}#proposal-{number}", 303)


@bp.post("/changes/<int:number>")
def decide(number: int) -> ResponseReturnValue:
    changes, act = services().rulebook.changes, _field("act")
    if act == "approve":
        changes.approve(number, _actor(), since=readers.typed_instant("since"))
    elif act == "reject":
        changes.reject(number, _actor())
    else:
        raise Malformed({"act"})
    services().rulebook.in_force.forget()
    return redirect(HERE, 303)


@bp.post("/changes/<int:number>/back")
def roll_back(number: int) -> ResponseReturnValue:
    services().rulebook.changes.roll_back(number, _actor())
    services().rulebook.in_force.forget()
    return redirect(HERE, 303)


@bp.get("/changes/<int:number>/calls/<call_id>")
def call(number: int, call_id: str) -> ResponseReturnValue:
    """What was decided about one call, and what this change would say."""
    from api.views.rulebook_call import compared_call

    change, compared = services().rulebook.shadow.of_call(number, call_id)
    shown = [compared_call(one, readers.reader()) for one in compared]
    title = views.title_of(change)
    return render_template(
        "pages/rulebook_call.html", number=number, title=title, decisions=shown, here=HERE
    )


@bp.get("/house-rules")
def house_rules() -> ResponseReturnValue:
    """A draft that begins with what is in force."""
    history = services().rulebook.releases.bring()
    return _form(Draft(rules_from(history.rules_at(to_text(services().clock.now())))))


@bp.post("/house-rules")
def draft_house_rules() -> ResponseReturnValue:
    """Add a rule to the draft, take one out, or propose them all: `act` says which."""
    draft, act = draft_of(fields()), _field("act")
    if act == "propose":
        return _propose(draft)
    if act.startswith("remove:"):
        kept = tuple(rule for rule in draft.rules if rule.id != act.removeprefix("remove:"))
        return _form(Draft(kept, draft.note))
    try:
        added = Draft((*draft.rules, written(fields())), draft.note)
    except Illegible as fault:
        return _form(draft, (str(fault),)), 422
    faults = faults_of(added.rules)
    return (_form(draft, faults), 422) if faults else _form(added)


def _propose(draft: Draft) -> ResponseReturnValue:
    if faults := faults_of(draft.rules):
        return _form(draft, faults), 422
    services().rulebook.changes.propose_rules(
        draft.rules, _actor(), cause=_cause(), note=draft.note
    )
    return redirect(f"{HERE}#proposals", 303)


def _page() -> str:
    rulebook = services().rulebook
    history, trouble = rulebook.releases.bring(), ""
    try:
        now = to_text(services().clock.now())
        rules = history.rules_at(now)
        rulebook.fitness.expect_version(history.version_at(now), house_rules=bool(rules))
    except (RulebookUnavailable, Conflict) as why:
        trouble = str(why)
    page = views.rulebook_page(history, readers.reader(), rulebook.own(), trouble)
    return render_template("pages/rulebook.html", page=page, here=HERE, request_id=uuid.uuid4().hex)


def _form(draft: Draft, faults: tuple[str, ...] = ()) -> str:
    from api.views.house_rules import form_of

    form = form_of(draft, fields() if faults else {}, faults)
    request_id = _field("request_id") or uuid.uuid4().hex
    return render_template("pages/house_rules.html", form=form, here=HERE, request_id=request_id)


def _actor() -> str:
    return f"user:{current_user().user_id}"


def _cause() -> str:
    """The page's own request: posted twice it is one. Raises Malformed."""
    asked = _field("request_id")
    if not (asked.isascii() and asked.isalnum() and 16 <= len(asked) <= 64):
        raise Malformed({"request_id"})
    return f"proposed:{asked}"


def _field(name: str) -> str:
    return fields().get(name, [""])[0]
