"""Composition root: Settings -> adapters -> Services. The only file that knows every adapter.

Adapters are imported where they are built, so that importing the application stays cheap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from api.container import Services

if TYPE_CHECKING:
    from config import Settings
    from services.audit_trail import Trail
    from services.background import Job
    from services.checkpoints import Checkpoints
    from services.crypto_service.vault import PersonVault
    from services.db_service.firestore import FirestoreDocuments
    from services.db_service.sqlite import SqliteDocuments
    from services.health import Health, Probe
    from services.inspection import Inspection
    from services.ports import Clock, Documents
    from services.sessions import Sessions

    Database = SqliteDocuments | FirestoreDocuments

PROBE_S = 2.0


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


def build(settings: Settings, clock: Clock, *, rehearsal: bool) -> Services:
    from api import bootstrap_audit, bootstrap_calls, bootstrap_crm, bootstrap_pages
    from services.background import Background
    from services.crypto_service.hashing import do_not_call_key, login_key, number_key
    from services.crypto_service.passwords import Argon2Passwords
    from services.do_not_call import DoNotCall
    from services.national_dnc import NationalDnc
    from services.sessions import Sessions
    from services.sign_in import SignIn
    from services.stores.dnc import CompanyList
    from services.stores.dnc_copies import DncCopies
    from services.stores.leads import Leads
    from services.stores.number_index import NumberIndex
    from services.stores.sessions import SessionStore
    from services.stores.users import UserStore
    from services.throttling import Throttling
    from services.users import Users

    main, audit, keys = opened = databases(settings)
    vault = build_vault(settings, keys)
    trail = build_trail(audit, clock, vault, rehearsal=rehearsal)
    k1 = settings.number_index_key.get_secret_value().encode()
    index = partial(login_key, k1)
    passwords, user_store = Argon2Passwords(), UserStore(main)

    users = Users(user_store, vault, trail, clock, passwords, index)
    sessions = Sessions(SessionStore(main), user_store, clock)
    throttling = Throttling(main, clock, index)
    checkpoints = build_checkpoints(settings, audit, clock)
    listed = partial(do_not_call_key, settings.do_not_call_key.get_secret_value().encode())
    do_not_call = DoNotCall(CompanyList(main), trail, clock, listed)
    national = NationalDnc(DncCopies(main), trail, clock)
    leads = Leads(main, vault, partial(number_key, k1))
    numbers = NumberIndex(main, partial(number_key, k1))
    ground = bootstrap_calls.Ground(settings, main, trail, vault, clock, leads, numbers)
    calls = bootstrap_calls.build(ground, do_not_call, national)
    crm, crm_jobs, close_crm = bootstrap_crm.build(ground, do_not_call, calls.call_book.settle)
    jobs = (*_jobs(checkpoints, sessions, calls.inspection), *crm_jobs)
    background = Background(main, jobs, clock)
    archive = bootstrap_pages.Archive(audit, trail, checkpoints, users)
    return Services(
        clock=clock,
        trail=trail,
        vault=vault,
        users=users,
        sessions=sessions,
        sign_in=SignIn(users, sessions, passwords, throttling, trail),
        throttling=throttling,
        health=build_health(settings, main, audit, tick_age_s=background.age_s),
        checkpoints=checkpoints,
        do_not_call=do_not_call,
        national=national,
        leads=leads,
        numbers=numbers,
        **vars(calls),
        **vars(crm),
        **vars(bootstrap_audit.build(ground, checkpoints, users)),
        **vars(bootstrap_pages.build(ground, calls.judging.gathering, archive)),
        background=background,
        close=partial(_close, opened, close_crm),
    )


def databases(settings: Settings) -> tuple[Database, Database, Database]:
    """(main, audit, keys). Nothing connects before its first use."""
    if settings.store == "sqlite":
        from services.db_service.open import open_databases

        return open_databases(Path(settings.state_dir))
    from services.db_service.databases import AUDIT, KEYS, MAIN
    from services.db_service.firestore import FirestoreDocuments, open_firestore

    account = settings.firestore_service_account.get_secret_value() or None
    connect = partial(open_firestore, settings.firestore_project, service_account=account)
    return (
        FirestoreDocuments(connect(settings.firestore_main_database), MAIN),
        FirestoreDocuments(connect(settings.firestore_audit_database), AUDIT, append_only=True),
        FirestoreDocuments(connect(settings.firestore_keys_database), KEYS),
    )


def _close(opened: Iterable[Database], close_crm: Callable[[], None]) -> None:
    close_crm()
    for database in opened:
        database.close()


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


def build_checkpoints(settings: Settings, audit: Documents, clock: Clock) -> Checkpoints:
    from config import bytes32
    from services.checkpoints import Checkpoints
    from services.crypto_service.signing import Ed25519Signer

    seeds = (bytes32(seed.get_secret_value()) for seed in settings.audit_signing_key)
    return Checkpoints(audit, clock, Ed25519Signer(tuple(seeds)))


def _jobs(checkpoints: Checkpoints, sessions: Sessions, inspection: Inspection) -> tuple[Job, ...]:
    """What the tick does, in this order; each one rests for its time."""
    from services.background import Job

    return (
        Job("calls", timedelta(seconds=5), inspection.inspect_all),
        Job("checkpoint", timedelta(seconds=60), lambda _: checkpoints.take()),
        Job("old_sessions", timedelta(hours=1), lambda _: sessions.sweep()),
    )


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
