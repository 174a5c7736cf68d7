"""The whole life of a list on both engines, its bitmaps in documents."""

from datetime import UTC, date, datetime

import pytest

from services.audit_trail import Trail
from services.bitmap_service.documents import OBJECTS, BitmapDocuments
from services.compliance.facts import ListAnswer
from services.crypto_service.vault import PersonVault
from services.crypto_service.wrapping import MasterKey, Wrapping
from services.dnc_imports import DncImports
from services.dnc_lists import DncLists
from services.lists.next_copy import Order
from services.lists.reading import read_change_list, read_full
from services.stores.list_copies import ListCopies

DAY, NEXT = date(2026, 11, 1), date(2026, 11, 2)
NUMBERS = ("+13125550101", "+13125550102", "+17735550101")


class Noon:
    def now(self):
        return datetime(2026, 11, 20, 18, tzinfo=UTC)


@pytest.fixture
def lists(main):
    return DncLists(ListCopies(main), BitmapDocuments(main), Noon())


@pytest.fixture
def imports(lists, audit, open_store):
    vault = PersonVault(open_store("keys"), Wrapping((MasterKey("m1", b"m" * 32),)))
    return DncImports(lists, Trail(audit, Noon(), vault), Noon())


@pytest.fixture
def file(tmp_path):
    def file(*rows):
        path = tmp_path / "list.txt"
        path.write_text("".join(f"{row}\n" for row in rows))
        return [path]

    return file


@pytest.mark.parametrize("list_name", ["national", "company", "state-tx"])
def test_a_list_is_imported_changed_taken_back_and_verified(main, lists, imports, file, list_name):
    def listed():
        other = DncLists(lists.copies, BitmapDocuments(main), Noon())  # another process
        said = [other.answer(list_name, number) for number in NUMBERS]
        return [one.answer is ListAnswer.LISTED for one in said]

    full, later = Order(list_name, DAY), Order(list_name, NEXT, ("312", "773"))
    imports.install(full, read_full(file("312,5550101", "773,5550101"), full.asked))
    assert listed() == [True, False, True]
    changes = read_change_list(file("312,5550102,2026-11-01,A"), later.asked)
    assert not imports.change(later, changes).failed
    assert listed() == [True, True, True]
    assert {status.as_of for status in lists.status()} == {NEXT}
    imports.roll_back(list_name, "312" if list_name == "national" else None, actor="operator")
    assert listed() == [True, False, True]
    assert set(lists.verify()) == {""}
    key = next(iter(lists.open(list_name).copies.values())).key("312")
    main.transaction(lambda tx: tx.delete(OBJECTS, f"{key.name}-0"))
    assert [fault for fault in lists.verify() if "area code 312" in fault]
