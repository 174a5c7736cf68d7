"""Who may come in where: the written list against the routes that there are."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from web_shell import Browser

from api.csrf import SAFE
from services.domain.user import Role

LIST = Path(__file__).with_name("doors.txt")
MACHINES = {"twilio": 403, "podio": 404, "bearer": 401}
UNSEEN = {"HEAD", "OPTIONS"}


def written():
    rows = (line.split() for line in LIST.read_text().splitlines() if line[:1] not in ("#", ""))
    return {(method, rule): who for method, rule, who in rows}


def doors(app):
    return {(m, rule.rule) for rule in app.url_map.iter_rules() for m in rule.methods - UNSEEN}


def path_of(rule):
    """The rule with something harmless for each placeholder."""
    return re.sub(r"<int:\w+>", "1", re.sub(r"<(?!int:)[^>]+>", "nothing", rule))


@pytest.fixture
def browsers(app, people):
    signed = defaultdict(lambda: Browser(app))
    for role in Role:
        signed[role].sign_in(f"{role}@people.example")
    return signed


def knock(browser, method, rule, *, token):
    headers = {"X-CSRF-Token": token} if token else {}
    return browser.client.open(
        path_of(rule), method=method, base_url=browser.base, headers=headers
    ).status_code


def test_every_door_stands_on_the_written_list(app):
    assert set(written()) == doors(app)


def test_nobody_signed_in_sees_public_doors_only(app):
    browser = Browser(app)
    browser.get("/sign-in")
    token = browser.token()

    for (method, rule), who in written().items():
        if who == "public":
            assert knock(browser, method, rule, token=token) not in (401, 403), rule
        else:
            expected = MACHINES.get(who, 401)
            assert knock(browser, method, rule, token=token) == expected, (method, rule)


@pytest.mark.parametrize("role", Role)
def test_each_role_sees_its_doors_and_no_other(browsers, role):
    browser = browsers[role]
    token = browser.token()

    for (method, rule), who in written().items():
        if who == "public":
            continue
        status = knock(browser, method, rule, token=token)
        if role in who.split(",") or who == "signed":
            assert status not in (401, 403, 500), (method, rule)
        else:
            assert status == MACHINES.get(who, 403), (method, rule)


@pytest.mark.parametrize("token", [None, "0" * 64, "another"])
def test_no_state_changes_without_the_token_of_this_sign_in(app, browsers, token):
    if token == "another":
        other = Browser(app)
        other.get("/sign-in")
        token = other.token()

    for (method, rule), who in written().items():
        if method in SAFE or who in MACHINES:
            continue
        browser = browsers[who if who in list(Role) else Role.AGENT]
        assert knock(browser, method, rule, token=token) == 403, (method, rule)


def test_machines_are_spared_the_token_by_a_guard_of_their_own(app):
    whose = written()
    machines = {
        rule.endpoint.partition(".")[0]
        for rule in app.url_map.iter_rules()
        for method in rule.methods - UNSEEN
        if whose[method, rule.rule] in MACHINES
    }

    assert machines == app.extensions["machines"]


def test_every_blueprint_has_a_guard(app):
    assert set(app.blueprints) == {
        name for name, found in app.before_request_funcs.items() if name and found
    }


def test_a_bearer_opens_the_tick_and_the_metrics(app):
    secret = app.extensions["settings"].cron_secret[0].get_secret_value()
    client, bearer = app.test_client(), {"Authorization": f"Bearer {secret}"}

    assert "checkpoint" not in client.post("/internal/tick", headers=bearer).json["failed"]
    assert client.get("/internal/tick", headers=bearer).status_code == 200
    assert "http_requests_total" in client.get("/metrics", headers=bearer).text


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer wrong", "Basic {secret}", "{secret}", "bearer {secret}x"]
)
def test_other_headers_do_not(app, header):
    secret = app.extensions["settings"].cron_secret[0].get_secret_value()
    headers = {"Authorization": header.replace("{secret}", secret)}

    assert app.test_client().post("/internal/tick", headers=headers).status_code == 401


def test_the_older_of_two_secrets_still_opens(make_app):
    client = make_app(CRON_SECRET=f"{'n' * 40},{'o' * 40}").test_client()

    for secret in ("n" * 40, "o" * 40):
        headers = {"Authorization": f"Bearer {secret}"}
        assert client.post("/internal/tick", headers=headers).status_code == 200


def test_a_page_of_the_older_session_secret_still_posts(make_app, values):
    old = values["SESSION_SECRET"]
    browser = Browser(make_app())
    browser.get("/sign-in")
    token = browser.token()

    rotated = Browser(make_app(SESSION_SECRET=f"{'n' * 40},{old}"))
    rotated.client.set_cookie(
        "__Host-cleardial", browser.cookie(), domain="dialer.example", secure=True
    )
    assert rotated.post("/sign-out", token=token).status_code == 303
