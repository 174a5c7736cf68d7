import pytest
from rulebook_court import in_session


@pytest.fixture
def court(tmp_path):
    with in_session(tmp_path) as made:
        yield made
