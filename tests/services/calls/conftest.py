import pytest
from house import House


@pytest.fixture
def house(databases):
    return House(databases)
