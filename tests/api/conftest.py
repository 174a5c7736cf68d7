import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from web_shell import PASSWORD, Browser, SetClock, environment, settings_of

from api.app import create_app
from services.domain.user import Role


@pytest.fixture
def clock():
    return SetClock()


@pytest.fixture
def values(tmp_path):
    return environment(tmp_path)


@pytest.fixture
def make_app(values, clock):
    apps = []

    def build(**more: str):
        app = create_app(settings_of({**values, **more}), clock=clock)
        apps.append(app)
        return app

    yield build
    for app in apps:
        app.extensions["services"].close()


@pytest.fixture
def app(make_app):
    return make_app()


@pytest.fixture
def services(app):
    return app.extensions["services"]


@pytest.fixture
def browser(app):
    return Browser(app)


@pytest.fixture
def people(services):
    """One person per role: role -> user."""
    return {
        role: services.users.add(
            f"Test {role}", f"{role}@people.example", role=role, password=PASSWORD, actor="cli"
        )
        for role in Role
    }


@pytest.fixture
def two(app, people, services):
    """Two managers."""
    services.users.add(
        "Mara", "mara@people.example", role=Role.MANAGER, password=PASSWORD, actor="cli"
    )
    first, second = Browser(app), Browser(app)
    first.sign_in("manager@people.example")
    second.sign_in("mara@people.example")
    return first, second
