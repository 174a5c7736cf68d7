"""Fixtures of every test that speaks to the sandbox's Podio."""

import pytest

from tests.crm_world import World
from tests.podio_adapter import adapter_to
from tests.podio_sandbox import MovableClock, running_podio

__all__ = ["box", "clock", "podio", "world"]


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


@pytest.fixture
def world(tmp_path, clock):
    world = World(tmp_path, clock)
    yield world
    world.close()
