"""A log on real SQLite files, with real keys and a clock that the test moves."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from services.audit_trail import Trail
from services.crypto_service.vault import PersonVault
from services.crypto_service.wrapping import MasterKey, Wrapping
from services.db_service.open import open_databases

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
def databases(tmp_path):
    opened = open_databases(tmp_path)
    yield opened
    for database in opened:
        database.close()


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
