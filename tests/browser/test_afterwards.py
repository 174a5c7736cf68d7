"""After the call: Podio has it once, the manager sees it, the auditor can prove it."""

import re

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.people import Callee, activities, eventually, value

KALANI = (2003, "+18085550103")


def test_a_call_goes_to_podio_once_and_manager_and_auditor_see_it(desk, new_page, house):
    kalani = Callee(house, *KALANI).behaves(does="talks", rings_s=1, stays_s=60)
    desk.open_lead(kalani.item_id)
    desk.talk()
    desk.hang_up()
    desk.page.get_by_label("Motivation").select_option("high")
    said = {"notes": "Wants to hear an offer", "asking_price": "185,000"}
    desk.dispose("Callback scheduled", next_action="2026-11-20", **said)

    item = eventually(lambda: written(house, kalani.item_id), within_s=30)
    assert value(item, "disposition")["value"]["text"] == "Callback Scheduled"
    assert value(item, "notes")["value"] == "Wants to hear an offer"
    assert value(item, "motivation")["value"]["text"] == "High"
    assert value(item, "asking-price")["value"].startswith("185000")
    task = eventually(lambda: follow_up(house, kalani.item_id), within_s=30)
    assert task["due_date"] == "2026-11-20"

    manager = Desk(new_page(), house)
    manager.sign_in(house.person("manager"))
    manager.page.goto("/manager")
    expect(manager.page.locator("main")).to_contain_text("Kalani Mahoe")
    expect(manager.page.locator("main")).to_contain_text("Callback scheduled")

    auditor = Desk(new_page(), house)
    auditor.sign_in(house.person("auditor"))
    auditor.page.get_by_role("searchbox").fill(KALANI[1])
    auditor.page.get_by_role("button", name="Search").click()
    assert KALANI[1][2:] not in auditor.page.url
    auditor.page.locator('main a[href*="/audit/"]').first.click()
    main = auditor.page.locator("main")
    for step in ("rule", "permit", "answered", "callback.scheduled", "written to"):
        expect(main).to_contain_text(re.compile(step, re.IGNORECASE))
    assert len(activities_of(house, kalani.item_id)) == 1


def activities_of(house, item_id: int):
    return [a for a in activities(house) if value(a, "lead")["value"]["item_id"] == item_id]


def written(house, item_id: int):
    return next(iter(activities_of(house, item_id)), None)


def follow_up(house, item_id: int):
    tasks = house.sandbox("GET", "/control/podio/tasks")
    return next((task for task in tasks if task["ref"]["id"] == item_id), None)
