"""Managers read, try and change what assistants say. Playbooks are loaded only here where a page
of theirs is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from api import readers
from api.auth import current_user, require
from api.container import services
from api.parsing import Malformed, fields
from services.domain.errors import NotFound
from services.domain.text_change import Forms, TextChange, in_force
from services.domain.times import to_text
from services.domain.user import Role

if TYPE_CHECKING:
    from api.views.texts import TextPage
    from services.conversation.book import Book
    from services.text_changing import Place

bp = Blueprint("texts", __name__, url_prefix="/manager/texts")
bp.before_request(require(Role.MANAGER))

FORMS = ("say", "again", "help", "plain")
LONGEST, MOST_TYPED = 600, 60


@bp.get("/<playbook>")
def show(playbook: str) -> ResponseReturnValue:
    from api.views.texts import texts_page

    book = _book(playbook)
    language = request.args.get("language", "en")
    if language not in book.texts:
        raise NotFound("no such language")
    changes = [c for c in services().texts.changes.of(playbook) if c.language == language]
    held = {c.text_id for c in _held(changes).values() if c.forms}
    page = texts_page(book, language, changes, held)
    return render_template("pages/texts.html", page=page, here="/manager/assistants")


@bp.get("/<playbook>/<language>/<text_id>")
def one(playbook: str, language: str, text_id: str) -> ResponseReturnValue:
    place = _place(playbook, language, text_id)
    return _render(_page(place, _forms_now(place)))


@bp.post("/<playbook>/<language>/<text_id>")
def work(playbook: str, language: str, text_id: str) -> ResponseReturnValue:
    """Hear the draft, type a talk with it, or propose it: `act` says which."""
    place, draft, act = _place(playbook, language, text_id), _draft(), _field("act")
    if act == "propose":
        return _propose(place, draft)
    page = _heard(place, draft)
    if act in ("say", "again") and not page.faults:
        page = _tried(place, draft, page, begin=act == "again")
    return _render(page)


@bp.post("/<playbook>/<language>/<text_id>/restore")
def restore(playbook: str, language: str, text_id: str) -> ResponseReturnValue:
    place = _place(playbook, language, text_id)
    services().texts.changing().restore(place, _number(_field("number")), current_user().user_id)
    return redirect(request.path.removesuffix("/restore"), 303)


@bp.post("/<playbook>/changes/<int:number>")
def decide(playbook: str, number: int) -> ResponseReturnValue:
    since = readers.typed_instant("since") if _field("act") == "approve" else None
    who = current_user().user_id
    change = services().texts.changing().decide(playbook, number, who, since=since)
    return redirect(f"/manager/texts/{playbook}/{change.language}/{change.text_id}", 303)


def _propose(place: Place, draft: Forms) -> ResponseReturnValue:
    from services.conversation.faults import BadPlaybook

    try:
        services().texts.changing().propose(place, draft, current_user().user_id)
    except BadPlaybook:
        return _render(_heard(place, draft)), 422
    return redirect(request.path, 303)


def _heard(place: Place, draft: Forms) -> TextPage:
    """The page with the draft, how it sounds, and what the linter says of it."""
    from api.views.texts import faults_of, sounds_of

    trying = services().texts.trying()
    faults = faults_of(trying.faults(place, draft))
    sounds = sounds_of(trying.spoken(place, draft)) if not faults else ()
    return replace(_page(place, draft), faults=faults, sounds=sounds, clean=not faults)


def _tried(place: Place, draft: Forms, page: TextPage, *, begin: bool) -> TextPage:
    from api.views.texts import over_of, talk_of

    typed = [] if begin else [text[:300] for text in fields().get("typed", [])][:MOST_TYPED]
    trial = services().texts.trying().talk(place.playbook, place.language, typed, (place, draft))
    said = tuple(typed[: len(trial.turns) - 1])
    return replace(page, talk=talk_of(trial, said), typed=said, over=over_of(trial))


def _page(place: Place, draft: Forms) -> TextPage:
    from api.views import assistant_words, texts
    from services.conversation.template import variables

    book, ours = _book(place.playbook), services().texts.changing().ours(place.playbook)
    own, names = _changes(place), readers.names()
    base = ours.text(place.text_id, place.language)
    every = [name for name in FORMS if getattr(base, name)]
    holds = _held(own).get((place.language, place.text_id))
    return texts.TextPage(
        place=place,
        title=texts.label(place.text_id),
        name=assistant_words.playbook(place.playbook),
        language=texts.LANGUAGES[place.language],
        legal=texts.is_legal(book, place.text_id),
        fields=texts.fields_of(draft, every),
        variables=tuple(sorted({v for form in base.forms for v in variables(form)})),
        versions=texts.versions_of(base.say, own, holds, names=names, now=readers.clocked()),
        pending=texts.pending_of(own, names, current_user().user_id),
    )


def _render(page: TextPage) -> str:
    return render_template("pages/text.html", page=page, here="/manager/assistants")


def _book(playbook: str) -> Book:
    from services.conversation.faults import BadPlaybook

    try:
        return services().texts.org_texts().read(playbook)
    except BadPlaybook:
        raise NotFound("no such playbook") from None


def _place(playbook: str, language: str, text_id: str) -> Place:
    from services.text_changing import Place

    if text_id not in _book(playbook).texts.get(language, {}):
        raise NotFound("no such text")
    return Place(playbook, language, text_id)


def _forms_now(place: Place) -> Forms:
    text = _book(place.playbook).texts[place.language][place.text_id]
    return Forms(**{name: getattr(text, name) or "" for name in FORMS})


def _changes(place: Place) -> list[TextChange]:
    found = services().texts.changes.of(place.playbook)
    return [c for c in found if c.place == (place.language, place.text_id)]


def _held(changes: list[TextChange]) -> dict[tuple[str, str], TextChange]:
    return in_force(changes, to_text(services().clock.now()))


def _draft() -> Forms:
    """One line each, as it is spoken."""
    return Forms(**{name: " ".join(_field(name)[:LONGEST].split()) for name in FORMS})


def _field(name: str) -> str:
    return fields().get(name, [""])[0]


def _number(text: str) -> int:
    if not text.isdigit() or len(text) > 6:
        raise Malformed({"number"})
    return int(text)
