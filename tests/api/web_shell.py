"""What the tests of the web shell start from."""

import base64
import re
import secrets
from datetime import UTC, datetime, timedelta

import pytest

from config import Settings

PASSWORD = "correct horse battery"


def key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def environment(state_dir) -> dict[str, str]:
    """Settings as an environment gives them; every secret is fresh."""
    return {
        "PUBLIC_URL": "https://dialer.example",
        "COMPANY_NAME": "Prairie Home Buyers",
        "COMPANY_PHONE": "+13125550100",
        "STATE_DIR": str(state_dir),
        "SESSION_SECRET": key(),
        "MASTER_KEY": f"m1:{key()}",
        "NUMBER_INDEX_KEY": key(),
        "DO_NOT_CALL_KEY": key(),
        "AUDIT_SIGNING_KEY": key(),
        "CRON_SECRET": key(),
        "TWILIO_ACCOUNT_SID": "AC" + secrets.token_hex(16),
        "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
        "TWILIO_API_KEY_SID": "SK" + secrets.token_hex(16),
        "TWILIO_API_KEY_SECRET": key(),
        "TWILIO_APPLICATION_SID": "AP" + secrets.token_hex(16),
        "TWILIO_CALLER_IDS": "+13125550100,+14695550100",
        "TWILIO_API_URL": "https://twilio.invalid",  # no test speaks to anybody outside
        "PODIO_API_URL": "https://podio.invalid",
        "PODIO_CLIENT_ID": "cleardial",
        "PODIO_CLIENT_SECRET": key(),
        "PODIO_LEADS_APP_ID": "1001",
        "PODIO_LEADS_APP_TOKEN": key(),
        "PODIO_CALLS_APP_ID": "1002",
        "PODIO_CALLS_APP_TOKEN": key(),
        "PODIO_HOOK_SECRET": key(),
        "PODIO_LEAD_FIELDS": '{"name": 1}',
        "PODIO_ACTIVITY_FIELDS": '{"title": 2}',
    }


def settings_of(values: dict[str, str]) -> Settings:
    """As `load` reads them, without touching the environment of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in values.items():
            patch.setenv(name, value)
        return Settings()


def carrier(app):
    """post(path, fields): the fields as the carrier posts them, rightly signed."""
    from twilio.request_validator import RequestValidator

    known = app.extensions["settings"]
    validator = RequestValidator(known.twilio_auth_token[0].get_secret_value())

    def post(path, fields):
        sent = {"AccountSid": known.twilio_account_sid, **fields}
        signature = validator.compute_signature(known.public_url + path, sent)
        return app.test_client().post(path, data=sent, headers={"X-Twilio-Signature": signature})

    return post


class SetClock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 18, 18, 30, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


class Browser:
    """A person's browser at our origin: keeps cookies, sends the page's token."""

    def __init__(self, app) -> None:
        self.client = app.test_client()
        self.base = app.extensions["settings"].public_url

    def get(self, path, **more):
        return self.client.get(path, base_url=self.base, buffered=True, **more)

    def post(self, path, *, token=None, **more):
        headers = {
            "X-CSRF-Token": self.token() if token is None else token,
            **more.pop("headers", {}),
        }
        return self.client.post(path, base_url=self.base, headers=headers, **more)

    def token(self) -> str:
        page = self.get("/sign-in", follow_redirects=True, headers={"Accept": "text/html"}).text
        found = re.search(r'name="csrf-token" content="([^"]+)"', page)
        return found.group(1) if found else ""

    def cookie(self):
        name = "__Host-cleardial" if self.base.startswith("https") else "cleardial"
        held = self.client.get_cookie(name, domain=self.base.split("//")[1].split(":")[0])
        return held and held.value

    def sign_in(self, email, password=PASSWORD, **more):
        self.get("/sign-in")
        return self.post("/sign-in", data={"email": email, "password": password, **more})
