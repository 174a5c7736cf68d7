"""The settings of a machine that runs alone: random keys, kept, and addresses that follow PORT."""

import base64
import json
import os
import secrets
import shlex
from collections.abc import Mapping
from pathlib import Path

from sandbox.podio.schema import field_settings

PEOPLE = {"agent": "Ana Flores", "manager": "Mark Lee", "auditor": "Ida Cole"}
CALLER_IDS = "+13125550100,+14695550100"


def ensure(path: Path, *, port: int, state_dir: Path) -> dict[str, str]:
    """The settings in `path` (0600): keys of an earlier start kept, addresses made anew."""
    settings = {**fresh_keys(), **fixed(), **read(path), **addresses(port)}
    settings["STATE_DIR"] = str(state_dir)
    write(path, settings)
    return settings


def read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    lines = path.read_text().splitlines()
    named = (line.split("=", 1) for line in lines if "=" in line)
    return {name: shlex.split(text)[0] if text[:1] == "'" else text for name, text in named}


def write(path: Path, settings: Mapping[str, str]) -> None:
    """In the shell's own form, so that it can be sourced. Nobody else may read it, at no moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(f"{name}={shlex.quote(value)}\n" for name, value in sorted(settings.items()))
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)


def fresh_keys() -> dict[str, str]:
    return {
        "SESSION_SECRET": secrets.token_urlsafe(32),
        "MASTER_KEY": f"m{secrets.token_hex(3)}:{key()}",
        "NUMBER_INDEX_KEY": key(),
        "DO_NOT_CALL_KEY": key(),
        "AUDIT_SIGNING_KEY": key(),
        "CRON_SECRET": secrets.token_urlsafe(32),
        "TWILIO_ACCOUNT_SID": "AC" + secrets.token_hex(16),
        "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
        "TWILIO_API_KEY_SID": "SK" + secrets.token_hex(16),
        "TWILIO_API_KEY_SECRET": secrets.token_urlsafe(24),
        "TWILIO_APPLICATION_SID": "AP" + secrets.token_hex(16),
        "PODIO_CLIENT_SECRET": secrets.token_urlsafe(32),
        "PODIO_LEADS_APP_TOKEN": secrets.token_hex(16),
        "PODIO_CALLS_APP_TOKEN": secrets.token_hex(16),
        "PODIO_HOOK_SECRET": secrets.token_urlsafe(24),
    }


def key() -> str:
    """32 random bytes, base64url."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def fixed() -> dict[str, str]:
    return {
        "STORE": "sqlite",
        "COMPANY_NAME": "Prairie Home Buyers",
        "COMPANY_PHONE": "+13125550100",
        "COMPANY_TOLL_FREE": "+18005550100",
        "COMPANY_PERSON": "Dana Reed",
        "MAIL_FROM": "office@cleardial.example",
        "TWILIO_CALLER_IDS": CALLER_IDS,
        "TWILIO_INSIGHTS": "false",
        "PODIO_CLIENT_ID": "cleardial-sandbox",
        "PODIO_LEADS_APP_ID": "1001",
        "PODIO_CALLS_APP_ID": "1002",
        "RULEBOOK_ADOPTS": "true",
        "SOFTPHONE_PRELUDE": "/static/js/prelude_plain_ws.js",
        **field_settings(),
    }


def addresses(port: int) -> dict[str, str]:
    """The application on `port`, what it calls on the next one, its mail on the third."""
    sandbox = f"http://127.0.0.1:{port + 1}"
    return {
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "TWILIO_API_URL": sandbox,
        "TWILIO_SIGNALLING_URL": sandbox.replace("http", "ws"),
        "TWILIO_SOUNDS_URL": f"{sandbox}/sounds",
        "PODIO_API_URL": sandbox,
        "SANDBOX_SMTP_PORT": str(port + 2),
        "SMTP_URL": f"smtp://127.0.0.1:{port + 2}",
    }


def sign_ins(path: Path, *, more_agents: int = 0) -> list[dict[str, str]]:
    """The demo people, one per role; their passwords are made once (0600)."""
    if not path.exists():
        extra = [person("agent", f"Agent {n}", f"agent{n}") for n in range(more_agents)]
        write_json(path, [person(role, name, role) for role, name in PEOPLE.items()] + extra)
    return list(json.loads(path.read_text()))


def person(role: str, name: str, address: str) -> dict[str, str]:
    email = f"{address}@cleardial.example"
    return {"role": role, "name": name, "email": email, "password": secrets.token_urlsafe(12)}


def write_json(path: Path, value: object) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(value, file, indent=1)
