"""The rulebook in plain words: everybody who works by it reads it, and finds a rule in it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from test_rulebook_pages import NO_TEXAS, PAGE, decided, post, proposed

from services.compliance.sentences import whole_book
from services.domain.times import to_text
from services.domain.user import Role

__all__ = ["decided"]


@pytest.fixture
def reader(browser, people):
    browser.sign_in("agent@people.example")
    return browser


@pytest.fixture
def manager(browser, people):
    browser.sign_in("manager@people.example")
    return browser


def ids(page):
    return re.findall(r'<li class="rule" id="([^"]+)"', page)


@pytest.mark.parametrize("role", Role)
def test_every_role_reads_the_whole_book(browser, people, role):
    browser.sign_in(f"{role}@people.example")
    page = browser.get("/rules").text
    assert len(ids(page)) == len(list(whole_book())) == len(set(ids(page)))
    assert '<a href="/rules" aria-current="page">Rules</a>' in page


def test_nobody_else_does(browser):
    assert browser.get("/rules").status_code == 401


def test_a_row_says_its_rule_its_law_and_when_it_was_read(reader):
    page = reader.get("/rules?q=ST-FL-HOURS").text
    assert ids(page) == ["ST-FL-HOURS"]
    assert "Florida allows calls 8:00 AM to 8:00 PM every day." in page
    assert "All calls and texts · to sell" in page
    assert re.search(r'<a href="https?://[^"]+"[^>]*>Fla\. Stat', page)
    assert "Checked Nov 21, 2026" in page


@pytest.mark.parametrize(
    ("query", "rule", "not_rule"),
    [
        ("q=-REG", "ST-AL-REG", "ST-AL-HOURS"),
        ("q=-reg+bond", "ST-MS-REG", "ST-OK-REG"),
        ("q=64.1200(c)(2)", "FED-DNC-NATIONAL", "FED-AV-ID"),
        ("q=pennsylvania", "REC-PA", "REC-TX"),
        ("state=TX", "REC-TX", "REC-PA"),
        ("state=US", "FED-DNC-NATIONAL", "REC-TX"),
        ("kind=sms", "FED-REVOKE-CONFIRM", "FED-RING"),
        ("purpose=debt", "REGF-CEASE", "FED-DNC-NATIONAL"),
        ("state=NY&purpose=debt", "ST-NYC-DEBT-FREQ", "ST-NY-HOURS"),
        ("q=emergencies+24", "AGE-EMERGENCIES", "AGE-LEAD"),
    ],
)
def test_a_rule_is_found_by_words_place_kind_and_purpose(reader, query, rule, not_rule):
    found = ids(reader.get(f"/rules?{query}").text)
    assert rule in found
    assert not_rule not in found


@pytest.mark.parametrize("query", ["state=ZZ", "kind=fax", "purpose=fun", "q=%00", "q=%ff"])
def test_what_no_row_can_be_is_refused(reader, query):
    assert reader.get(f"/rules?{query}").status_code == 400


@pytest.mark.parametrize("words", ["%3Cscript%3E", "a" * 5000, "%F0%9F%A6%86", "zebra+%22%27%3E"])
def test_words_that_no_rule_says_are_answered_in_words(reader, words):
    answer = reader.get(f"/rules?q={words}")
    assert answer.status_code == 200
    assert "No rule says that." in answer.text
    assert "<script>" not in answer.text


def test_rules_that_are_not_in_force_are_marked(reader):
    for rule, mark in (
        ("FED-REVOKE-ALL", "Begins Jan 31, 2027"),
        ("FED-1TO1", "Ended Aug 29, 2025"),
        ("FED-REVOKE-CATEGORY", "Known, not in force"),
    ):
        assert mark in reader.get(f"/rules?q={rule}").text


def test_a_rule_that_changed_stands_twice_and_its_newest_row_is_linked(reader):
    page = reader.get("/rules?q=ST-PA-HOURS").text
    assert ids(page) == ["ST-PA-HOURS", "ST-PA-HOURS-2"]
    assert page.index("9:00 AM to 7:00 PM") < page.index("Ended Oct 18, 2026")


def test_a_row_past_its_review_is_shown_to_managers_and_goes_on(manager, clock):
    assert "Review is due" not in manager.get("/rules").text
    assert "read again in time" not in manager.get("/manager").text
    clock.at = datetime(2027, 5, 22, 18, tzinfo=UTC)
    manager.sign_in("manager@people.example")
    page = manager.get("/rules?review=due").text
    assert len(ids(page)) == len(list(whole_book()))
    assert "Review is due since May 21, 2027." in page
    assert f"{len(ids(page))} rules have not been read again in time" in page
    assert "rules have not been read again in time" in manager.get("/manager").text


def test_an_agent_is_not_troubled_with_reviews(reader, clock):
    clock.at = datetime(2027, 5, 22, 18, tzinfo=UTC)
    reader.sign_in("agent@people.example")
    page = reader.get("/rules?review=due").text
    assert ids(page)
    assert "Review is due" not in page and "read again in time" not in page
    assert "/manager/rulebook" not in page


def test_the_page_says_what_judges_by_whose_leave_and_the_house_rules(
    two, services, clock, decided
):
    first, second = two
    proposed(first)
    post(first, f"{PAGE}/changes/2/run")
    post(second, f"{PAGE}/changes/2", act="approve")
    clock.pass_by(minutes=1)
    page = first.get("/rules").text
    assert f"Rulebook {services.rulebook.own()[:12]}" in page
    assert "approved by Mara" in page
    assert "HOUSE-NO-TEXAS" in ids(page)
    assert f"{NO_TEXAS['sentence']}." in page or NO_TEXAS["sentence"] in page
    assert ids(first.get("/rules?q=no-texas").text) == ["HOUSE-NO-TEXAS"]
    assert services.rulebook.own() in page
    assert 'href="/manager/rulebook">Change what judges' in page


def test_a_release_that_does_not_judge_says_where_it_stands(two, services, clock):
    first, second = two
    first.get(PAGE)
    own = services.rulebook.own()
    services.rulebook.changes.adopt("e" * 64, "an older one")
    clock.pass_by(seconds=1)
    assert "which does not judge." in first.get("/rules").text

    services.rulebook.changes.propose_version(own, "user:u1", cause="again")
    assert "which waits for two managers." in first.get("/rules").text

    services.rulebook.changes.reject(3, "user:u2")
    assert "which does not judge." in first.get("/rules").text

    services.rulebook.changes.propose_version(own, "user:u1", cause="once more")
    now = services.rulebook.changes.history().in_force(to_text(clock.now()))
    told = {"decisions": 0, "effects": {}, "rules": []}
    services.rulebook.changes.keep_run(4, "user:u1", now, told)
    services.rulebook.changes.approve(4, "user:u2", since=clock.now() + timedelta(days=9))
    assert "which begins Nov " in first.get("/rules").text
