"""`make demo`: one agent's call without a screen, told as it happens, and proved.

The real SDK in a headless Chromium, the real application, the sandbox's carrier, Podio and callee.
Exit 0 only when all of it happened.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.browser.desk import Desk
from tests.browser.ears import HOOK, Heard
from tests.browser.people import Callee, activities, eventually, value
from tests.serve import MIDDAY, Served, serving
from tools import chromium, processes, seed
from tools.telling import BrokeOff, line, must, tell_carrier, tell_proof

MARIA = (2001, "+13125550101")
PITCH_HZ, BEEP_HZ = 620, 398  # the callee's own, and the fake microphone's


FAILURES = (
    BrokeOff,
    AssertionError,
    PlaywrightError,
    processes.DidNotStart,
    seed.SeedRefused,
    chromium.NoChromium,
)


def main() -> None:
    try:
        with serving(SANDBOX_VOICE="tone") as house, headless() as browser:
            tell(house, browser)
    except FAILURES as lack:
        sys.exit(f"\nThe story broke off: {lack}")
    print("\nAll of it happened.")


@contextmanager
def headless() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path, flags = chromium.find(), chromium.headless_flags()
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


def tell(house: Served, browser: Browser) -> None:
    line("clock", f"{MIDDAY:%A %d %B %Y, %H:%M} UTC, midday in Chicago")
    context = browser.new_context(base_url=house.url, permissions=["microphone"], locale="en-US")
    context.add_init_script(HOOK)
    desk = Desk(context.new_page(), house)
    desk.sign_in(house.person("agent"))
    maria = Callee(house, *MARIA).behaves(does="talks", pitch=PITCH_HZ, rings_s=2, stays_s=60)
    desk.open_lead(maria.item_id)
    tell_verdict(desk)
    call_id = tell_call(desk, maria)
    tell_outcome(desk, house, maria)
    tell_carrier(house)
    tell_proof(house, call_id)


def tell_verdict(desk: Desk) -> None:
    line("verdict", desk.verdict.locator(".verdict__headline").inner_text())
    desk.verdict.locator("summary").click()
    rules = desk.verdict.locator(".finding")
    must(rules.count() > 0, "the verdict lists no rule")
    for rule in rules.all():
        line("rule", " ".join(rule.inner_text().split()))


def tell_call(desk: Desk, maria: Callee) -> str:
    with desk.page.expect_response("**/calls") as answer:
        desk.call()
    reply = answer.value
    must(reply.status == 201, f"POST /calls answered {reply.status}: {reply.text()}")
    permit = reply.json()
    line("permit", f"{permit['permit'][:8]}…, until {permit['expires_at']}, for one call")
    desk.expect_words("Talking")
    line("agent", tell_sound(desk.hears, PITCH_HZ, "hears the callee"))
    line("callee", tell_sound(maria.hears, BEEP_HZ, "hears the microphone"))
    desk.hang_up()
    line("end", desk.part("detail").inner_text())
    return str(permit["call_id"])


def tell_sound(ear: Any, hz: int, words: str) -> str:
    """Listens until the pitch is heard. Raises AssertionError when it never is."""
    found: list[Heard] = []

    def listen() -> bool:
        found.append(ear())
        return found[-1].is_tone(hz)

    eventually(listen)
    return f"{words} at {found[-1].hz:.0f} Hz (made at {hz} Hz)"


def tell_outcome(desk: Desk, house: Served, maria: Callee) -> None:
    desk.dispose("Callback scheduled", notes="Call again on Friday", next_action="2026-11-20")
    line("outcome", "Callback scheduled for 20 November, with notes")
    item = eventually(lambda: next(iter(activities(house)), None), within_s=30)
    must(value(item, "lead")["value"]["item_id"] == maria.item_id, "linked to another lead")
    line("podio", f"Call Activity item {item['item_id']}, linked to lead {maria.item_id}")


if __name__ == "__main__":
    main()
