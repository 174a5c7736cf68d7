"""After the call: Podio has it once, the manager sees it, the auditor can prove it."""

import re

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.people import Callee, activities, eventually, value

JAMES = (2002, "+16025550102")


def test_a_call_goes_to_podio_once_and_manager_and_auditor_see_it(desk, new_page, house):
    james = Callee(house, *JAMES).behaves(does="talks", rings_s=1, stays_s=60)
    desk.open_lead(james.item_id)
    desk.talk()
    desk.hang_up()
    desk.dispose("Voicemail", notes="Left my name and number")
    eventually(lambda: desk.page.url.rstrip("/") != f"{house.url}/workspace/{james.item_id}")

    item = eventually(lambda: written(house, james.item_id), within_s=30)
    assert value(item, "disposition")["value"]["text"] == "Voicemail"
    assert value(item, "notes")["value"] == "Left my name and number"
    tasks = house.sandbox("GET", "/control/podio/tasks")
    assert len([t for t in tasks if t["ref"]["id"] == james.item_id]) == 1

    manager = Desk(new_page(), house)
    manager.sign_in(house.person("manager"))
    manager.page.goto("/manager")
    expect(manager.page.locator("main")).to_contain_text("James Reyes")
    expect(manager.page.locator("main")).to_contain_text("Voicemail")

    auditor = Desk(new_page(), house)
    auditor.sign_in(house.person("auditor"))
    auditor.page.goto(f"/audit?q={JAMES[1].replace('+', '%2B')}")
    auditor.page.locator('main a[href*="/audit/"]').first.click()
    main = auditor.page.locator("main")
    for step in ("Judged", "Permit", "Voicemail", "Podio"):
        expect(main).to_contain_text(re.compile(step, re.IGNORECASE))
    assert len(activities_of(house, james.item_id)) == 1


def activities_of(house, item_id: int):
    return [a for a in activities(house) if value(a, "lead")["value"]["item_id"] == item_id]


def written(house, item_id: int):
    return next(iter(activities_of(house, item_id)), None)
