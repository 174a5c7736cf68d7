import pytest
from flask import Blueprint
from web_shell import Browser

from api.auth import anyone
from api.errors import ANSWERS
from services.domain import errors
from services.domain.errors import DomainError

PAGE = {"Accept": "text/html,application/xhtml+xml"}


def family(error=DomainError):
    for member in error.__subclasses__():
        yield member
        yield from family(member)


@pytest.fixture
def broken(app):
    """broken(error) is a path that raises it."""
    bp = Blueprint("broken", __name__)
    bp.before_request(anyone)
    raised = {}

    @bp.get("/broken/<int:which>")
    def door(which):
        raise raised[which]

    app.register_blueprint(bp)

    def path(error):
        raised[len(raised)] = error
        return f"/broken/{len(raised) - 1}"

    return path


def test_every_domain_error_has_an_answer():
    ours = {error for error in family() if error.__module__ == errors.__name__}

    assert set(ANSWERS) == ours


def test_no_input_of_a_person_answers_500():
    assert {e for e, answer in ANSWERS.items() if answer.status == 500} == {errors.WrongStore}


@pytest.mark.parametrize(
    ("error", "status", "members"),
    [
        (errors.NotFound("no such lead"), 404, {}),
        (errors.Busy("lead_busy"), 409, {"reason": "lead_busy"}),
        (errors.PermitRefused("expired"), 403, {"reason": "expired"}),
        (
            errors.CallDenied("d1", {"findings": [1], "next_legal_time": None}),
            422,
            {"decision_id": "d1", "findings": [1], "next_legal_time": None},
        ),
        (errors.CarrierRefused(21211), 502, {"code": 21211}),
    ],
)
def test_a_failure_is_a_problem_with_its_members(app, broken, error, status, members):
    response = app.test_client().get(broken(error))

    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    shown = response.json
    assert shown["type"] == "about:blank"
    assert shown["status"] == status
    assert shown["title"] == ANSWERS[type(error)].title
    assert members.items() <= shown.items()


@pytest.mark.parametrize(
    ("error", "wait"),
    [
        (errors.StoreUnavailable("away"), "1"),
        (errors.CrmRetryable(7.2), "8"),
        (errors.TooSoon(30), "30"),
    ],
)
def test_who_may_try_again_is_told_when(app, broken, error, wait):
    assert app.test_client().get(broken(error)).headers["Retry-After"] == wait


def test_a_nearer_name_for_a_failure_answers_as_its_kind(app, broken):
    class Crossed(errors.Conflict):
        pass

    assert app.test_client().get(broken(Crossed("crossed"))).status_code == 409


def test_a_person_gets_a_page(app, broken):
    response = app.test_client().get(broken(errors.NotFound("no such lead")), headers=PAGE)

    assert response.status_code == 404
    assert response.content_type.startswith("text/html")
    assert "no such lead" in response.text


def test_a_fault_of_ours_says_nothing_of_itself(app, broken, capsys):
    response = app.test_client().get(broken(ZeroDivisionError("canary +13125550142")))

    assert response.status_code == 500
    assert response.content_type == "application/problem+json"
    assert "Zero" not in response.text and "canary" not in response.text
    assert "canary" not in capsys.readouterr().err


def test_the_page_of_a_problem_needs_no_store(browser, people, app, broken, monkeypatch):
    """The store is away: the page says so although it cannot even name who asks."""
    browser.sign_in("agent@people.example")
    path = broken(errors.StoreUnavailable("away"))

    def away(*_):
        raise errors.StoreUnavailable("away")

    monkeypatch.setattr("services.db_service.sqlite.SqliteDocuments.get", away)
    response = browser.get(path, headers=PAGE)

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "1"
    assert "cannot be reached" in response.text


def test_unknown_paths_and_wrong_methods_are_problems_too(app):
    client = app.test_client()

    assert client.get("/nowhere").content_type == "application/problem+json"
    refused = client.delete("/health")
    assert refused.status_code in (401, 405)
    assert client.get("/nowhere").json["status"] == 404
    assert client.get("/sign-out").headers["Allow"]


def test_a_stranger_who_wants_a_page_is_sent_to_sign_in(app):
    browser = Browser(app)

    assert browser.get("/", headers=PAGE).location == "/sign-in?next=%2F"
    assert browser.get("/").status_code == 401
