import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_shell import environment

import config
import config_fields
from config import Settings, SettingsRefused
from config_fields import is_loopback

ROOT = Path(__file__).parents[2]
REQUIRED = [name for name, field in Settings.model_fields.items() if field.is_required()]


@pytest.fixture
def surroundings(monkeypatch, tmp_path):
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def refusal() -> str:
    with pytest.raises(SettingsRefused) as refused:
        config.load()
    return str(refused.value)


def test_a_whole_environment_is_accepted(surroundings):
    settings = config.load()

    assert settings.twilio_caller_ids == ("+13125550100", "+14695550100")
    assert settings.podio_lead_fields == {"name": 1}


@pytest.mark.parametrize("name", REQUIRED)
def test_each_missing_key_is_named_in_one_sentence(surroundings, name):
    surroundings.delenv(name.upper())

    assert refusal() == f"{name.upper()} is missing."


@pytest.mark.parametrize("name", REQUIRED)
def test_an_empty_value_is_a_missing_one(surroundings, name):
    surroundings.setenv(name.upper(), "")

    assert refusal() == f"{name.upper()} is missing."


def test_no_secret_has_a_default():
    secret = re.compile("secret|token|_key|sid|password")
    named = {name for name in Settings.model_fields if secret.search(name)}

    optional = {"openai_api_key", "usps_client_secret", "smtp_password"} & named
    assert named - {"firestore_keys_database", *optional} <= set(REQUIRED)
    for name in optional:
        assert not Settings.model_fields[name].default.get_secret_value()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_URL", "http://dialer.example"),
        ("PUBLIC_URL", "https://dialer.example/app"),
        ("PUBLIC_URL", "https://user:pass@dialer.example"),
        ("PUBLIC_URL", "ftp://dialer.example"),
        ("PORT", "0"),
        ("SESSION_SECRET", "short-secret"),
        ("SESSION_SECRET", ",".join("abc"[i] * 40 for i in range(3))),
        ("MASTER_KEY", "m1:bm90LTMyLWJ5dGVz"),
        ("MASTER_KEY", "k" * 44),
        ("AUDIT_SIGNING_KEY", "no base64url at all"),
        ("TWILIO_ACCOUNT_SID", "AC123"),
        ("TWILIO_CALLER_IDS", "3125550100"),
        ("PODIO_LEAD_FIELDS", "{"),
        ("PODIO_LEAD_FIELDS", '{"name": "canary-value"}'),
        ("STORE", "postgres"),
        ("OPENAI_BASE_URL", "http://model.example/v1"),
        ("ASSISTANT_MODEL_EFFORT", "high"),
        ("SOFTPHONE_PRELUDE", "https://elsewhere.example/script.js"),
        ("SOFTPHONE_PRELUDE", "//elsewhere.example/script.js"),
    ],
)
def test_an_unfit_value_is_refused_by_name_and_never_quoted(surroundings, name, value):
    surroundings.setenv(name, value)

    said = refusal()

    assert said.startswith(f"{name} does not fit: ")
    assert value not in said
    assert "canary" not in said


def test_two_values_of_a_rotating_secret_are_taken_in_order(surroundings):
    surroundings.setenv("SESSION_SECRET", f"{'n' * 40}, {'o' * 40}")

    values = [secret.get_secret_value() for secret in config.load().session_secret]

    assert values == ["n" * 40, "o" * 40]


@pytest.mark.parametrize(
    "name", ["TWILIO_API_URL", "TWILIO_SIGNALLING_URL", "TWILIO_SOUNDS_URL", "PODIO_API_URL"]
)
def test_a_provider_on_this_machine_never_stands_behind_a_public_address(surroundings, name):
    scheme = "ws" if "SIGNALLING" in name else "http"
    surroundings.setenv(name, f"{scheme}://127.0.0.1:8001")

    assert refusal() == f"{name} is this machine and PUBLIC_URL is not."

    surroundings.setenv("PUBLIC_URL", "http://localhost:8000")
    assert config.load().public_url == "http://localhost:8000"


def test_a_model_on_this_machine_may_serve_a_public_address(surroundings):
    surroundings.setenv("OPENAI_BASE_URL", "http://127.0.0.1:8080/v1/")

    assert config.load().openai_base_url == "http://127.0.0.1:8080/v1"


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST",
        "a.localhost",
        "localhost.",
        "127.0.0.1",
        "127.9.9.9",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0.0.0.0",  # noqa: S104 a name to recognise, not an address to bind
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
    ],
)
def test_this_machine_is_known_by_every_spelling(host):
    assert is_loopback(f"http://{host}:8001/path")


@pytest.mark.parametrize(
    "host", ["api.twilio.com", "10.0.0.1", "localhost.example", "[2001:db8::1]"]
)
def test_other_machines_are_not_this_one(host):
    assert not is_loopback(f"https://{host}")


def test_files_are_refused_on_vercel(surroundings):
    surroundings.setenv("VERCEL", "1")

    assert refusal() == "STORE must be firestore on Vercel, whose disk forgets."


def test_firestore_needs_its_project(surroundings):
    surroundings.setenv("STORE", "firestore")

    assert refusal() == "FIRESTORE_PROJECT is missing."


def test_settings_never_show_a_secret(surroundings, tmp_path):
    secrets = [v for k, v in environment(tmp_path).items() if len(v) == 44]
    surroundings.setenv("SESSION_SECRET", secrets[0])

    assert not any(secret in repr(config.load()) for secret in secrets)


def test_the_example_names_every_setting_and_no_other():
    lines = (ROOT / ".env.example").read_text().splitlines()
    named = [line.partition("=")[0] for line in lines if re.match(r"[A-Z]", line)]

    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)


def test_the_example_shows_each_default_and_no_key():
    lines = (ROOT / ".env.example").read_text().splitlines()
    shown = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z]", line))

    for name, field in Settings.model_fields.items():
        default = "" if field.is_required() else field.default
        text = getattr(default, "get_secret_value", lambda value=default: str(value))()
        assert shown[name.upper()] == (text.lower() if isinstance(default, bool) else text)


@given(st.text(max_size=60))
def test_no_text_makes_the_loopback_question_fail(text):
    try:
        config_fields.urlsplit(f"http://{text}/")
    except ValueError:
        return
    assert is_loopback(f"http://{text}/") in (True, False)
