"""Managers keep what persons agreed to and took back, and what Podio does not know of them."""

from flask import Blueprint, Response, redirect, render_template
from flask.typing import ResponseReturnValue

from api import readers
from api.auth import current_user, require
from api.container import services
from api.parsing import fields, form, upload
from api.schemas.consents import GivenForm, LineForm, PlaceForm, TakenBackForm, TieForm
from api.views import consents as views
from services.compliance.facts import Revocation
from services.consenting import Proof, end_of
from services.domain.lead import Lead
from services.domain.user import Role
from services.stores.consent_papers import LARGEST, Paper, words
from services.stores.leads import item_id_of, lead_named

bp = Blueprint("consents", __name__, url_prefix="/leads")
bp.before_request(require(Role.MANAGER))

HERE = "/leads"


@bp.get("")
def ask() -> ResponseReturnValue:
    return render_template("pages/leads.html", page=views.found_page("", ()), here=HERE)


@bp.post("")
def find() -> ResponseReturnValue:
    """A lead by its item in Podio, or by a part of the name: which stands in no address."""
    wanted = fields().get("of", [""])[0].strip()[:100]
    if wanted.isascii() and wanted.isdigit():
        return redirect(f"/leads/{item_id_of(lead_named(wanted))}/consents", 303)
    found = [services().leads.get(one) for one in services().people.named(wanted)] if wanted else []
    page = views.found_page(wanted, [lead for lead in found if lead])
    return render_template("pages/leads.html", page=page, here=HERE)


@bp.get("/<int:item_id>/consents")
def show(item_id: int) -> ResponseReturnValue:
    page = _page(services().consenting.leads.open(item_id))
    return render_template("pages/consents.html", page=page, here=HERE)


@bp.post("/<int:item_id>/consents")
def give(item_id: int) -> ResponseReturnValue:
    said = form(GivenForm)
    shown = said.words.replace("\r\n", "\n").strip()
    told = words(shown) if shown else None
    proof = Proof(told, _evidence(said.evidence_kind), said.note)
    services().consenting.give(item_id, said.number, said.consent(), proof, actor=_actor())
    return _back(item_id, "consents")


@bp.post("/<int:item_id>/revocations")
def take_back(item_id: int) -> ResponseReturnValue:
    said = form(TakenBackForm)
    at = end_of(said.on, services().clock.now())
    revocation = Revocation(at, said.means)
    proof = Proof(None, _evidence(said.evidence_kind), said.note)
    verb = services().consenting
    verb.revoke(item_id, said.number or None, revocation, proof, actor=_actor())
    return _back(item_id, "consents")


@bp.post("/<int:item_id>/ties")
def tie(item_id: int) -> ResponseReturnValue:
    said = form(TieForm)
    services().ledger_keeping.tie(item_id, said.tie(), actor=_actor())
    return _back(item_id, "beside")


@bp.post("/<int:item_id>/lines")
def line(item_id: int) -> ResponseReturnValue:
    said = form(LineForm)
    services().ledger_keeping.line(item_id, said.number, said.line(), actor=_actor())
    return _back(item_id, "beside")


@bp.post("/<int:item_id>/place")
def place(item_id: int) -> ResponseReturnValue:
    said = form(PlaceForm)
    services().ledger_keeping.stated(item_id, said.place(), actor=_actor())
    return _back(item_id, "beside")


@bp.get("/<int:item_id>/papers/<sha256>")
def paper(item_id: int, sha256: str) -> ResponseReturnValue:
    """The file as it came, to be kept and never shown by the browser as a page of ours."""
    held = services().consenting.paper(item_id, sha256)
    response = Response(held.data, mimetype="application/octet-stream")
    name = views.file_name(held, sha256)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _page(lead: Lead) -> views.LedgerPage:
    reader = views.Reader(readers.names(), readers.clocked(), services().trail.open_personal)
    verb = services().consenting
    ledger = services().ledger_keeping.of(lead)
    return views.ledger_page(lead, verb.held(lead), ledger, verb.history(lead), reader=reader)


def _evidence(kind: str) -> Paper | None:
    came = upload("evidence", LARGEST)
    return Paper(kind, came.name, came.media_type, came.data) if came else None


def _actor() -> str:
    return f"user:{current_user().user_id}"


def _back(item_id: int, section: str) -> ResponseReturnValue:
    return redirect(f"/leads/{item_id}/consents#{section}", 303)
