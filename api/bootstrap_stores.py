"""The composition root's part for what is kept. Only bootstrap.py imports it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from config import Settings
    from services.audit_trail import Trail
    from services.checkpoints import Checkpoints
    from services.crypto_service.vault import PersonVault
    from services.db_service.firestore import FirestoreDocuments
    from services.db_service.sqlite import SqliteDocuments
    from services.ports import Clock, Documents
    from services.recording_clock import RecordingClock

    Database = SqliteDocuments | FirestoreDocuments


@dataclass(frozen=True)
class Stores:
    """The three databases and what stands right on them."""

    main: Database
    audit: Database
    keys: Database
    vault: PersonVault
    trail: Trail
    checkpoints: Checkpoints
    recording_clock: RecordingClock

    def close(self) -> None:
        for database in (self.main, self.audit, self.keys):
            database.close()


def build(settings: Settings, clock: Clock, *, rehearsal: bool) -> Stores:
    from services.audit_trail import Trail
    from services.recording_clock import RecordingClock
    from services.rehearsal import RehearsalTrail

    main, audit, keys = databases(settings)
    vault = _vault(settings, keys)
    checkpoints = _checkpoints(settings, audit, clock)
    recording = RecordingClock(clock, checkpoints.last)
    trail = (RehearsalTrail if rehearsal else Trail)(audit, recording, vault)
    return Stores(main, audit, keys, vault, trail, checkpoints, recording)


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


def _vault(settings: Settings, keys: Documents) -> PersonVault:
    from config_fields import named_key
    from services.crypto_service.vault import PersonVault
    from services.crypto_service.wrapping import MasterKey, Wrapping

    masters = (MasterKey(*named_key(k.get_secret_value())) for k in settings.master_key)
    return PersonVault(keys, Wrapping(tuple(masters)))


def _checkpoints(settings: Settings, audit: Documents, clock: Clock) -> Checkpoints:
    from config_fields import bytes32
    from services.checkpoints import Checkpoints
    from services.crypto_service.signing import Ed25519Signer

    seeds = (bytes32(seed.get_secret_value()) for seed in settings.audit_signing_key)
    return Checkpoints(audit, clock, Ed25519Signer(tuple(seeds)))
