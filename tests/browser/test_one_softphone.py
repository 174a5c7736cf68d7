"""The softphone lives in one tab of one machine; a page that goes away ends its call."""

import re

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.people import Callee, eventually

LEROY = (2010, "+18505550101")
RUTH = (2007, "+13175550107")


def test_a_second_tab_is_told_where_the_softphone_lives(desk):
    desk.open_lead(LEROY[0])
    second = Desk(desk.page.context.new_page(), desk.house)
    second.page.goto(f"/workspace/{LEROY[0]}")
    second.expect_words("No calls from this page")
    second.expect_detail("another tab of this browser")
    expect(second.button("call")).to_be_disabled()
    desk.page.close()
    second.expect_words("Ready to call")


def test_a_second_machine_is_refused(new_page, agents, house, said):
    person = next(agents)
    first, second = Desk(new_page(), house), Desk(new_page(), house)
    first.sign_in(person)
    second.sign_in(person)
    first.open_lead(LEROY[0])
    with second.page.expect_response("**/softphone/lease") as answer:
        second.page.goto(f"/workspace/{LEROY[0]}")
    assert answer.value.status == 409
    second.expect_detail("another machine")
    said[:] = [line for line in said if "409" not in line]


def test_a_second_machine_leaves_the_call_of_the_first_alone(new_page, agents, house, said):
    person = next(agents)
    ruth = Callee(house, *RUTH).behaves(does="talks", rings_s=1, stays_s=60)
    first, second = Desk(new_page(), house), Desk(new_page(), house)
    first.sign_in(person)
    first.open_lead(ruth.item_id)
    first.talk()
    second.sign_in(person)
    second.page.goto("/workspace")
    second.expect_detail("another machine")
    expect(second.page.get_by_role("button", name="Save")).to_be_disabled()
    first.page.wait_for_timeout(1500)
    first.expect_words("Talking")
    first.hang_up()
    first.dispose("No answer")
    said[:] = [line for line in said if "409" not in line]


def test_a_page_goes_on_after_a_new_sign_in_in_another_tab(desk, house, said):
    leroy = Callee(house, *LEROY).behaves(does="talks", rings_s=1, stays_s=60)
    desk.open_lead(leroy.item_id)
    desk.talk()
    other = Desk(desk.page.context.new_page(), house)
    other.page.goto("/")
    other.page.get_by_role("button", name="Sign out").click()
    banner = desk.page.get_by_role("alert")
    expect(banner).to_contain_text("You are signed out.")
    desk.page.get_by_label("Notes").fill("Calls back on Monday")
    other.sign_in(desk.person)
    expect(banner).to_be_hidden()
    desk.hang_up()
    expect(desk.page.get_by_role("button", name="Save")).to_be_enabled()
    desk.dispose("Not interested")
    said[:] = [line for line in said if not re.search("40[139]", line)]


def test_a_reload_in_a_call_asks_first_then_says_what_happened_and_keeps_the_notes(desk, house):
    ruth = Callee(house, *RUTH).behaves(does="talks", rings_s=1, stays_s=60)
    asked = []
    desk.page.on("dialog", lambda dialog: asked.append(dialog.type))
    desk.open_lead(ruth.item_id)
    desk.talk()
    desk.page.get_by_label("Notes").fill("Wants to sell in spring")
    desk.page.reload()
    assert asked == ["beforeunload"]
    desk.expect_words("ended")
    desk.expect_detail("This page was reloaded or closed, so the call ended.")
    expect(desk.page.get_by_label("Notes")).to_have_value("Wants to sell in spring")
    expect(desk.page.get_by_role("button", name="Save")).to_be_enabled()
    eventually(lambda: ruth.leg["status"] == "completed")
