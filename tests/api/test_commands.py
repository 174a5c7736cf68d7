import pytest
from web_shell import PASSWORD, Browser


@pytest.fixture
def flask(app):
    runner = app.test_cli_runner()
    return lambda *words, **more: runner.invoke(args=list(words), **more)


def added(flask, email="new@people.example", role="agent", password=PASSWORD):
    words = ("users", "add", email, "--name", "New Person", "--role", role, "--password-stdin")
    return flask(*words, input=f"{password}\n")


def test_a_person_is_added_and_can_sign_in(flask, app):
    result = added(flask)

    assert result.exit_code == 0
    assert Browser(app).sign_in("new@people.example").status_code == 303


def test_the_password_may_be_typed_twice_unseen(flask, app):
    words = ("users", "add", "new@people.example", "--name", "N", "--role", "manager")
    result = flask(*words, input=f"{PASSWORD}\n{PASSWORD}\n")

    assert result.exit_code == 0
    assert PASSWORD not in result.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"password": "short"}, "A password has 12 to 1024 characters."),
        ({"role": "boss"}, "'boss' is not one of"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(flask, words, said):
    result = added(flask, **words)

    assert result.exit_code != 0
    assert said in result.output


def test_an_address_is_added_once(flask):
    added(flask)

    assert "This e-mail address has a user already." in added(flask).output


def test_everybody_is_listed(flask):
    added(flask)

    shown = flask("users", "list").output
    assert "agent     enabled   New Person <new@people.example>" in shown


def test_password_role_and_state_change(flask, app):
    added(flask)
    email = "new@people.example"
    flask("users", "password", email, "--password-stdin", input="another long one\n")
    assert Browser(app).sign_in(email, "another long one").status_code == 303

    flask("users", "role", email, "auditor")
    browser = Browser(app)
    browser.sign_in(email, "another long one")
    assert browser.get("/").location == "/audit"

    flask("users", "disable", email)
    assert Browser(app).sign_in(email, "another long one").status_code == 401
    flask("users", "enable", email)
    assert "enabled" in flask("users", "list").output


def test_nobody_is_changed_by_mistake(flask):
    result = flask("users", "disable", "nobody@people.example")

    assert result.exit_code == 1
    assert "Nobody has this e-mail address." in result.output


def test_public_keys_are_shown_in_the_order_of_the_seeds(flask):
    shown = flask("keys", "public").output.split()

    assert [len(key) for key in shown] == [64]


def test_a_new_master_key_wraps_anew(make_app, values, people):
    from web_shell import key

    app = make_app(MASTER_KEY=f"m2:{key()},{values['MASTER_KEY']}")
    rewrapped = app.test_cli_runner().invoke(args=["keys", "rewrap"]).output
    again = app.test_cli_runner().invoke(args=["keys", "rewrap"]).output

    assert rewrapped == "3 keys wrapped anew.\n"
    assert again == "0 keys wrapped anew.\n"


def test_the_doctor_says_what_is_wrong(make_app):
    dead = {"TWILIO_API_URL": "http://127.0.0.1:9", "PODIO_API_URL": "http://127.0.0.1:9"}
    app = make_app(PUBLIC_URL="http://127.0.0.1:8000", **dead)
    result = app.test_cli_runner().invoke(args=["doctor"])

    assert result.exit_code == 1
    assert "The phone company does not answer at TWILIO_API_URL." in result.output
    assert "Podio does not answer at PODIO_API_URL" in result.output
