"""Settings of an application that speaks to nobody outside. Every key is fresh."""

import base64
import json
import os
import secrets
from unittest.mock import patch

from config import Settings
from evals.worlds import COMPANY, HOUSE_PERSON, PHONE, TOLL_FREE

OURS = {
    "real_estate": PHONE,
    "healthcare_intake": "+14695550100",
    "debt_collection": "+13125550120",
}

OF_MODELS = ("OPENAI_", "ASSISTANT_MODEL")  # all else of the environment is another house's


def settings(folder: str, *, model: bool = False) -> Settings:
    """As an environment gives them; `folder` holds the stores. `model`: the one of our own
    environment listens too."""
    of_models = {name: value for name, value in os.environ.items() if name.startswith(OF_MODELS)}
    with patch.dict(os.environ, of_models | _environment(folder) | _model(model), clear=True):
        return Settings()


def _model(wanted: bool) -> dict[str, str]:
    """Invented patients need no agreement."""
    if not wanted:
        return {"OPENAI_API_KEY": ""}
    return {"ASSISTANT_MODEL_HEARS_HEALTH": "true"}


def _environment(folder: str) -> dict[str, str]:
    return {
        "PUBLIC_URL": "https://dialer.example",
        "COMPANY_NAME": COMPANY,
        "COMPANY_PHONE": PHONE,
        "COMPANY_TOLL_FREE": TOLL_FREE,
        "COMPANY_PERSON": HOUSE_PERSON,
        "ASSISTANT_INCOMING": json.dumps({number: id for id, number in OURS.items()}),
        "STATE_DIR": folder,
        "SESSION_SECRET": _key(),
        "MASTER_KEY": f"m1:{_key()}",
        "NUMBER_INDEX_KEY": _key(),
        "DO_NOT_CALL_KEY": _key(),
        "AUDIT_SIGNING_KEY": _key(),
        "CRON_SECRET": _key(),
        **_twilio(),
        **_podio(),
    }


def _twilio() -> dict[str, str]:
    return {
        "TWILIO_ACCOUNT_SID": "AC" + secrets.token_hex(16),
        "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
        "TWILIO_API_KEY_SID": "SK" + secrets.token_hex(16),
        "TWILIO_API_KEY_SECRET": _key(),
        "TWILIO_APPLICATION_SID": "AP" + secrets.token_hex(16),
        "TWILIO_CALLER_IDS": ",".join(OURS.values()),
        "TWILIO_API_URL": "https://twilio.invalid",
    }


def _podio() -> dict[str, str]:
    return {
        "PODIO_API_URL": "https://podio.invalid",
        "PODIO_CLIENT_ID": "cleardial",
        "PODIO_CLIENT_SECRET": _key(),
        "PODIO_LEADS_APP_ID": "1001",
        "PODIO_LEADS_APP_TOKEN": _key(),
        "PODIO_CALLS_APP_ID": "1002",
        "PODIO_CALLS_APP_TOKEN": _key(),
        "PODIO_HOOK_SECRET": _key(),
        "PODIO_LEAD_FIELDS": '{"name": 1}',
        "PODIO_ACTIVITY_FIELDS": '{"title": 2}',
    }


def _key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
