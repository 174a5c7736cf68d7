"""What an auditor asks for may be a number or a name: it travels in a form, not in an address."""

import pytest
from web_shell import Browser

from services.domain.user import Role

NUMBER = "+13125550142"


@pytest.fixture
def auditor(app, people):
    browser = Browser(app)
    browser.sign_in(f"{Role.AUDITOR}@people.example")
    return browser


def test_an_auditor_s_question_comes_in_a_form(auditor, services):
    body = {"lead_id": "lead-7", "verdict": "deny", "decision": {"findings": []}}
    services.trail.append("call:" + "a" * 32, "call.judged", body, actor="user:u1", cause="judged")
    services.numbers.note(NUMBER, "call:" + "a" * 32, "lead:lead-7")

    page = auditor.post("/audit", data={"q": NUMBER})

    assert page.status_code == 200
    assert "a" * 32 in page.text


def test_a_question_without_an_end_is_cut(auditor):
    assert auditor.post("/audit", data={"q": "9" * 5_000}).status_code == 200
    assert auditor.post("/audit").status_code == 200
