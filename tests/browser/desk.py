"""What an agent does at the desk, in the agent's own words."""

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

from tests.browser.ears import Heard, heard_by_agent
from tests.serve import Served

PATIENCE_MS = 20_000


class Desk:
    """One page of one agent. Every method returns when the page shows that it is done."""

    def __init__(self, page: Page, house: Served) -> None:
        self.page = page
        self.house = house
        self.person: Mapping[str, str] = {}
        page.set_default_timeout(PATIENCE_MS)

    def sign_in(self, person: Mapping[str, str]) -> None:
        self.person = person
        self.page.goto("/sign-in")
        self.page.get_by_label("E-mail").fill(person["email"])
        self.page.get_by_label("Password").fill(person["password"])
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    def open_lead(self, item_id: int) -> None:
        self.page.goto(f"/workspace/{item_id}")
        self.expect_words("Ready to call|No call now")

    def part(self, name: str) -> Locator:
        return self.page.locator(f'#softphone [data-part="{name}"]')

    def button(self, action: str) -> Locator:
        return self.page.locator(f'#softphone [data-action="{action}"]')

    @property
    def verdict(self) -> Locator:
        return self.page.locator(".verdict:not([hidden])")

    def expect_words(self, words: str) -> None:
        expect(self.part("words")).to_have_text(re.compile(words), timeout=PATIENCE_MS)

    def expect_detail(self, words: str) -> None:
        expect(self.part("detail")).to_contain_text(words, timeout=PATIENCE_MS)

    def call(self) -> None:
        expect(self.button("call")).to_be_enabled()
        self.button("call").click()

    def talk(self) -> None:
        """Call, and wait for the lead's answer."""
        self.call()
        self.expect_words("Talking")

    def hang_up(self) -> None:
        self.button("hang-up").click()
        self.expect_words("ended")

    def press_mute(self) -> None:
        self.button("mute").click()

    def key_in(self, digits: str) -> None:
        self.button("keypad").click()
        self.page.get_by_label("Digits").fill(digits)

    def dispose(self, outcome: str, **said: str) -> None:
        """Choose an outcome by its words, fill `said` (label to text), save, see the next lead."""
        for label, text in said.items():
            field = self.page.get_by_label(re.compile(label.replace("_", " "), re.IGNORECASE))
            field.first.fill(text)
        self.page.locator("label").filter(has_text=outcome).locator("[name=code]").check()
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Save").click()

    def hears(self, ms: int = 1500) -> Heard:
        return heard_by_agent(self.page, ms)
