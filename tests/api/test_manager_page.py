"""The manager's day: every call and every denial is reachable, a hundred to a page."""

import re

import pytest
from web_shell import Browser

from services.domain.user import Role
from services.ports import Deed

DENIED = {"verdict": "deny", "lead_id": "lead-7", "decision": {"findings": []}}


@pytest.fixture
def manager(app, people):
    browser = Browser(app)
    browser.sign_in("manager@people.example")
    return browser


@pytest.fixture
def judged(services, clock):
    """judged(verdict) records one judgement of a new call, a second after the last."""
    seen = iter(range(1000))

    def judged(verdict="deny", agent="u1"):
        clock.pass_by(seconds=1)
        subject = f"call:{next(seen):032x}"
        body = DENIED | {"verdict": verdict}
        services.trail.append(Deed(subject, "call.judged", body, actor=f"user:{agent}", cause="j"))

    return judged


def pages(manager, path):
    """The times in each page of the list, following its link to older calls."""
    found = []
    while path:
        html = manager.get(path).text
        found.append(re.findall(r'data-label="Time">([^<]+)<', html))
        older = re.search(r'href="(/manager\?[^"]*before=[^"]+)"', html)
        path = older and older[1].replace("&amp;", "&")
    return found


def test_every_denial_of_the_day_is_reached_page_by_page(manager, judged):
    for _ in range(230):
        judged()

    assert [len(page) for page in pages(manager, "/manager")] == [100, 100, 30]


def test_denials_are_found_behind_any_number_of_allowed_judgements(manager, judged):
    judged("deny")
    for _ in range(120):
        judged("allow")

    assert [len(page) for page in pages(manager, "/manager?verdict=deny")] == [1]


def test_an_older_page_keeps_the_filters_and_leads_back(manager, judged):
    for n in range(210):
        judged(agent=f"u{n % 2}")

    assert [len(page) for page in pages(manager, "/manager?agent=u1&verdict=deny")] == [100, 5]
    html = manager.get("/manager?agent=u1&before=2026-11-18T18:31:00.000000Z").text
    assert '<a href="/manager?agent=u1">Newest calls</a>' in html


def test_denials_of_one_instant_stay_on_one_page(manager, services):
    for n in range(103):
        subject = f"call:{n:032x}"
        services.trail.append(Deed(subject, "call.judged", DENIED, actor="user:u1", cause="j"))

    assert [len(page) for page in pages(manager, "/manager")] == [103]


def test_yesterday_s_denials_are_not_of_this_day(manager, judged, clock):
    judged()
    clock.pass_by(hours=20)
    manager.sign_in("manager@people.example")

    assert pages(manager, "/manager") == [[]]


@pytest.mark.parametrize("before", ["yesterday", "2026-13-45", "9999", "%F0%9F%98%80"])
def test_a_cursor_that_is_no_instant_is_malformed(manager, people, before):
    answer = manager.get(f"/manager?before={before}")

    assert answer.status_code == 400


def test_the_page_asks_for_a_manager(app, people):
    auditor = Browser(app)
    auditor.sign_in(f"{Role.AUDITOR}@people.example")

    assert auditor.get("/manager").status_code == 403
