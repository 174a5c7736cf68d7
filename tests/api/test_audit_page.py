"""What an auditor asks for may be a number or a name: it travels in a form, not in an address."""

import re

import pytest
from web_shell import Browser

from services.domain.user import Role
from services.ports import Deed

NUMBER = "+13125550142"


@pytest.fixture
def auditor(app, people):
    browser = Browser(app)
    browser.sign_in(f"{Role.AUDITOR}@people.example")
    return browser


def test_an_auditor_s_question_comes_in_a_form(auditor, services):
    body = {"lead_id": "lead-7", "verdict": "deny", "decision": {"findings": []}}
    services.trail.append(
        Deed("call:" + "a" * 32, "call.judged", body, actor="user:u1", cause="judged")
    )
    services.numbers.note(NUMBER, "call:" + "a" * 32, "lead:lead-7")

    page = auditor.post("/audit", data={"q": NUMBER})

    assert page.status_code == 200
    assert "a" * 32 in page.text


def test_a_question_without_an_end_is_cut(auditor):
    assert auditor.post("/audit", data={"q": "9" * 5_000}).status_code == 200
    assert auditor.post("/audit").status_code == 200


@pytest.fixture
def stopped(services):
    services.do_not_call.set(
        lead=None,
        number=NUMBER,
        person_wide=False,
        actor="carrier",
        cause="key9:CA1",
        source="key_9",
    )


def test_key_nine_is_found_by_number_and_its_record_is_told(auditor, stopped):
    page = auditor.post("/audit", data={"q": NUMBER}).text
    href = re.search(r'href="(/audit/chains/number:[0-9a-f]{16})"', page)[1]
    told = auditor.get(href)

    assert "1 found." in page
    assert told.status_code == 200
    assert NUMBER in told.text
    assert "Put on the company&#39;s do-not-call list (key 9)." in told.text


@pytest.mark.parametrize("subject", ["number:0", "user:u1", "x"])
def test_a_chain_that_is_not_there_is_not_found(auditor, stopped, subject):
    assert auditor.get(f"/audit/chains/{subject}").status_code == 404
