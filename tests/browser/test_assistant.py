"""An assistant calls, the agent watches, and takes over: heard at both ends."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.people import Callee, eventually
from tests.browser.test_pages import SIZES, overflow, picture, violations
from tests.serve import serving

SPEECH_MS = 60_000
SPEED = 3  # of the talk: what the assistant says before it hands over is long
BEEP_HZ = 398  # Chromium's fake microphone
MARIA = (2001, "+13125550101")
SPEAKS = {"hears": "speaking with", "says": "Yes, speaking."}
OWNS = {"hears": "Do you own", "says": "Yes, I do."}
ASKS = {"hears": "Do you own", "says": "I want to talk to a person."}


@pytest.fixture(scope="module")
def house():
    """As everywhere here, but people take their time `SPEED` times as fast."""
    with serving(more_agents=4, SANDBOX_VOICE="tone", SANDBOX_SPEED=str(SPEED)) as served:
        yield served


@pytest.fixture(scope="module")
def agents(house):
    return iter([person for person in house.people if person["name"].startswith("Agent ")])


@pytest.fixture
def maria(house):
    """She answers after a second and thinks long; in a room she speaks at a pitch."""

    def make(*answers) -> Callee:
        callee = Callee(house, *MARIA)
        return callee.behaves(
            does="talks", pitch=620, rings_s=1, stays_s=120 * SPEED, pause_s=0.4,
            answers=[SPEAKS, *answers], otherwise="Let me think.",
        )  # fmt: skip

    yield make
    house.sandbox("POST", "/control/reset")


def let_assistant_call(desk) -> None:
    desk.open_lead(MARIA[0])
    desk.page.keyboard.press("g")
    dialog = desk.page.locator("#let-assistant")
    expect(dialog.get_by_text("It may call until").first).to_be_visible()
    dialog.get_by_role("button", name="Let it call").click()
    expect(card(desk)).to_contain_text("The assistant talks", timeout=SPEECH_MS)


def card(desk):
    return desk.page.locator(".assistant")


def test_the_agent_watches_and_takes_over_and_manager_and_auditor_see_it(
    desk, maria, new_page, house
):
    called = maria(OWNS)
    let_assistant_call(desk)
    expect(card(desk)).to_contain_text("Yes, I do.", timeout=SPEECH_MS)
    expect(card(desk).locator(".told")).to_contain_text("Identity: heard to its end")
    expect(card(desk).locator(".known")).to_contain_text("Owner")
    call_id = card(desk).get_attribute("data-call")

    desk.page.keyboard.press("o")

    desk.expect_words("Talking")
    expect(card(desk)).to_contain_text("talks with the lead")
    eventually(lambda: desk.hears().is_tone(620))
    eventually(lambda: called.hears().is_tone(BEEP_HZ))
    desk.hang_up()
    desk.expect_detail("You hung up.")
    eventually(lambda: called.leg["status"] == "completed")
    desk.dispose("Not interested")
    expect_in_the_office(Desk(new_page(bypass_csp=True), house))
    expect_in_the_log(Desk(new_page(bypass_csp=True), house), call_id)


def expect_in_the_office(desk) -> None:
    desk.sign_in(desk.house.person("manager"))
    desk.page.goto("/manager/assistants")
    expect(desk.page.locator("table").first).to_contain_text("Taken over by Agent")
    in_every_light(desk.page, "assistants-after")


def expect_in_the_log(desk, call_id) -> None:
    desk.sign_in(desk.house.person("auditor"))
    desk.page.goto(f"/audit/calls/{call_id}")
    expect(desk.page.locator("table")).to_contain_text("Identity")
    expect(desk.page.locator(".turn").nth(1)).to_contain_text("Yes, speaking.")
    in_every_light(desk.page, "audit-assistant")


def test_who_asks_for_a_person_is_offered_to_an_agent_at_another_lead(desk, maria, house, agents):
    maria(ASKS)
    let_assistant_call(desk)
    expect(card(desk)).to_contain_text("The lead asks for a person", timeout=SPEECH_MS)
    desk.page.goto("/workspace/2005")

    offer = desk.page.locator(".offer")
    expect(offer).to_contain_text("asks for a person")
    desk.page.keyboard.press("y")

    expect(desk.page).to_have_url(re.compile(r"/workspace/2001$"))
    desk.expect_words("Talking")
    desk.hang_up()
    desk.dispose("Not interested")


def test_its_dialog_and_its_call_are_accessible_and_photographed(new_page, agents, house, maria):
    maria(OWNS)
    desk = Desk(new_page(bypass_csp=True), house)
    desk.sign_in(next(agents))
    desk.open_lead(MARIA[0])
    desk.page.keyboard.press("g")
    expect(desk.page.locator("#let-assistant").get_by_text("It may call").first).to_be_visible()
    in_every_light(desk.page, "let-assistant")
    desk.page.keyboard.press("Enter")
    expect(card(desk)).to_contain_text("Would you think of selling it?", timeout=SPEECH_MS)
    in_every_light(desk.page, "assistant")
    card(desk).get_by_role("button", name="End the call").click()
    expect(card(desk)).to_contain_text("has ended")
    in_every_light(desk.page, "assistant-ended")


def in_every_light(page, name: str) -> None:
    for size, box in SIZES.items():
        page.set_viewport_size(box)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            if size == "narrow" and page.locator("body:not(:has(dialog[open])) .assistant").count():
                page.locator(".assistant").scroll_into_view_if_needed()
            picture(page, f"{name}-{size}-{scheme}")
            assert violations(page) == []
            assert overflow(page) <= 0
