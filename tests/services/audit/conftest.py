"""A log on real SQLite files, with real keys and a clock that the test moves."""

import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from services.audit_export import AuditExport
from services.audit_proof import AuditProof
from services.audit_search import AuditSearch
from services.audit_story import AuditStory
from services.audit_trail import Trail
from services.checkpoints import Checkpoints
from services.crypto_service.hashing import number_key
from services.crypto_service.signing import Ed25519Signer
from services.crypto_service.vault import PersonVault
from services.crypto_service.wrapping import MasterKey, Wrapping
from services.ports import Deed
from services.stores.calls import Calls
from services.stores.number_index import NumberIndex

NOON = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)


@dataclass
class SetClock:
    at: datetime = field(default=NOON)

    def now(self):
        return self.at

    def forward(self, **step):
        self.at += timedelta(**step)


@pytest.fixture
def clock():
    return SetClock()


@pytest.fixture
def main(databases):
    return databases[0]


@pytest.fixture
def log(databases):
    """The audit store."""
    return databases[1]


@pytest.fixture
def keys(databases):
    return databases[2]


@pytest.fixture
def vault(keys):
    return PersonVault(keys, Wrapping((MasterKey("m1", b"m" * 32),)))


@pytest.fixture
def trail(log, clock, vault):
    return Trail(log, clock, vault)


@pytest.fixture
def signer():
    return Ed25519Signer((b"s" * 32,))


@pytest.fixture
def checkpoints(log, clock, signer):
    return Checkpoints(log, clock, signer)


@pytest.fixture
def export(checkpoints):
    return AuditExport(checkpoints)


@pytest.fixture
def say(trail):
    """Append one small record."""

    def say(cause, subject="call:" + "0a" * 16, **body):
        return trail.append(Deed(subject, "call.asked", body, actor="user:ana", cause=cause))

    return say


@pytest.fixture
def index(main):
    return NumberIndex(main, partial(number_key, b"1" * 32))


@pytest.fixture
def story(trail, checkpoints, log, main, index):
    search = AuditSearch(log, trail, index)
    return AuditStory(trail, AuditProof(checkpoints), search, Calls(main))


@pytest.fixture
def tamper(tmp_path, log):
    """Change the audit store behind the application's back."""

    def tamper(statement, *bound):
        with sqlite3.connect(tmp_path / "audit.sqlite3") as connection:
            assert connection.execute(statement, bound).rowcount > 0
        connection.close()

    return tamper
