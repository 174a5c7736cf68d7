import pytest
from rulebook_court import Court

from services.db_service.open import open_databases


@pytest.fixture
def court(tmp_path):
    databases = open_databases(tmp_path)
    made = Court(databases)
    yield made
    made.shelf.close()
    for database in databases:
        database.close()
