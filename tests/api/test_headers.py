import pytest
from web_shell import PASSWORD, Browser, settings_of

from api.app import create_app
from services.domain.user import Role


def policy(response):
    rows = (row.split() for row in response.headers["Content-Security-Policy"].split(";"))
    return {name: set(sources) for name, *sources in rows}


@pytest.mark.parametrize("path", ["/sign-in", "/health", "/nowhere", "/static/icon.svg"])
def test_every_answer_bears_the_headers(app, path):
    headers = Browser(app).get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert "microphone=(self)" in headers["Permissions-Policy"]
    assert "max-age=31536000" in headers["Strict-Transport-Security"]
    assert "Content-Security-Policy" in headers


def test_the_policy_names_the_carrier_and_nobody_else(app):
    sources = policy(Browser(app).get("/sign-in"))

    assert sources["default-src"] == {"'none'"}
    assert sources["script-src"] == {"'self'"}
    assert sources["frame-ancestors"] == {"'none'"}
    assert "wss://voice-js.roaming.twilio.com" in sources["connect-src"]
    assert "https://eventgw.twilio.com" in sources["connect-src"]
    assert "https://sdk.twilio.com" in sources["media-src"]
    allowed = {source for row in sources.values() for source in row}
    assert not allowed & {"*", "'unsafe-inline'", "'unsafe-eval'", "data:", "https:"}


def test_the_policy_follows_the_settings_alone(make_app):
    sandboxed = make_app(
        PUBLIC_URL="http://127.0.0.1:8000",
        TWILIO_SIGNALLING_URL="ws://127.0.0.1:8001",
        TWILIO_SOUNDS_URL="http://127.0.0.1:8001/sounds",
        TWILIO_INSIGHTS="false",
        SOFTPHONE_PRELUDE="http://127.0.0.1:8001/prelude.js",
    )
    response = Browser(sandboxed).get("/sign-in")
    sources = policy(response)

    assert sources["connect-src"] == {"'self'", "ws://127.0.0.1:8001", "http://127.0.0.1:8001"}
    assert sources["script-src"] == {"'self'", "http://127.0.0.1:8001"}
    assert "twilio.com" not in response.headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in response.headers


def test_pages_are_not_kept_and_files_are_asked_for_again(app):
    browser = Browser(app)

    assert browser.get("/sign-in").headers["Cache-Control"] == "no-store"
    assert browser.get("/nowhere").headers["Cache-Control"] == "no-store"
    assert browser.get("/static/icon.svg").headers["Cache-Control"] == "no-cache"


def test_the_page_holds_no_inline_script_or_style(app):
    page = Browser(app).get("/sign-in").text

    assert "<style" not in page and " style=" not in page and " onclick=" not in page
    assert page.count("<script") == page.count('<script type="module" src=')


def test_a_moved_clock_is_announced_on_every_page(app):
    assert "Rehearsal" in Browser(app).get("/sign-in").text


def test_a_moved_clock_is_marked_in_every_record(people, services):
    chains = [services.trail.chain(f"user:{user.id}") for user in people.values()]

    assert all(record.body["rehearsal"] is True for chain in chains for record in chain)


def test_the_real_clock_leaves_no_mark(values):
    app = create_app(settings_of(values))
    services = app.extensions["services"]
    user = services.users.add("A", "a@b.example", role=Role.AGENT, password=PASSWORD, actor="cli")
    (record,) = services.trail.chain(f"user:{user.id}")
    page = Browser(app).get("/sign-in").text
    services.close()

    assert "rehearsal" not in record.body
    assert "Rehearsal" not in page
