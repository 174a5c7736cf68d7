"""What only the SQLite engine promises."""

import pytest

from services.db_service.open import open_databases
from services.ports import Query


@pytest.fixture
def main(tmp_path):
    databases = open_databases(tmp_path)
    yield databases[0]
    for database in databases:
        database.close()


def test_nothing_is_opened_before_the_first_use(tmp_path):
    open_databases(tmp_path / "later")

    assert not (tmp_path / "later").exists()


def test_a_closed_store_opens_again_at_the_next_use(main):
    main.create("users", "ann", {"role": "agent"})
    main.close()
    main.create("users", "bob", {"role": "agent"})

    assert [row.id for row in main.query(Query("users", (("role", "agent"),)))] == ["ann", "bob"]
