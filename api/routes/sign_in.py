"""Coming in and going out."""

import re

from flask import Blueprint, make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from api import auth
from api.container import services, settings
from api.parsing import form, query
from api.schemas.sign_in import SignInForm, SignInPage
from services.domain.errors import NotSignedIn, TooSoon

OURS = re.compile(r"/(?!/)[!-\[\]-~]*")  # printable ASCII without the backslash

bp = Blueprint("sign_in", __name__)
bp.before_request(auth.anyone)


@bp.get("/sign-in")
def show() -> ResponseReturnValue:
    if auth.signed_in():
        return redirect("/")
    new = None if auth.cookie() else auth.fresh_cookie()
    response = make_response(_page(query(SignInPage).next))
    return auth.give_cookie(response, new) if new else response


@bp.post("/sign-in")
def enter() -> ResponseReturnValue:
    said = form(SignInForm)
    try:
        value = services().sign_in.enter(said.email, said.password, address=auth.client_address())
    except NotSignedIn:
        wrong = "This e-mail address and password do not belong together."
        return _page(said.next, email=said.email, problem=wrong), 401
    except TooSoon as wait:
        slow = f"Too many tries. Try again in {wait.after_s} s."
        retry = {"Retry-After": str(wait.after_s)}
        return _page(said.next, email=said.email, problem=slow), 429, retry
    return auth.give_cookie(make_response(redirect(ours(said.next), 303)), value)


@bp.post("/sign-out")
def leave() -> ResponseReturnValue:
    who = auth.signed_in()
    if who:
        services().softphones.release(who.user_id, who.session_id)
        services().sign_in.leave(who)
    response = make_response(redirect("/sign-in", 303))
    response.delete_cookie(
        auth.cookie_name(), secure=settings().secure, httponly=True, samesite="Lax"
    )
    return response


def ours(path: str) -> str:
    """`path` when it leads to a page of ours, else the first page."""
    return path if OURS.fullmatch(path) else "/"


def _page(following: str, *, email: str = "", problem: str = "") -> str:
    return render_template("pages/sign_in.html", next=ours(following), email=email, problem=problem)
