"""Composition root: Settings -> adapters -> Services. The only file that knows every adapter.

Adapters are imported where they are built, so that importing the application stays cheap.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from api.container import Services

if TYPE_CHECKING:
    from config import Settings
    from services.audit_trail import Trail
    from services.crypto_service.vault import PersonVault
    from services.health import Health, Probe
    from services.ports import Clock, Documents

PROBE_S = 2.0


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


def build(settings: Settings, clock: Clock, *, rehearsal: bool) -> Services:
    from services.crypto_service.hashing import login_key
    from services.crypto_service.passwords import Argon2Passwords
    from services.sessions import Sessions
    from services.sign_in import SignIn
    from services.stores.sessions import SessionStore
    from services.stores.users import UserStore
    from services.throttling import Throttling
    from services.users import Users

    main, audit, keys = databases(settings)
    vault = build_vault(settings, keys)
    trail = build_trail(audit, clock, vault, rehearsal=rehearsal)
    index = partial(login_key, settings.number_index_key.get_secret_value().encode())
    passwords, user_store = Argon2Passwords(), UserStore(main)

    users = Users(user_store, vault, trail, clock, passwords, index)
    sessions = Sessions(SessionStore(main), user_store, clock)
    throttling = Throttling(main, clock, index)
    return Services(
        clock=clock,
        trail=trail,
        vault=vault,
        users=users,
        sessions=sessions,
        sign_in=SignIn(users, sessions, passwords, throttling, trail),
        throttling=throttling,
        health=build_health(settings, main, audit, tick_age_s=lambda: None),
    )


def databases(settings: Settings) -> tuple[Documents, Documents, Documents]:
    """(main, audit, keys)"""
    from services.db_service.open import open_databases

    return open_databases(Path(settings.state_dir))


def build_vault(settings: Settings, keys: Documents) -> PersonVault:
    from config import named_key
    from services.crypto_service.vault import PersonVault
    from services.crypto_service.wrapping import MasterKey, Wrapping

    masters = (MasterKey(*named_key(k.get_secret_value())) for k in settings.master_key)
    return PersonVault(keys, Wrapping(tuple(masters)))


def build_trail(audit: Documents, clock: Clock, vault: PersonVault, *, rehearsal: bool) -> Trail:
    from services.audit_trail import Trail
    from services.rehearsal import RehearsalTrail

    return (RehearsalTrail if rehearsal else Trail)(audit, clock, vault)


def build_health(
    settings: Settings, main: Documents, audit: Documents, *, tick_age_s: Callable[[], int | None]
) -> Health:
    from services.health import Health

    probes: dict[str, Probe] = {
        "store": lambda: main.get("leases", "tick"),
        "audit": lambda: audit.get("checkpoints", "0"),
        "carrier": partial(_reach, settings.twilio_api_url),
        "crm": partial(_reach, settings.podio_api_url),
    }
    return Health(probes, tick_age_s)


def _reach(url: str) -> None:
    """Any answer will do; no key is sent."""
    import requests

    requests.head(url, timeout=PROBE_S, allow_redirects=False).close()
