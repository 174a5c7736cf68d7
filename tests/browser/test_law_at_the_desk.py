"""What the law says is seen before the call, and the page cannot talk the server round."""

import re

from playwright.sync_api import expect

from tests.browser.people import Callee

ON_THE_LIST = 2017  # Victor Huang
NO_LIST, OLD_LIST = 2004, 2018
NO_NUMBER = 2019
ATTORNEY = (2016, "+12125550107")
BETH, BOBBY, HANK = 2014, 2022, 2011
WALTER = (2008, "+12195550108")
DEIRDRE = (2023, "+16175550115")

ASK_ALL_THE_SAME = """
async () => {
  const order = {
    lead_id: document.querySelector("#softphone").dataset.lead,
    number_id: document.querySelector("[name=number]").value,
    acknowledgements: [],
    request_id: crypto.randomUUID(),
  };
  const token = document.querySelector("meta[name=csrf-token]").content;
  const headers = { "Content-Type": "application/json", "X-CSRF-Token": token };
  const reply = await fetch("/calls", { method: "POST", headers, body: JSON.stringify(order) });
  return [reply.status, await reply.json()];
}
"""


def test_a_denied_lead_is_explained_with_its_law_and_cannot_be_called(desk):
    desk.open_lead(ON_THE_LIST)
    expect(desk.verdict).to_contain_text(re.compile("national", re.IGNORECASE))
    expect(desk.verdict.get_by_role("link").first).to_have_attribute(
        "href", re.compile("^https://")
    )
    expect(desk.button("call")).to_be_disabled()


def test_a_list_that_is_missing_or_old_denies_in_words(desk):
    for item in (NO_LIST, OLD_LIST):
        desk.open_lead(item)
        expect(desk.verdict).to_contain_text("Cannot know")
        expect(desk.button("call")).to_be_disabled()


def test_a_lead_without_a_number_shows_what_is_missing(desk):
    desk.page.goto(f"/workspace/{NO_NUMBER}")
    expect(desk.page.locator("#softphone")).to_contain_text("no telephone number")
    expect(desk.button("call")).to_be_disabled()


def test_a_page_that_asks_all_the_same_is_denied_and_nobody_is_dialled(desk, said):
    desk.open_lead(ON_THE_LIST)
    status, problem = desk.page.evaluate(ASK_ALL_THE_SAME)
    assert status == 422
    assert problem["decision_id"]
    assert any(finding["finding"] == "deny" for finding in problem["findings"])
    assert Callee(desk.house, ON_THE_LIST, "+14155550108").called == 0
    said[:] = [line for line in said if "422" not in line]


def test_a_hard_gate_asks_before_each_call(desk, house):
    naomi = Callee(house, *ATTORNEY).behaves(does="talks", rings_s=1)
    desk.open_lead(naomi.item_id)
    desk.call()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Before you call")
    go = dialog.get_by_role("button", name="Call", exact=True)
    expect(go).to_be_disabled()
    dialog.get_by_role("checkbox").first.check()
    expect(desk.verdict).to_contain_text("First acknowledge what the law asks")
    go.click()
    desk.expect_words("Talking")
    expect(desk.verdict).to_contain_text("Acknowledged for this call.")
    desk.hang_up()


def test_the_words_of_the_law_stand_beside_the_call_and_can_be_folded(desk):
    desk.open_lead(HANK)
    lines = desk.page.locator(".script__line")
    expect(lines.first).to_contain_text("with Prairie Home Buyers, calling about 1906 Kinney Ave")
    disclaimer = lines.filter(has_text="I am not a lawyer")
    expect(disclaimer).to_be_attached()
    rule = disclaimer.get_by_role("link", name="law")
    expect(rule).to_have_attribute("href", "/rules#GATE-OWNER-OCCUPIED-FORECLOSURE")
    desk.page.keyboard.press("w")
    expect(lines.first).to_be_hidden()
    desk.open_lead(BETH)
    expect(lines.first).to_be_hidden()
    desk.page.keyboard.press("w")
    expect(lines.first).to_be_visible()


def test_a_rule_is_found_by_its_words_and_a_finding_leads_to_it(desk):
    desk.open_lead(BETH)
    desk.page.keyboard.press("r")
    linked = desk.verdict.get_by_role("link", name="FED-TCPA-HOURS", exact=True)
    desk.page.goto(linked.get_attribute("href"))
    expect(desk.page.locator(".rule:target")).to_contain_text("8:00 AM to 9:00 PM")
    desk.page.get_by_label("Words, law or rule").fill("-reg bond")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#FED-TCPA-HOURS")).to_have_count(0)
    expect(desk.page.locator("#ST-MS-REG")).to_be_visible()
    expect(desk.page.get_by_role("button", name="Search")).to_be_hidden()  # the page listens
    desk.page.get_by_label("Place", exact=True).select_option("MS")
    expect(desk.page.locator(".rule")).to_have_count(1)


STOP_ELSEWHERE = """
async () => {
  const stop = { lead_id: document.querySelector("#softphone").dataset.lead, number_id: null };
  const token = document.querySelector("meta[name=csrf-token]").content;
  const headers = { "Content-Type": "application/json", "X-CSRF-Token": token };
  await fetch("/do-not-call", { method: "POST", headers, body: JSON.stringify(stop) });
  document.dispatchEvent(new CustomEvent("verdict:stale", { detail: {} }));
}
"""


def test_a_hard_gate_that_is_open_says_when_the_law_has_changed_its_answer(desk):
    desk.open_lead(HANK)
    desk.call()
    dialog = desk.page.get_by_role("dialog")
    go = dialog.get_by_role("button", name="Call", exact=True)
    for box in dialog.get_by_role("checkbox").all():
        box.check()
    expect(go).to_be_enabled()
    desk.page.evaluate(STOP_ELSEWHERE)
    expect(dialog.get_by_role("alert")).to_contain_text("This call cannot be made")
    expect(dialog.get_by_role("alert")).to_contain_text("asked us not to call")
    expect(go).to_be_disabled()
    desk.page.keyboard.press("Escape")
    expect(desk.button("call")).to_be_disabled()


def test_do_not_call_is_one_key_and_holds_at_once(desk, house):
    desk.open_lead(WALTER[0])
    expect(desk.button("call")).to_be_enabled()
    desk.page.keyboard.press("d")
    expect(desk.page.get_by_role("dialog")).to_contain_text("Do not call again")
    desk.page.keyboard.press("Enter")
    expect(desk.button("call")).to_be_disabled()
    desk.page.reload()
    expect(desk.button("call")).to_be_disabled()
    expect(desk.verdict).to_contain_text(re.compile("do not call|do-not-call", re.IGNORECASE))
    assert Callee(house, *WALTER).called == 0


def test_the_mark_beside_the_number_follows_the_verdict(desk):
    desk.open_lead(BOBBY)
    mark = desk.page.locator(".numbers [data-mark]")
    expect(mark).to_contain_text("You may call")
    desk.page.keyboard.press("d")
    desk.page.keyboard.press("Enter")
    expect(mark).to_contain_text("asked us not to call")
    expect(mark).to_have_class("tone-not")


def test_the_law_changes_the_verdict_even_while_its_rules_are_read(desk):
    desk.open_lead(BETH)
    desk.page.keyboard.press("r")
    desk.page.locator(".verdict:not([hidden]) summary").focus()
    desk.page.keyboard.press("d")
    desk.page.keyboard.press("Enter")
    expect(desk.verdict).to_contain_text("asked us not to call")
    expect(desk.verdict.locator("summary")).to_be_focused()


def test_an_opt_out_in_a_call_ends_the_number_for_good(desk, house):
    deirdre = Callee(house, *DEIRDRE).behaves(does="talks", rings_s=1, stays_s=60)
    desk.open_lead(deirdre.item_id)
    desk.talk()
    desk.hang_up()
    desk.dispose("Do not call")
    desk.page.goto(f"/workspace/{deirdre.item_id}")
    expect(desk.button("call")).to_be_disabled()
