"""Managers read, try, propose and approve what assistants say; every odd request has an answer."""

import re

import pytest
from web_shell import Browser

TEXT = "/manager/texts/real_estate/en/s.parting"
GOOD = "Thanks, and have a good day. You can call {company.name} at {company.phone}."


def post(browser, path, **form):
    return browser.post(path, data=form, headers={"Accept": "text/html"})


def test_every_text_of_a_playbook_is_listed_and_those_of_the_law_are_marked(two):
    page = two[0].get("/manager/texts/real_estate").text

    assert "What the law asks to be said: locked" in page
    assert "s.parting" in page and "d.identity" in page
    assert "s.parting" in two[0].get("/manager/texts/real_estate?language=es").text


def test_a_draft_is_heard_and_a_bad_one_told_its_cure(two):
    good = post(two[0], TEXT, act="preview", say=GOOD).text
    assert "The linter has nothing to object" in good
    assert "“Thanks, and have a good day. You can call " in good

    bad = post(two[0], TEXT, act="preview", say="We guarantee you the best price. Goodbye.").text
    assert "it says what never_say forbids" in bad
    assert "The linter has nothing to object" not in bad


def test_a_talk_is_typed_on_the_page(two):
    begun = post(two[0], TEXT, act="again", say=GOOD).text
    assert "this is an AI assistant" in begun

    on = (
        two[0]
        .post(
            TEXT,
            data={"act": "say", "say": GOOD, "typed": ["no", "no"]},
            headers={"Accept": "text/html"},
        )
        .text
    )

    assert on.count('class="transcript__caller"') == 2
    assert "the call ends." in on or 'id="typed"' in on


def test_one_proposes_and_another_approves(two, services):
    first, second = two
    assert post(first, TEXT, act="propose", say=GOOD).status_code == 303
    assert "It is yours: another manager must approve it." in first.get(TEXT).text
    assert "Mara" not in first.get(TEXT).text
    own = post(first, "/manager/texts/real_estate/changes/1", act="approve")
    assert own.status_code == 403

    done = post(second, "/manager/texts/real_estate/changes/1", act="approve", since="")

    assert done.status_code == 303
    assert "Version 1" in second.get(TEXT).text
    book = services.texts.org_texts().read("real_estate")
    assert book.text("s.parting", "en").say == GOOD
    assert "your own words" in first.get("/manager/texts/real_estate").text

    assert post(second, f"{TEXT}/restore", number="0").status_code == 303
    assert services.texts.org_texts().read("real_estate").text("s.parting", "en").say != GOOD


def test_a_bad_proposal_stays_on_the_page_with_what_was_typed(two):
    refused = post(two[0], TEXT, act="propose", say="Bye, {nobody.knows}.")

    assert refused.status_code == 422
    assert "Bye, {nobody.knows}." in refused.text
    assert "nobody.knows" in refused.text


def test_a_text_of_the_law_is_shown_locked_and_cannot_be_proposed(two):
    path = "/manager/texts/real_estate/en/d.identity"

    page = two[0].get(path).text

    assert "They are locked" in page and "readonly" in page
    assert "Propose it" not in page
    assert post(two[0], path, act="propose", say="Hello.").status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/manager/texts/poetry",
        "/manager/texts/real_estate?language=fr",
        "/manager/texts/real_estate/fr/s.parting",
        "/manager/texts/real_estate/en/s.poetry",
    ],
)
def test_what_there_is_not_is_not_found(two, path):
    assert two[0].get(path, headers={"Accept": "text/html"}).status_code == 404


@pytest.mark.parametrize(
    ("path", "form", "status"),
    [
        (TEXT, {}, 200),
        (TEXT, {"act": "say", "say": "{" * 900}, 200),
        (TEXT, {"act": "say", "say": GOOD, "typed": "x" * 5000}, 200),
        (TEXT, {"act": "propose"}, 422),
        (f"{TEXT}/restore", {"number": "one"}, 400),
        (f"{TEXT}/restore", {"number": "7"}, 404),
        ("/manager/texts/real_estate/changes/7", {"act": "approve"}, 404),
        ("/manager/texts/real_estate/changes/7", {"act": "approve", "since": "soon"}, 400),
    ],
)
def test_an_odd_form_has_one_clear_answer(two, path, form, status):
    assert post(two[0], path, **form).status_code == status


def test_the_office_page_turns_assistants_off_and_on(two, services):
    page = two[0].get("/manager/assistants").text
    assert "Turn off" in page
    assert post(two[0], "/manager/assistants/real_estate/off").status_code == 303
    assert "real_estate" not in services.playbook_switching.on()
    page = two[0].get("/manager/assistants").text
    assert re.search(r"Turn on<span class=\"unseen\"> Real estate", page)
    assert post(two[0], "/manager/assistants/real_estate/on").status_code == 303
    assert post(two[0], "/manager/assistants/poetry/off").status_code == 404


def test_an_auditor_finds_what_managers_changed(two, app, people):
    first, second = two
    post(first, TEXT, act="propose", say=GOOD)
    post(second, "/manager/texts/real_estate/changes/1", act="approve")
    post(first, "/manager/assistants/real_estate/off")
    auditor = Browser(app)
    auditor.sign_in("auditor@people.example")

    found = auditor.get("/audit?q=real_estate").text

    assert "/audit/chains/texts:real_estate" in found
    assert "The assistant was turned off." in found
    story = auditor.get("/audit/chains/texts:real_estate").text
    assert "was approved by a second manager" in story
    assert "Thanks, and have a good day." in story
