import pytest
from web_shell import PASSWORD, Browser

from services.domain.errors import AlreadyExists
from services.domain.user import Role
from services.users import UnfitPassword

AGENT = "agent@people.example"


def test_a_known_person_comes_in_and_is_known_afterwards(browser, people):
    response = browser.sign_in(AGENT)

    assert response.status_code == 303
    assert response.location == "/"
    assert browser.get("/").location == "/queue"


@pytest.mark.parametrize(
    ("role", "home"), [("agent", "/queue"), ("manager", "/manager"), ("auditor", "/audit")]
)
def test_each_role_has_its_first_page(browser, people, role, home):
    browser.sign_in(f"{role}@people.example")

    assert browser.get("/").location == home


def test_the_session_id_is_new_at_sign_in_and_only_its_hash_is_kept(
    browser, people, services, tmp_path
):
    browser.get("/sign-in")
    before = browser.cookie()
    browser.sign_in(AGENT)
    after = browser.cookie()
    services.close()

    assert before and after and before != after
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not any(after.encode() in path.read_bytes() for path in files)


def test_no_two_sign_ins_share_an_id(app, people):
    held = set()
    for _ in range(3):
        browser = Browser(app)
        assert browser.sign_in(AGENT).status_code == 303
        held.add(browser.cookie())

    assert len(held) == 3
    assert all(len(cookie) >= 43 for cookie in held)  # 256 bits


def test_an_id_that_the_browser_brought_stands_for_nobody(app, browser, people):
    planted = "p" * 43
    browser.client.set_cookie("__Host-cleardial", planted, domain="dialer.example", secure=True)
    browser.sign_in(AGENT)
    assert browser.cookie() != planted

    other = Browser(app)
    other.client.set_cookie("__Host-cleardial", planted, domain="dialer.example", secure=True)
    assert other.get("/").status_code == 401


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(browser, people):
    header = browser.sign_in(AGENT).headers["Set-Cookie"]

    assert header.startswith("__Host-cleardial=")
    for attribute in ("HttpOnly", "Secure", "SameSite=Lax", "Path=/"):
        assert attribute in header
    assert "Domain" not in header


def test_without_https_the_cookie_is_plain_but_as_shy(make_app):
    browser = Browser(make_app(PUBLIC_URL="http://127.0.0.1:8000"))

    header = browser.get("/sign-in").headers["Set-Cookie"]

    assert header.startswith("cleardial=")
    assert "HttpOnly" in header and "Secure" not in header


@pytest.mark.parametrize(
    ("email", "password"), [(AGENT, "wrong password"), ("nobody@people.example", PASSWORD)]
)
def test_wrong_and_unknown_are_told_the_same(browser, people, email, password):
    response = browser.sign_in(email, password)

    assert response.status_code == 401
    assert "do not belong together" in response.text
    assert browser.get("/").status_code == 401


def test_the_address_is_one_whatever_its_case(browser, people):
    assert browser.sign_in(" Agent@People.Example ").status_code == 303


def test_signing_out_ends_the_session_in_the_store(browser, people):
    browser.sign_in(AGENT)
    held = browser.cookie()
    browser.post("/sign-out")

    browser.client.set_cookie("__Host-cleardial", held, domain="dialer.example", secure=True)
    assert browser.get("/").status_code == 401


@pytest.mark.parametrize("change", ["password", "role", "disabling"])
def test_a_change_of_the_person_ends_every_session(browser, people, services, change):
    browser.sign_in(AGENT)
    user_id = people[Role.AGENT].id
    changes = {
        "password": lambda: services.users.set_password(user_id, "another long one", actor="cli"),
        "role": lambda: services.users.set_role(user_id, Role.MANAGER, actor="cli"),
        "disabling": lambda: services.users.set_enabled(user_id, False, actor="cli"),
    }
    changes[change]()

    assert browser.get("/").status_code == 401


def test_a_disabled_person_does_not_come_in(browser, people, services):
    services.users.set_enabled(people[Role.AGENT].id, False, actor="cli")

    assert browser.sign_in(AGENT).status_code == 401


def test_twelve_idle_hours_end_a_session(browser, people, clock):
    browser.sign_in(AGENT)
    clock.pass_by(hours=12)

    assert browser.get("/").status_code == 401


def test_a_session_in_use_lives_a_day_and_not_longer(browser, people, clock):
    browser.sign_in(AGENT)
    for _ in range(23):
        clock.pass_by(hours=1)
        assert browser.get("/").status_code == 302
    clock.pass_by(hours=1)

    assert browser.get("/").status_code == 401


def test_old_sessions_are_swept(browser, people, services, clock):
    browser.sign_in(AGENT)
    clock.pass_by(hours=25)

    assert services.sessions.sweep() == 1
    assert services.sessions.sweep() == 0


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "/workspace\r\nSet-Cookie: a=b",
        "workspace",
        "/ä",
        "",
    ],
)
def test_after_sign_in_nobody_is_sent_elsewhere(browser, people, elsewhere):
    assert browser.sign_in(AGENT, next=elsewhere).location == "/"


def test_after_sign_in_one_returns_to_the_page_asked_for(browser, people):
    asked = browser.get("/?from=mail&x=%2F", headers={"Accept": "text/html"})
    assert asked.status_code == 302
    assert asked.location == "/sign-in?next=%2F%3Ffrom%3Dmail%26x%3D%252F"

    browser.get(asked.location)
    assert browser.sign_in(AGENT, next="/workspace/12?a=b").location == "/workspace/12?a=b"


def test_an_address_has_one_user(people, services):
    with pytest.raises(AlreadyExists):
        services.users.add("Twin", AGENT.upper(), role=Role.AGENT, password=PASSWORD, actor="cli")


def test_a_short_password_is_refused(services):
    with pytest.raises(UnfitPassword):
        services.users.add("A", "a@b.example", role=Role.AGENT, password="short", actor="cli")


def test_names_and_addresses_stand_nowhere_in_plain(people, services, tmp_path):
    services.close()
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    assert people[Role.AGENT].id.encode() in written
    assert b"people.example" not in written
    assert b"Test agent" not in written


def test_coming_failing_and_going_are_on_record(browser, people, services):
    user = people[Role.AGENT].id
    browser.sign_in(AGENT, "wrong password")
    browser.sign_in(AGENT)
    browser.post("/sign-out")

    assert [record.action for record in services.trail.chain(f"user:{user}")] == [
        "user.added",
        "user.sign_in_failed",
        "user.signed_in",
        "user.signed_out",
    ]


def test_changes_of_a_person_are_on_record_without_the_password(people, services):
    user = people[Role.AGENT].id
    services.users.set_password(user, "another long one", actor="cli")
    services.users.set_role(user, Role.AUDITOR, actor="cli")

    _, password, role = services.trail.chain(f"user:{user}")
    assert password.action == "user.password_changed"
    assert "another" not in str(password.body)
    assert role.body["role"] == "auditor"


def test_the_session_ends_for_permits_too(browser, people, services):
    browser.sign_in(AGENT)
    session = services.sessions.who(browser.cookie()).session_id
    assert services.sessions.alive(session).user_id == people[Role.AGENT].id

    browser.post("/sign-out")
    assert services.sessions.alive(session) is None
