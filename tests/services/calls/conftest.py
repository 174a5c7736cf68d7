import pytest
from house import House

from services.db_service.open import open_databases


@pytest.fixture
def house(tmp_path):
    databases = open_databases(tmp_path)
    yield House(databases)
    for database in databases:
        database.close()
