import pytest

from services.db_service.open import open_databases


@pytest.fixture
def databases(tmp_path):
    """Main, audit and keys, on real files of this test."""
    opened = open_databases(tmp_path)
    yield opened
    for database in opened:
        database.close()
