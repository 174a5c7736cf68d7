"""`make demo`: one agent's call without a screen, told as it happens, and proved.

The real SDK in a headless Chromium, the real application, the sandbox's carrier, Podio and callee.
Exit 0 only when all of it happened.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.browser.desk import Desk
from tests.browser.ears import HOOK, Heard
from tests.browser.people import Callee, activities, eventually, value
from tests.serve import MIDDAY, Served, serving
from tools import chromium, processes, seed

MARIA = (2001, "+13125550101")
PITCH_HZ, BEEP_HZ = 620, 398  # the callee's own, and the fake microphone's


class BrokeOff(Exception):
    """The story did not go on as it should. The text says where."""


FAILURES = (
    BrokeOff,
    AssertionError,
    PlaywrightError,
    processes.DidNotStart,
    seed.SeedRefused,
    chromium.NoChromium,
)


def must(held: object, otherwise: str) -> None:
    if not held:
        raise BrokeOff(otherwise)


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
    tell_carrier(house, call_id)
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


def tell_carrier(house: Served, call_id: str) -> None:
    for hook in house.sandbox("GET", "/control/webhooks")["webhooks"]:
        line("carrier", f"{hook['kind']} -> {answer_of(hook)}")


def answer_of(hook: Mapping[str, Any]) -> str:
    return str(hook.get("status") or hook.get("failure") or "no answer")


def tell_proof(house: Served, call_id: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        export, key = Path(folder) / "export", Path(folder) / "key"
        commands = [["keys", "public"], ["audit", "export", str(export)]]
        said = seed.run(house.plan, [{"args": args, "input": ""} for args in commands])
        key.write_text(said[0])
        must(call_id in export.read_text(), "the export does not hold the call")
        command = [sys.executable, "tools/verify_audit.py", str(export), "--key", str(key)]
        done = subprocess.run(command, cwd=processes.ROOT, capture_output=True, text=True)
        for sentence in done.stdout.splitlines():
            line("proof", sentence)
        must(done.returncode == 0, f"tools/verify_audit.py ended with {done.returncode}")


def line(who: str, what: str) -> None:
    print(f"{who:>9}  {what}", flush=True)


if __name__ == "__main__":
    main()
