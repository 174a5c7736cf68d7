import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from house import House


@pytest.fixture
def house(tmp_path):
    house = House(tmp_path)
    yield house
    house.close()
