"""Every failure as a problem (RFC 9457): JSON for programs, a page for people."""

from dataclasses import dataclass
from math import ceil
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, jsonify, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from api import logs
from api.csrf import WrongToken
from api.parsing import Malformed
from services.domain import errors


@dataclass(frozen=True)
class Answer:
    """`safe`: what a person need not worry about, and what to do."""

    status: int
    title: str
    safe: str = ""


WAIT = "Nothing was lost. Try again in a moment."
NO_RULEBOOK = Answer(
    503, "The rulebook in force cannot be asked", "Nobody was called. A manager can help."
)
ANSWERS: dict[type[errors.DomainError], Answer] = {
    errors.NotFound: Answer(404, "Not here"),
    errors.Forbidden: Answer(403, "Not yours to see", "Ask whoever runs Cleardial here."),
    errors.Conflict: Answer(409, "Somebody was faster", "Look again, then decide."),
    errors.AlreadyExists: Answer(409, "There is one already"),
    errors.StoreUnavailable: Answer(503, "The records cannot be reached", WAIT),
    errors.ClockBehind: Answer(503, "The clock of this machine is wrong", "Nothing was done."),
    errors.RulebookUnavailable: NO_RULEBOOK,
    errors.RulebookChanged: NO_RULEBOOK,
    errors.WrongStore: Answer(500, "Something broke on our side", WAIT),
    errors.Unstorable: Answer(400, "This cannot be kept"),
    errors.YetToCome: Answer(400, "That day is yet to come", "Nothing was kept."),
    errors.Busy: Answer(409, "Not free"),
    errors.CallDenied: Answer(422, "This call is not allowed now"),
    errors.Unfit: Answer(422, "It cannot be put in force", "Nothing was changed."),
    errors.Unprocessable: Answer(422, "Something is owed"),
    errors.PermitRefused: Answer(403, "The permission does not hold"),
    errors.Erased: Answer(410, "This person was erased"),
    errors.CarrierRefused: Answer(502, "The phone company said no", "Nobody was called."),
    errors.CarrierUnavailable: Answer(504, "The phone company did not answer"),
    errors.AddressUnavailable: Answer(504, "The address could not be checked"),
    errors.NotNow: Answer(503, "Asked to wait", WAIT),
    errors.OutcomeUnknown: Answer(504, "No answer came"),
    errors.Rejected: Answer(502, "It was not taken"),
    errors.MailRetryable: Answer(503, "The mail server asks to wait", WAIT),
    errors.MailOutcomeUnknown: Answer(504, "The mail server did not answer"),
    errors.MailRejected: Answer(502, "The mail server said no"),
    errors.CrmRetryable: Answer(503, "Podio asks to wait", WAIT),
    errors.CrmOutcomeUnknown: Answer(504, "Podio did not answer"),
    errors.CrmRejected: Answer(502, "Podio said no"),
    errors.NotSignedIn: Answer(401, "Please sign in"),
    errors.TooSoon: Answer(429, "Too many tries"),
}
FAULT = Answer(500, "Something broke on our side", WAIT)
OLD_PAGE = Answer(403, "This page is too old", "Nothing was changed. Open it again.")


def init_app(app: Flask) -> None:
    app.register_error_handler(errors.DomainError, _domain)
    app.register_error_handler(Malformed, _malformed)
    app.register_error_handler(WrongToken, lambda _: problem(OLD_PAGE))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)


def problem(answer: Answer, detail: str = "", **more: Any) -> Response:
    """The response for `answer`; `more` are members of the JSON."""
    if wants_page():
        shown = {"title": answer.title, "detail": detail, "safe": answer.safe}
        return make_response(render_template("pages/problem.html", problem=shown), answer.status)
    response = jsonify(
        type="about:blank", title=answer.title, status=answer.status, detail=detail, **more
    )
    response.content_type = "application/problem+json"
    response.status_code = answer.status
    return response


def wants_page() -> bool:
    """Whether a person waits for a page, by what the browser asks for."""
    return "text/html" in request.headers.get("Accept", "")


def _domain(error: errors.DomainError) -> ResponseReturnValue:
    if isinstance(error, errors.NotSignedIn) and wants_page() and request.method == "GET":
        return redirect(f"/sign-in?{urlencode({'next': request.full_path.rstrip('?')})}")
    answer = next(ANSWERS[kind] for kind in type(error).__mro__ if kind in ANSWERS)
    if answer.status >= 500:
        logs.OURS.warning("request.failed", extra={"error": type(error).__name__})
    response = problem(answer, str(error), **_members(error))
    wait = getattr(error, "after_s", 1 if answer.status == 503 else None)
    if wait is not None:
        response.headers["Retry-After"] = str(ceil(wait))
    return response


def _members(error: errors.DomainError) -> dict[str, Any]:
    """What the error says beyond its sentence: reason, code, findings."""
    return {name: value for name, value in vars(error).items() if not name.startswith("_")}


def _malformed(error: Malformed) -> Response:
    return problem(Answer(400, "This cannot be read"), str(error), fields=error.fields)


def _http(error: HTTPException) -> Response:
    """Flask's own refusals: unknown path, wrong method, too large."""
    if error.response is not None and (error.code is None or error.code < 400):
        return make_response(error.get_response())  # a redirect to the path with a slash
    response = problem(Answer(error.code or 500, error.name), error.description or "")
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _fault(error: Exception) -> Response:
    logs.fault(error)
    return problem(FAULT)
