import pytest
from assistant_house import AssistantHouse

from services.db_service.open import open_databases


@pytest.fixture
def databases(tmp_path):
    opened = open_databases(tmp_path)
    yield opened
    for database in opened:
        database.close()


@pytest.fixture
def house(databases):
    return AssistantHouse(databases)
