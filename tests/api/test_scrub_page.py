"""A manager's list of leads, judged in the browser; nothing of it is kept."""

import csv
import io
import json
import re

import pytest

HEADING = "number,state,line_type,attorney,owner_occupied,distress\n"
LIST = f"{HEADING}3125550144,IL,landline,no,no,\nx,IL,,,,\n"
PAGE = {"Accept": "text/html"}


@pytest.fixture
def manager(browser, people):
    browser.sign_in("manager@people.example")
    return browser


def posted(browser, path="/manager/scrub", content=LIST, **more):
    said = {"kind": "live_manual", "purpose": "telemarketing", **more}
    data = content if isinstance(content, bytes) else content.encode()
    headers = said.pop("headers", PAGE)
    return browser.post(path, data={**said, "file": (io.BytesIO(data), "a.csv")}, headers=headers)


def test_the_page_says_what_stops_us_and_when_the_week_is_open(manager):
    page = posted(manager).text
    assert re.search(r"<strong>2</strong> rows", page)
    assert re.search(r"<strong>1</strong> cannot be read", page)
    assert "FED-DNC-NATIONAL" in page
    assert "write ten digits, or +1 and ten digits" in page


def test_a_part_comes_alone_and_keeps_what_was_chosen(manager):
    part = posted(manager, headers={**PAGE, "X-Part": "scrub"}).text
    assert "<html" not in part
    assert "What stops us" in part
    page = posted(manager, kind="sms").text
    assert '<option value="sms" selected>' in page


def test_the_list_comes_back_with_verdicts(manager):
    done = posted(manager, "/manager/scrub/leads.csv")
    assert done.headers["Content-Disposition"] == 'attachment; filename="leads-judged.csv"'
    rows = list(csv.DictReader(io.StringIO(done.text)))
    assert [row["verdict"] for row in rows] == ["deny", "error"]
    lines = posted(manager, "/manager/scrub/leads.jsonl").text.splitlines()
    assert [json.loads(line)["verdict"] for line in lines] == ["deny", "error"]


def test_who_judged_a_list_is_on_record_and_nobody_on_it_is(manager, services, people):
    posted(manager, "/manager/scrub/leads.csv")
    posted(manager)
    one = services.trail.chain("scrubs")
    assert len(one) == 1
    assert (one[0].body["rows"], one[0].body["errors"]) == (2, 1)
    assert "5550144" not in json.dumps(one[0].body)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "one of them number"),
        ("name\nx\n", "one of them number"),
        (b"PK\x03\x04\xff\xfe\x00", "no text in UTF-8"),
        (HEADING.replace("state", "verdict"), "verdict is there already"),
        (f'{HEADING}"{"x" * 200_000}",,,,,\n', "cannot be read near line"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(manager, content, why):
    for path in ("/manager/scrub", "/manager/scrub/leads.csv"):
        refused = posted(manager, path, content)
        assert refused.status_code == 422
        assert why in refused.text
    assert "Traceback" not in refused.text


def test_no_file_a_strange_kind_or_a_strange_ending_are_refused(manager):
    form = {"kind": "sms", "purpose": "debt"}
    assert "Choose a file." in manager.post("/manager/scrub", data=form, headers=PAGE).text
    assert posted(manager, kind="fax").status_code == 400
    assert posted(manager, at="noon").status_code == 400
    assert posted(manager, at="1999-12-31T12:00").status_code == 400
    assert posted(manager, "/manager/scrub/leads.pdf").status_code == 400


def test_only_managers_come_in(browser, people):
    browser.sign_in("agent@people.example")
    assert browser.get("/manager/scrub").status_code == 403
    assert posted(browser).status_code == 403
