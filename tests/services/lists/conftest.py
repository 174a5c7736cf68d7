"""Lists and facts on real SQLite files, with a real log and a clock that stands still."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from services.audit_trail import Trail
from services.crypto_service.hashing import do_not_call_key, number_key
from services.crypto_service.vault import PersonVault
from services.crypto_service.wrapping import MasterKey, Wrapping
from services.do_not_call import DoNotCall
from services.gathering import Gathering
from services.national_dnc import NationalDnc
from services.stores.attempts import Attempts
from services.stores.consents import Consents
from services.stores.dnc import CompanyList
from services.stores.dnc_copies import DncCopies
from services.stores.number_index import NumberIndex
from services.stores.wishes import Wishes

NOON = datetime(2026, 11, 18, 18, tzinfo=UTC)


@dataclass
class Clock:
    at: datetime = field(default=NOON)

    def now(self):
        self.at += timedelta(microseconds=1)
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def main(databases):
    return databases[0]


@pytest.fixture
def trail(databases, clock):
    _, audit, keys = databases
    return Trail(audit, clock, PersonVault(keys, Wrapping((MasterKey("m1", b"m" * 32),))))


@pytest.fixture
def do_not_call(main, trail, clock, number_index):
    listed = partial(do_not_call_key, b"k2")
    return DoNotCall(CompanyList(main), trail, clock, listed, number_index.note)


@pytest.fixture
def national(main, trail, clock):
    return NationalDnc(DncCopies(main), trail, clock)


@pytest.fixture
def number_index(main):
    return NumberIndex(main, partial(number_key, b"k1"))


@pytest.fixture
def gathering(main, do_not_call, national, number_index):
    return Gathering(
        do_not_call, national, Attempts(main), Consents(main), Wishes(main), number_index.keys_of
    )
