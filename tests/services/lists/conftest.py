"""Lists and facts on real SQLite files, with a real log and a clock that stands still."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from services.audit_trail import Trail
from services.bitmap_service.files import BitmapFiles
from services.crypto_service.hashing import do_not_call_key, number_key
from services.crypto_service.vault import PersonVault
from services.crypto_service.wrapping import MasterKey, Wrapping
from services.dnc_imports import DncImports
from services.dnc_lists import DncLists
from services.do_not_call import DoNotCall
from services.gathering import Gathering
from services.gathering_reading import Reading
from services.lists.names import COMPANY
from services.lists.next_copy import Order
from services.lists.reading import read_change_list, read_full
from services.selling import Selling
from services.stores.accounts import Accounts
from services.stores.dnc import CompanyList
from services.stores.list_copies import ListCopies
from services.stores.number_index import NumberIndex
from services.stores.patients import Patients
from services.stores.seller import SellerBook

OURS = "+13055550100"
DAY = date(2026, 11, 1)
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
def trail(databases, clock, vault):
    return Trail(databases[1], clock, vault)


@pytest.fixture
def do_not_call(main, trail, clock, number_index, lists):
    listed, imported = partial(do_not_call_key, b"k2"), partial(lists.answer, COMPANY)
    return DoNotCall(
        CompanyList(main), trail, clock, listed, number_index.key, number_index.note, imported
    )


@pytest.fixture
def lists(main, clock, tmp_path):
    return DncLists(ListCopies(main), BitmapFiles(tmp_path / "lists"), clock)


@pytest.fixture
def imports(lists, trail, clock):
    return DncImports(lists, trail, clock)


@pytest.fixture
def put(imports, tmp_path):
    """put("312,5550101", ...) puts a full list in force; `by`: other imports than the fixture's."""

    def put(*rows, list_name="national", as_of=DAY, codes=(), by=None, **more):
        order = Order(list_name, as_of, codes, **more)
        full = read_full([_file(tmp_path, rows)], order.asked)
        return (by or imports).install(order, full)

    return put


@pytest.fixture
def change(imports, tmp_path):
    """change("312,5550101,2026-11-02,A", ...) applies changes; `also`: rows of another file."""

    def change(*rows, list_name="national", as_of, also=(), **more):
        order = Order(list_name, as_of, **more)
        files = [_file(tmp_path, rows), *([_file(tmp_path, also, "also.txt")] if also else ())]
        return imports.change(order, read_change_list(files, order.asked))

    return change


def _file(folder, rows, name="list.txt"):
    path = folder / name
    path.write_text("".join(f"{row}\n" for row in rows))
    return path


@pytest.fixture
def number_index(main):
    return NumberIndex(main, partial(number_key, b"k1"))


@pytest.fixture
def vault(databases):
    return PersonVault(databases[2], Wrapping((MasterKey("m1", b"m" * 32),)))


@pytest.fixture
def accounts(main, vault):
    return Accounts(main, vault)


@pytest.fixture
def patients(main, vault, number_index):
    return Patients(main, vault, number_index.key)


@pytest.fixture
def selling(main, trail, clock):
    return Selling(SellerBook(main), trail, clock)


@pytest.fixture
def gathering(main, do_not_call, lists, accounts, patients):
    return Gathering(Reading(main), do_not_call, lists, accounts, patients, OURS)
