"""Every rule is told in words, from its row's terms where it has no words of its own."""

import pytest

from services.compliance.sentences import sentence_of, whole_book

ROWS = tuple(whole_book())


def told(rule, nth=-1):
    return sentence_of([row for row in ROWS if row.rule == rule][nth])


def test_every_row_has_a_sentence_that_a_person_can_read():
    for row in ROWS:
        words = sentence_of(row)
        assert words != row.rule, row.rule
        assert not words[0].islower(), words
        assert words.rstrip(")\"'").endswith((".", "?")), words
        assert "{" not in words, words
        assert "_" not in words, words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("ST-FL-HOURS", "Florida allows calls 8:00 AM to 8:00 PM every day."),
        (
            "ST-RI-HOURS",
            "Rhode Island allows calls 9:00 AM to 6:00 PM Monday to Friday, 10:00 AM to 5:00 PM on "
            "Saturday, none on Sunday, none on its holidays.",
        ),
        ("ST-KS-HOURS", "Kansas adds no hours of its own to the federal ones."),
        ("ST-ME-FREQ", "Maine allows 1 attempt to a person in 8 h."),
        ("ST-FL-FREQ", "Florida allows 3 attempts to a person in 24 h."),
        (
            "ST-AZ-MOBILE",
            "Arizona forbids unsolicited sales calls to mobile numbers, unless there is express "
            "consent.",
        ),
        (
            "ST-CA-REG",
            "California asks for a telephonic seller's registration and a bond of $100,000 of "
            "telephonic sellers as the act defines them, unless there is the declared exemption "
            "outside registration CA.",
        ),
        ("ST-TX-DNC", None),
        ("ST-FL-DNC", "A number on Florida's own do-not-call list is not called to sell."),
        ("REC-WA", "Washington has all parties know of a recording."),
        (
            "REC-TX",
            "Texas lets one party record a call as far as is listed; its law is unread, so all "
            "parties are told.",
        ),
        ("REC-US", "Federal law lets one party record a call."),
        ("national_list", "What is known of the national list is at most 31 days old."),
        ("emergencies", "What is known of emergencies is at most 24 hours old."),
        ("AI-ALWAYS", "An assistant says that it is one before anything else."),
        ("ST-WA-ID", None),
    ],
)
def test_a_row_is_told_by_its_terms(rule, words):
    assert words is None or told(rule) == words


def test_a_rule_that_changed_is_told_as_it_was_and_as_it_is():
    assert "8:00 AM to 9:00 PM every day" in told("ST-PA-HOURS", 0)
    assert "9:00 AM to 7:00 PM Monday to Friday" in told("ST-PA-HOURS", 1)


def test_what_opens_hours_is_told_with_them():
    assert told("ST-UT-HOURS").endswith("none on its holidays, unless there is express consent.")


def test_the_whole_book_holds_every_state_and_the_strictest_row():
    assert {"US", "unread", "TX", "WY", "PR"} <= {row.state for row in ROWS}
    assert len({row.rule for row in ROWS}) > 250
