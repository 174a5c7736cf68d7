"""Managers read what judges, try a change on the past, and approve it in twos."""

import base64
import re
from datetime import timedelta

import pytest
from law import clear, question
from web_shell import Browser

from services.compliance.version import hash_of, rulebook_files
from services.domain.errors import RulebookUnavailable
from services.domain.rulebook_change import Standing
from services.judging import decision_body
from services.ports import Deed, Personal
from services.rulebook_zip import rulebook_zip
from services.rulebooks import RULEBOOKS
from services.stores.rulebook_force import FORCE, NOW

PAGE, FORM = "/manager/rulebook", "/manager/rulebook/house-rules"
CALL = "c" * 32
NO_TEXAS = {"name": "no-texas", "sentence": "We do not call Texas", "states": "tx", "never": "1"}


@pytest.fixture
def decided(services, clock):
    """A call to Texas was asked for and allowed."""
    at = clock.now()
    verdict = services.rulebook.judge(question("+12145550144", at), clear("+12145550144", at))
    assert verdict.allowed
    services.trail.append(
        Deed(
            f"call:{CALL}", "call.judged", decision_body(verdict), actor="user:u1",
            cause="judged", personal={"number": Personal("lead:l1", "+12145550144")},
        )
    )  # fmt: skip
    clock.pass_by(minutes=1)


def post(browser, path, **form):
    return browser.post(path, data=form, headers={"Accept": "text/html"})


def carried(page):
    """What the form carries along."""
    rules = re.findall(r'name="rule" value="([^"]+)"', page)
    asked = re.search(r'name="request_id" value="([^"]+)"', page)[1]
    return {"rule": [rule.replace("&#34;", '"') for rule in rules], "request_id": asked}


def proposed(browser, **rule):
    draft = post(browser, FORM, act="add", **carried(browser.get(FORM).text), **(rule or NO_TEXAS))
    assert draft.status_code == 200, draft.text
    assert post(browser, FORM, act="propose", **carried(draft.text)).status_code == 303


def test_a_fresh_house_shows_its_own_rulebook_in_force(two, services):
    page = two[0].get(PAGE).text
    assert f"Rulebook {services.rulebook.own()[:12]}" in page
    assert "No house rules" in page and "Nothing waits" in page


def test_a_house_rule_goes_all_the_way(two, services, clock, decided):
    first, second = two
    proposed(first)
    page = first.get(PAGE).text
    assert "We do not call Texas." in page and "Texas: no calls at all." in page
    assert "It is yours: another manager approves it" in page

    change = f"{PAGE}/changes/2"
    assert post(first, f"{change}/run").status_code == 303
    told = second.get(PAGE).text
    assert "of 1 decisions would have come out otherwise" in told
    assert "HOUSE-NO-TEXAS" in told and CALL[:8] in told

    compared = second.get(f"{change}/calls/{CALL}").text
    assert 'href=""' not in compared and "Rule of this organization" in compared
    assert "Allowed then, forbidden by this" in compared and "We do not call Texas." in compared

    assert post(first, change, act="approve").status_code == 403
    assert post(second, change, act="approve").status_code == 303
    clock.pass_by(seconds=11)
    assert "One house rule" in first.get(PAGE).text
    asked = question("+12145550144", clock.now())
    assert not services.rulebook.judge(asked, clear("+12145550144", clock.now())).allowed

    assert post(first, f"{change}/back").status_code == 303
    clock.pass_by(seconds=11)
    services.rulebook.in_force.forget()
    assert "Taken back" in second.get(PAGE).text
    asked = question("+12145550144", clock.now())
    assert services.rulebook.judge(asked, clear("+12145550144", clock.now())).allowed


def test_a_rulebook_that_cannot_judge_is_shown_and_stops_all_calls(two, services):
    services.rulebook.changes.adopt("e" * 64, "adopted")
    page = two[0].get(PAGE)
    assert page.status_code == 200
    assert "It cannot judge, so nobody is called: this rulebook was never kept here." in page.text
    asked = question("+12145550144", services.clock.now())
    with pytest.raises(RulebookUnavailable):
        services.rulebook.judge(asked, clear("+12145550144", services.clock.now()))


def test_a_rulebook_that_knows_no_house_rules_cannot_judge_while_some_bind(two, services, clock):
    proposed(two[0])
    post(two[0], f"{PAGE}/changes/2/run")
    post(two[1], f"{PAGE}/changes/2", act="approve")
    files = dict(rulebook_files())
    for path, line in (
        ("services/compliance/facts.py", b"    house_rules: Fact[tuple[HouseRule, ...]] = UNKNOWN"),
        ("services/compliance/rule_list.py", b"    house_rules,"),
    ):
        assert line in files[path]
        files[path] = files[path].replace(line + b"\n", b"")
    kept = sorted(files.items())
    text = base64.b64encode(rulebook_zip(kept)).decode()
    services.rulebook.books.documents.create(RULEBOOKS, hash_of(kept), {"zip": text, "kept_at": ""})
    services.rulebook.changes.adopt(hash_of(kept), "an older one")
    assert "It cannot judge" not in two[0].get(PAGE).text
    clock.pass_by(seconds=11)
    assert "nobody is called: it knows no house rules" in two[0].get(PAGE).text


def test_a_start_is_given_by_the_companys_clock(two, services):
    proposed(two[0])
    post(two[0], f"{PAGE}/changes/2/run")
    post(two[1], f"{PAGE}/changes/2", act="approve", since="2026-12-01T08:00")
    change = services.rulebook.changes.history().changes[2]
    assert change.in_force_from == "2026-12-01T14:00:00.000000Z"
    assert "Approved, begins later" in two[0].get(PAGE).text


def test_nobody_approves_what_was_not_tried(two, services):
    proposed(two[0])
    answer = post(two[1], f"{PAGE}/changes/2", act="approve")
    assert answer.status_code == 422 and "a shadow run" in answer.text
    assert services.rulebook.changes.history().changes[2].standing is Standing.PROPOSED


def test_a_rejected_proposal_is_gone_from_those_that_wait(two):
    proposed(two[0])
    assert post(two[1], f"{PAGE}/changes/2", act="reject").status_code == 303
    page = two[0].get(PAGE).text
    assert "Nothing waits" in page and "Rejected" in page


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"name": "litigator"}, "is the name of a rule of the book already"),
        ({"name": "x y"}, "A name is two to thirty small letters"),
        ({"sentence": ""}, "The sentence that agents read"),
        ({"states": "TX, QQ"}, "No state is called QQ"),
        ({"never": None}, "It forbids nothing"),
        ({"most": "many"}, "Most is a whole number"),
        ({"most": "0", "never": None}, "It forbids nothing"),
        ({"closed_on": "Christmas"}, "A day is written as 2026-12-24"),
        ({"opens_0": "18:00", "closes_0": "09:00"}, "Hours run from an earlier to a later minute"),
        ({"opens_0": "9"}, "An hour is written as 09:30"),
        ({"most": "3", "within_hours": "0"}, "Attempts are counted over a minute to thirty days"),
        ({"gap_hours": "9000"}, "A gap lasts a minute to thirty days"),
        ({"from_day": "2027-01-01", "until_day": "2026-01-01"}, "It ends before it begins"),
        ({"kinds": "telepathy"}, "Kinds are chosen from the list"),
    ],
)
def test_a_rule_that_cannot_be_is_told_its_cure_and_what_was_typed_stays(two, rule, said):
    form = {k: v for k, v in (NO_TEXAS | rule).items() if v is not None}
    answer = post(two[0], FORM, act="add", **carried(two[0].get(FORM).text), **form)
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{form["sentence"]}"' in answer.text


def test_a_rule_is_taken_out_of_the_draft_again(two):
    draft = post(two[0], FORM, act="add", **carried(two[0].get(FORM).text), **NO_TEXAS).text
    left = post(two[0], FORM, act="remove:no-texas", **carried(draft)).text
    assert "None: the law alone decides" in left


@pytest.mark.parametrize(
    ("path", "form", "status"),
    [
        (f"{PAGE}/changes/7", {"act": "approve"}, 404),
        (f"{PAGE}/changes/7/run", {}, 404),
        (f"{PAGE}/changes/7/back", {}, 404),
        (f"{PAGE}/changes/1", {"act": "approve"}, 409),
        (f"{PAGE}/changes/1", {"act": "approve", "since": "soon"}, 400),
        (f"{PAGE}/changes/1", {"act": "aprove"}, 400),
        (f"{PAGE}/changes/1", {}, 400),
        (f"{PAGE}/changes/1/back", {}, 409),
        (f"{PAGE}/versions", {"version": "f" * 64}, 400),
        (f"{PAGE}/versions", {"version": "f" * 64, "request_id": "a" * 32}, 409),
        (FORM, {"act": "propose", "rule": "{"}, 400),
        (FORM, {"act": "propose", "rule": '{"id": 7}'}, 400),
        (FORM, {"act": "propose", "request_id": "../../"}, 400),
    ],
)
def test_an_odd_request_has_one_clear_answer(two, path, form, status):
    two[0].get(PAGE)
    assert post(two[0], path, **form).status_code == status


def test_what_was_recorded_is_in_force_within_a_minute(services, clock):
    """A process died between its record and what all processes read."""
    services.background.tick(clock.now() + timedelta(minutes=1))
    force = services.rulebook.changes.force
    force.documents.transaction(lambda tx: tx.delete(FORCE, NOW))
    clock.pass_by(seconds=61)
    services.background.tick(clock.now() + timedelta(minutes=1))
    assert force.get() is not None


def test_a_call_that_nobody_knows_is_not_compared(two):
    two[0].get(PAGE)
    assert two[0].get(f"{PAGE}/changes/1/calls/{'d' * 32}").status_code == 404


def test_an_auditor_finds_who_changed_what_judges(two, app):
    proposed(two[0])
    post(two[1], f"{PAGE}/changes/2", act="reject")
    auditor = Browser(app)
    auditor.sign_in("auditor@people.example")
    story = auditor.get("/audit/chains/rulebook").text
    assert "A rulebook came into force with this release." in story
    assert "Proposal of a change of what judges: house rules." in story
    assert "Proposal 2 of the rulebook was rejected." in story
    assert "/audit/chains/rulebook" in auditor.get("/audit?q=rulebook").text
