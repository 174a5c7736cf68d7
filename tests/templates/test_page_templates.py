"""Every page in every state, rendered from invented view models."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import escape

from api.views import shortcuts
from api.views.workspace import Queue
from tests.templates.preview import create, page_of
from tests.templates.sample_leads import LEAD, lead, workspace
from tests.templates.sample_states import STATES
from tests.templates.sample_verdicts import NOT

ROOT = Path(__file__).parents[2]
OWN = 60_000  # bytes of our own scripts and styles, compressed


@pytest.fixture(scope="module")
def client():
    return create().test_client()


@pytest.fixture
def page(client):
    return lambda state: client.get(f"/{state}").text


@pytest.fixture
def render():
    """The page of `state` with another context."""

    def rendered(state, **context):
        template, role, known = STATES[state]
        with create().test_request_context():
            return page_of(template, role, {**known, **context})()

    return rendered


@pytest.mark.parametrize("state", STATES)
def test_a_page_has_one_title_one_main_part_and_one_first_heading(page, state):
    head, _, body = page(state).partition("</head>")

    assert head.count("<title>") == body.count("<main") == body.count("<h1") == 1


@pytest.mark.parametrize("state", STATES)
def test_a_page_needs_no_inline_script_or_style(page, state):
    html = page(state)
    scripts = re.findall(r"<script\b[^>]*>", html)

    assert all("src=" in tag or 'type="application/json"' in tag for tag in scripts)
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", html)


@pytest.mark.parametrize("state", [s for s in STATES if STATES[s][1]])
def test_every_page_says_how_to_verify_it(page, state):
    assert "flask --app api.app audit export" in page(state)
    assert "tools/verify_audit.py" in page(state)


@pytest.mark.parametrize("state", [s for s in STATES if STATES[s][1]])
def test_every_key_of_a_page_stands_in_its_list(page, state):
    groups = shortcuts.for_role(STATES[state][1])
    listed = {key for group in groups for s in group.shortcuts for key in s.keys}
    listed |= set("1234567") if "7" in listed else set()

    assert set(re.findall(r'data-key="([^"]+)"', page(state))) <= listed


def test_every_control_of_the_workspace_has_a_key(page):
    html = page("workspace")
    html = html[: html.index("<dialog")]
    html = re.sub(r'<div class="keypad".*?(?=<div class="call__state")', "", html, flags=re.S)
    controls = re.findall(r"<(?:button|select|textarea|summary)\b[^>]*>", html)
    without = [tag for tag in controls if "aria-keyshortcuts" not in tag]

    assert [tag for tag in without if 'data-part="find"' not in tag] == []


def test_the_verdict_is_said_in_words_and_forbids_first(page):
    html = page("workspace-not")

    assert "Not now. Illinois opens at 8:00 AM on Saturday." in html
    assert html.index("finding--deny") < html.index("finding--allow")


def test_a_forbidden_number_cannot_be_called_and_an_allowed_one_can(page):
    call = re.compile(r"<button[^>]*data-action=\"call\"[^>]*>")

    assert "disabled" in call.search(page("workspace-not"))[0]
    assert "disabled" in call.search(page("workspace-unknown"))[0]
    assert "disabled" not in call.search(page("workspace"))[0]
    assert "disabled" not in call.search(page("workspace-gate"))[0]


def test_the_call_card_says_ready_only_when_the_law_allows_it(page):
    words = re.compile(r'data-part="words">([^<]+)')

    assert words.search(page("workspace"))[1] == "Ready to call"
    assert words.search(page("workspace-not"))[1] == "No call now"
    assert words.search(page("workspace-bare"))[1] == "No call now"


def test_the_key_for_never_again_is_not_labelled_as_the_end_of_a_talk(page):
    button = re.search(r'<button[^>]*data-open="do-not-call".*?</button>', page("workspace"))[0]

    assert "<span>Do not call</span>" in button
    gate = re.search(r'<dialog[^>]*id="gate".*?</dialog>', page("workspace-gate"), re.S)[0]
    assert "Do not call" not in gate


def test_a_citation_is_its_section_and_nothing_more(page):
    links = re.findall(r'<a [^>]*target="_blank"[^>]*>(.*?)</a>', page("workspace-not"))

    assert links
    assert not [text for text in links if "tab" in text or "<" in text]


def test_a_hard_gate_asks_for_what_must_be_read(page):
    html = page("workspace-gate")

    assert 'id="gate"' in html
    assert '<template data-gates="n1">' in html
    assert "Ask a lawyer before you sign." in html
    assert 'name="acknowledge" value="foreclosure"' in html


def test_markup_in_a_lead_is_text(render):
    name = "<script>alert(1)</script>"
    html = render("workspace", **workspace(replace(LEAD, name=name, details=(("A", name),))))

    assert name not in html
    assert str(escape(name)) in html


def test_no_page_shows_a_whole_number(page):
    for state in STATES:
        if STATES[state][1] == "agent":
            assert not re.search(r"\+1\d{10}", page(state)), state


def test_the_owed_call_keeps_its_notes(page):
    assert "Wants to hear from us on Mon</textarea>" in page("workspace-owed")


def test_the_dead_hours_say_when_the_first_lead_opens_and_how_to_rehearse(page):
    html = page("queue-dead")

    assert "Nobody may be called right now." in html
    assert "Mon 8:00 AM in New York" in html
    assert "make run AT=2026-11-20T18:00:00Z" in html


def test_an_empty_queue_says_where_leads_come_from(render):
    assert "Leads come from Podio." in render("queue", queue=Queue())


def test_a_rehearsal_is_said_on_the_page(render):
    assert "The clock of this page is not the real one" in render("manager", rehearsal="noon")


def test_a_failed_write_to_podio_says_why_and_can_be_replayed(page):
    html = page("manager")

    assert "Podio rejects the field" in html
    assert html.count("/replay") == 1


def test_a_damaged_record_is_named(page):
    assert "Damaged: record 1 does not fit its signature" in page("audit-damaged")


def test_a_lead_without_a_number_says_what_to_do(page):
    html = page("workspace-bare")

    assert "This lead has no telephone number in Podio." in html
    assert "Add a telephone number to the lead in Podio" in html


def test_the_day_bar_is_said_in_words_too(render):
    html = render("workspace", **workspace(lead(NOT)))

    assert "May be called from 8:00 AM to 8:00 PM in Chicago; it is 9:02 PM" in html


def test_our_own_scripts_and_styles_stay_small():
    import gzip

    own = [p for kind in ("js", "css") for p in (ROOT / "static" / kind).rglob("*") if p.is_file()]

    assert sum(len(gzip.compress(path.read_bytes())) for path in own) < OWN


def test_the_words_beside_the_call_are_the_same_in_the_page_and_with_the_verdict(page):
    html = page("workspace")
    pane = html[html.index('data-part="lines"') :]
    travels = html[html.index('<template data-script="n1">') :]
    lines = re.compile(r'<li class="script__line">.*?</li>', re.S)

    assert lines.findall(pane)[:2] == lines.findall(travels)[:2]
    assert '<span class="script__blank">your name</span>' in pane
    assert 'href="/rules#ST-FL-ID"' in pane


def test_a_review_that_is_due_troubles_managers_alone(page):
    assert "Review is due since May 21, 2027." in page("rules-due")
    assert "Another version judges today" in page("rules-due")
    assert "Review is due" not in page("rules")
