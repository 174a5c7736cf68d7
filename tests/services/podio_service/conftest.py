import pytest

from tests.podio_adapter import adapter_to
from tests.podio_sandbox import MovableClock, running_podio


@pytest.fixture
def clock():
    return MovableClock()


@pytest.fixture
def box(clock):
    with running_podio(clock) as running:
        yield running


@pytest.fixture
def podio(box, clock):
    with adapter_to(box.url, clock) as adapter:
        yield adapter
