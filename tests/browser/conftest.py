"""One Chromium, one running pair, and for each test an agent of its own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.browser.desk import Desk
from tests.browser.ears import HOOK
from tests.serve import Served, serving
from tools import chromium as finder

NOBODY_ELSE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
AGENTS = 40


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(playwright) -> Iterator[Browser]:
    """No name but this machine's resolves: what a page loads, it loads from here."""
    flags = [*finder.headless_flags(), NOBODY_ELSE]
    running = playwright.chromium.launch(executable_path=finder.find(), args=flags)
    yield running
    running.close()


@pytest.fixture(scope="session")
def house() -> Iterator[Served]:
    """Voices are tones here, each callee with a pitch of its own, so that they can be measured."""
    with serving(more_agents=AGENTS, SANDBOX_VOICE="tone") as served:
        yield served


@pytest.fixture(scope="session")
def agents(house):
    """Agents who have not called yet."""
    return iter([person for person in house.people if person["name"].startswith("Agent ")])


@pytest.fixture
def said() -> list[str]:
    """What the browser complained of. Tests that provoke a complaint take it out."""
    return []


@pytest.fixture
def new_page(browser, house, said):
    """A page in a browser profile of its own, with a microphone."""
    contexts = []

    def open_page(**options) -> Page:
        context = browser.new_context(
            base_url=house.url, permissions=["microphone"], locale="en-US", **options
        )
        contexts.append(context)
        context.add_init_script(HOOK)
        page = context.new_page()
        watch(page, said)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []


def watch(page: Page, said: list[str]) -> None:
    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append(f"{message.text} ({message.location.get('url', '')})")

    page.on("console", console)
    page.on("pageerror", lambda error: said.append(f"uncaught: {error.stack}"))
    page.on("dialog", lambda dialog: dialog.accept())


@pytest.fixture
def desk(new_page, agents, house) -> Desk:
    """A fresh agent, signed in."""
    desk = Desk(new_page(), house)
    desk.sign_in(next(agents))
    return desk
