"""An agent and a lead talk: heard at both ends, muted, keyed, ended from either side."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import Callee, eventually

BEEP_HZ = 398  # Chromium's fake microphone
MARIA, GRACE, SOFIA, MARCUS, PRIYA = (
    (2001, "+13125550101"),
    (2005, "+12065550105"),
    (2012, "+19155550103"),
    (2024, "+17025550111"),
    (2025, "+12135550116"),
)


PASTE = """
text => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text", text);
  const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.body.dispatchEvent(paste);
}
"""


@pytest.fixture
def talks(house):
    """A callee who answers after a second and stays, speaking at a pitch."""

    def make(who: tuple[int, str], pitch: int) -> Callee:
        callee = Callee(house, *who)
        return callee.behaves(does="talks", pitch=pitch, rings_s=2, stays_s=60, pause_s=0.4)

    return make


def test_agent_and_lead_hear_each_other_and_the_timer_runs_from_the_answer(desk, talks):
    maria = talks(MARIA, 620)
    desk.open_lead(maria.item_id)
    expect(desk.verdict).to_contain_text("You may call")
    desk.call()
    desk.expect_words("Ringing")
    expect(desk.part("timer")).to_have_text("0:00")
    assert desk.hears(1200).level > 0.01, "the agent hears it ring"
    desk.expect_words("Talking")
    eventually(lambda: desk.hears().is_tone(620))
    eventually(lambda: maria.hears().is_tone(BEEP_HZ))
    expect(desk.part("timer")).not_to_have_text("0:00")
    desk.hang_up()
    desk.expect_detail("You hung up.")
    eventually(lambda: maria.leg["status"] == "completed")


def test_a_muted_agent_is_seen_to_be_muted_and_not_heard(desk, talks):
    grace = talks(GRACE, 700)
    desk.open_lead(grace.item_id)
    desk.talk()
    eventually(lambda: grace.hears().is_tone(BEEP_HZ))
    desk.press_mute()
    desk.expect_words("Talking, muted")
    expect(desk.button("mute")).to_have_attribute("aria-pressed", "true")
    eventually(lambda: grace.hears(1).level < 0.001)
    desk.press_mute()
    eventually(lambda: grace.hears().is_tone(BEEP_HZ))
    desk.hang_up()


def test_keys_and_pasted_digits_arrive_whole(desk, talks, house):
    sofia = talks(SOFIA, 560)
    desk.open_lead(sofia.item_id)
    desk.talk()
    desk.key_in("12345w67#")

    def keyed() -> str:
        calls = house.sandbox("GET", "/control/calls")["calls"]
        room = sofia.leg["room"]
        return "".join(call["keyed"] for call in calls if call["room"] == room)

    eventually(lambda: keyed() == "1234567#")
    desk.hang_up()


def test_when_the_lead_hangs_up_the_page_says_so_and_asks_for_the_outcome(desk, talks):
    sofia = talks(SOFIA, 580)
    desk.open_lead(sofia.item_id)
    desk.talk()
    sofia.hangs_up()
    desk.expect_words("ended")
    desk.expect_detail("The lead hung up.")
    expect(desk.page.get_by_role("button", name="Save")).to_be_enabled()
    expect(desk.button("call")).to_be_disabled()


@pytest.mark.parametrize(
    ("who", "does", "says"),
    [(MARCUS, "busy", "The line was busy."), (PRIYA, "invalid", "could not be put through")],
)
def test_a_call_that_reaches_nobody_says_why(desk, house, who, does, says):
    Callee(house, *who).behaves(does=does, rings_s=1)
    desk.open_lead(who[0])
    desk.call()
    desk.expect_words("ended")
    desk.expect_detail(says)


def test_an_outcome_saved_in_mid_call_goes_with_its_end_and_brings_the_next_lead(desk, house):
    grace = Callee(house, *GRACE).behaves(does="voicemail", rings_s=1, stays_s=60)
    desk.open_lead(grace.item_id)
    desk.talk()
    keys, saved = desk.page.keyboard, desk.page.locator(".disposition > .saved")
    keys.press("2")
    keys.press("Control+Enter")
    expect(saved).to_contain_text("It is saved when the call ends")
    desk.expect_words("Talking")
    desk.page.get_by_label("Notes").fill("Left a message")
    expect(saved).to_contain_text("Save now, and it is kept for the end of the call")
    keys.press("Control+Enter")
    with desk.page.expect_navigation():
        grace.hangs_up()
    assert str(grace.item_id) not in desk.page.url


def test_the_keypad_takes_a_paste_from_anywhere_and_escape_closes_it(desk, talks, house):
    sofia = talks(SOFIA, 560)
    desk.open_lead(sofia.item_id)
    desk.talk()
    desk.page.keyboard.press("k")
    desk.page.evaluate(PASTE, "1,2w34#")
    expect(desk.page.get_by_label("Digits")).to_have_value("1,2w34#")
    desk.page.keyboard.press("Escape")
    expect(desk.page.locator("#keypad")).to_be_hidden()
    desk.hang_up()


def test_the_controls_keep_their_place_whatever_the_verdict_says(desk):
    places = []
    for item in (2001, 2002, 2016, 2018, 2019):
        desk.open_lead(item)
        places.append(desk.button("call").bounding_box()["y"])
        desk.page.keyboard.press("r")
        places.append(desk.button("call").bounding_box()["y"])
    assert len(set(places)) == 1, places


def test_the_agent_may_leave_while_it_rings_and_nobody_is_left_ringing(desk, house):
    marcus = Callee(house, *MARCUS).behaves(does="talks", rings_s=20)
    desk.open_lead(marcus.item_id)
    desk.call()
    desk.expect_words("Ringing")
    desk.hang_up()
    eventually(lambda: marcus.leg["status"] in ("canceled", "no-answer", "completed"))
