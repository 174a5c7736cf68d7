import pytest
from relay_line import Script, Served, scripted


@pytest.fixture
def script():
    return Script()


@pytest.fixture
def relay_app(make_app, script):
    """An application that relays at most two calls at once."""
    return scripted(make_app(ASSISTANT_TRANSPORT="relay", ASSISTANT_RELAY_SOCKETS="2"), script)


@pytest.fixture
def served(relay_app):
    served = Served(relay_app)
    yield served
    served.stop()
