"""What the agent's pages say, from what the services know."""

from dataclasses import replace
from datetime import timedelta

import pytest

from api.views import times, words
from api.views.lead_card import Acknowledged, Caller, lead_card, masked
from api.views.queue_rows import queue
from api.views.rule_words import sentence_of
from api.views.softphone import softphone
from api.views.verdict_card import card, recorded_row
from api.views.workspace import OwedCall
from services.calling_queue import Queued
from services.compliance.facts import Estate, Fact, ListAnswer, NationalList
from services.compliance.judge import judge
from services.compliance.register import code_rules
from services.compliance.sentences import whole_book
from services.domain.disposition import LABELS, OWES_A_DATE
from services.domain.lead import Address, Lead, LeadNumber
from services.outlook import Outlooks
from tests.services.queue.conftest import NOON, Ground, gated, stopped

BY = Caller("Ana", "Birch Homes", "+13125550100")
NUMBER = LeadNumber("n1", "+13125550144", "mobile", key="k")
LEAD = Lead("lead-1", 1, 0, "Maria", (NUMBER,), Address("412 Oak St", "Chicago", "IL", "60610"))


@pytest.fixture
def seen(facts):
    """The outlook of these facts, at an instant."""

    def look(changed=None, at=NOON):
        return Outlooks(Ground(changed or facts), judge).of(LEAD, at)[0]

    return look


def test_an_allowed_number_has_a_card_that_says_so(seen):
    shown = card(seen(), NOON)

    assert (shown.tone, shown.may) == ("may", True)
    assert shown.headline.startswith("You may call until 9:00 PM in Chicago")
    assert [cut.text for cut in shown.day.cuts] == ["Opens 8:00 AM", "Closes 9:00 PM"]
    assert all(cut.section for cut in shown.day.cuts)
    assert shown.day.label == ("Legal hours in Chicago: 8:00 AM to 9:00 PM. It is noon.")


def test_a_denied_number_has_its_reasons_first(seen, facts):
    shown = card(seen(stopped(facts)), NOON)

    assert (shown.tone, shown.may) == ("not", False)
    assert shown.ordered[0].finding == "deny"
    assert shown.ordered[0].url.startswith("https://")


def test_what_nobody_knows_is_not_called_a_denial(seen, facts):
    missing = Fact(NationalList("312", ListAnswer.NO_COPY), "our copy", NOON)

    assert card(seen(replace(facts, national_list=missing)), NOON).tone == "unknown"


def test_a_lead_that_podio_has_not_confirmed_for_a_day_is_locked_in_words(seen, facts):
    old = replace(facts, address=replace(facts.address, as_of=NOON - timedelta(hours=26)))
    shown = card(seen(old), NOON)

    words = "Cannot know: the lead was last confirmed with Podio 26 h ago; refresh it."
    assert (shown.tone, shown.may, shown.headline) == ("unknown", False, words)
    assert [(f.reason, f.fact) for f in shown.ordered][:1] == [(words, "Lead: Podio, 1 d ago")]


def test_a_gate_says_what_must_be_read(seen, facts):
    shown = card(seen(gated(facts)), NOON)

    assert shown.tone == "gate"
    assert [gate.id for gate in shown.gates] == ["attorney_represented"]
    (gate,) = shown.gates
    assert gate.must_read == "Are you represented by an attorney in this matter?"
    assert gate.aside.startswith("If so: thank them")


def test_a_gate_that_was_acknowledged_for_the_call_that_is_on_says_so(seen, facts):
    locked = seen(gated(facts))
    given = card(locked, NOON, frozenset({"attorney_represented"}))

    assert (given.tone, given.gates, given.may, given.given) == ("may", (), True, True)
    assert given.detail == "Acknowledged for this call."
    reasons = [row.reason for row in given.findings if row.gate]
    assert reasons and all(reason.startswith("Acknowledged for this call") for reason in reasons)
    other = card(locked, NOON, frozenset({"probate_fiduciary"}))
    assert (other.tone, other.given) == ("gate", False)


def test_what_was_acknowledged_is_of_the_number_that_is_called(seen, facts):
    gates = frozenset({"attorney_represented"})
    for number_id, tone in (("n1", "may"), ("n2", "gate")):
        on = Acknowledged(number_id, gates)
        shown = lead_card(LEAD, [seen(gated(facts))], [], by=BY, now=NOON, on=on)
        assert shown.numbers[0].verdict.tone == tone


def test_every_gate_of_the_rulebook_has_its_words():
    gates = [row for rule, row in code_rules().items() if rule.startswith("GATE-")]

    assert len(gates) == 8
    assert all(row.text for row in gates)


def test_a_soft_gate_is_a_notice(seen, facts):
    listed = replace(facts, estate=Fact(Estate(role="owner"), "Podio", NOON))
    shown = card(seen(listed), NOON)

    assert shown.tone == "may"
    assert shown.notices == ("Ask first whether another broker lists the property.",)


def test_a_fact_says_its_source_and_age(seen, facts):
    old = replace(facts, attorney=replace(facts.attorney, as_of=NOON - timedelta(hours=3)))
    rows = [row for row in card(seen(old), NOON).findings if "ttorney" in row.reason]

    assert rows[0].fact == "Attorney: Podio, 3 h ago"


def test_a_recorded_finding_without_inputs_can_be_shown():
    row = recorded_row(
        {"finding": "deny", "reason": "No.", "citation": {"section": "1", "url": "https://x"}}
    )

    assert (row.fact, row.gate) == ("", None)


def test_every_finding_names_a_rule_that_stands_in_the_book(seen):
    rules = {row.rule for row in whole_book()}

    assert {row.rule for row in card(seen(), NOON).findings} <= rules


def test_a_number_is_masked_and_still_told_apart():
    assert masked("+13125550144") == "+1 312 ••• 0144"
    assert masked(None) == "unreadable number"


def test_the_lead_is_shown_at_the_hour_where_it_lives(seen):
    shown = lead_card(LEAD, [seen()], [], by=BY, now=NOON)

    assert (shown.local_time, shown.city) == ("noon", "Chicago")
    assert shown.address == "412 Oak St, Chicago, IL 60610"


def test_a_lead_without_numbers_or_name_can_be_shown():
    bare = replace(LEAD, name="", numbers=(), address=Address())
    shown = lead_card(bare, [], [], by=BY, now=NOON)

    assert (shown.name, shown.chosen, shown.local_time) == ("No name in Podio", "", "")


def test_a_probate_says_what_its_rule_says_and_nothing_surer(seen, facts):
    """Whether this person may sell is unknown: no card calls him the representative."""
    dead = replace(facts, distress=Fact(frozenset({"probate"}), "Podio", NOON))
    lead = replace(LEAD, distress=frozenset({"probate", "tax_lien"}))
    (number,) = lead_card(lead, [seen(dead)], [], by=BY, now=NOON).numbers

    assert "GATE-PROBATE-FIDUCIARY" in [gate.rule for gate in number.verdict.gates]
    assert not any("representative" in notice for notice in number.verdict.notices)
    assert lead_card(lead, [seen()], [], by=BY, now=NOON).numbers[0].verdict.notices == ()


def test_a_source_that_names_its_fact_is_not_named_twice():
    inputs = {
        "national_list": {"source": "our copy of the national list", "age_s": 45 * 86_400},
        "line_type": {"source": "Podio"},
    }
    law = {"section": "1", "url": "https://law.test"}
    shown = recorded_row({"finding": "allow", "reason": "", "citation": law, "inputs": inputs})

    assert shown.fact == "Our copy of the national list, 45 d ago; Line type: Podio"


def test_earlier_calls_say_when_and_how_they_ended(seen):
    data = {
        "asked_at": "2026-11-17T20:10:00.000000Z",
        "disposition": {"code": "no_answer"},
        "cause": "no_answer",
        "talk_s": 0,
    }
    ended = data | {"disposition": None, "cause": "lead_hung_up", "talk_s": 72}
    before = lead_card(LEAD, [seen()], [data, ended], by=BY, now=NOON).history

    assert (before[0].when, before[0].what) == ("Tue 2:10 PM", "No answer")
    assert (before[1].what, before[1].note) == ("The lead hung up.", "Talked 1:12")


def test_the_queue_counts_who_may_be_called_and_says_what_the_others_wait_for(seen, facts):
    rows = (
        Queued(LEAD, seen()),
        Queued(replace(LEAD, item_id=2), seen(stopped(facts))),
        Queued(replace(LEAD, item_id=3), None),
    )
    shown = queue(rows, NOON, current=2)

    assert (shown.total, shown.open_now) == (3, 1)
    assert [row.line for row in shown.rows] == [
        "until 9:00 PM",
        "asked not to be called",
        "no telephone number",
    ]
    assert [row.current for row in shown.rows] == [False, True, False]


def test_in_the_dead_hours_the_queue_says_when_the_first_opens_and_how_to_rehearse(seen):
    night = NOON + timedelta(hours=12)
    shown = queue((Queued(LEAD, seen(at=night)),), night)

    assert shown.open_now == 0
    assert shown.opens == "8:00 AM in Chicago, in 8 h"
    assert shown.rehearse == "2026-11-19T19:30:00Z"


def test_a_lead_that_wakes_today_is_said_without_the_day():
    early = NOON - timedelta(hours=6)

    assert times.when(NOON, "America/Chicago", early) == "noon"
    assert times.when(NOON + timedelta(days=30), "America/Chicago", early) == "Dec 18, noon"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(5, "just now"), (125, "2 min ago"), (7300, "2 h ago"), (200_000, "2 d ago")],
)
def test_an_age_is_said_in_its_largest_unit(seconds, said):
    assert times.age(seconds) == said


def test_the_words_of_the_pages_are_those_of_the_house():
    assert set(words.DISPOSITIONS) == set(LABELS)
    assert set(OWES_A_DATE) == words.DATE_OWED
    assert words.of(words.CAUSES, "something_new") == "Something new"
    assert words.of(words.CAUSES, None) == ""


class Settings:
    twilio_signalling_url = "wss://voice-js.roaming.twilio.com"
    twilio_sounds_url = "https://sdk.twilio.com/js/client/sounds/releases/1.0.0"
    twilio_insights = True
    softphone_prelude = ""


def test_in_production_the_sdk_gets_public_options_alone():
    told = softphone(Settings(), None)

    assert set(told["options"]) == {"appName", "enableImprovedSignalingErrorPrecision", "logLevel"}
    assert (told["prelude"], told["call"]) == (None, None)


def test_a_sandbox_is_named_by_options_and_never_otherwise():
    class Sandbox(Settings):
        twilio_signalling_url = "ws://127.0.0.1:8001"
        twilio_sounds_url = "http://127.0.0.1:8001/sounds"
        twilio_insights = False
        softphone_prelude = "/static/js/prelude_plain_ws.js"

    told = softphone(Sandbox(), OwedCall("c1", "ended", True))

    assert told["options"]["chunderw"] == "127.0.0.1:8001"
    assert told["options"]["publishEvents"] is False
    assert told["options"]["sounds"]["dtmfh"] == "http://127.0.0.1:8001/sounds/dtmf-hash.mp3"
    assert told["call"] == {"call_id": "c1", "state": "ended", "owed": True}


def test_a_queue_that_podio_has_not_refreshed_says_how_old_it_is():
    fresh = queue((), NOON, polled=NOON - timedelta(minutes=4))
    old = queue((), NOON, polled=NOON - timedelta(minutes=75))

    assert fresh.problem == ""
    assert old.problem.startswith("Podio has not answered for 1 h 15 min.")
    assert queue((), NOON).problem.startswith("Podio has not been read yet.")


def test_what_two_laws_forbid_in_the_same_words_is_read_once(seen, facts):
    listed = NationalList("312", ListAnswer.LISTED, NOON.date())
    shown = card(seen(replace(facts, national_list=Fact(listed, "copy", NOON))), NOON)

    assert [row.section for row in shown.objections] == ["47 CFR 64.1200(c)(2)"]
    assert "16 CFR 310.4(b)(1)(iii), (b)(3)" in [row.section for row in shown.findings]


@pytest.mark.parametrize(
    ("rule", "finding", "said"),
    [
        ("TSR-DNC", "deny", "on the national list"),
        ("FED-AV-NUMBER", "deny", "the script lacks words"),
        ("ST-FL-PEWC", "deny", "consent is missing"),
        ("FED-RND", "unknown", "nobody asked whether the number changed hands"),
        ("REVOKED-NO-SALES", "deny", "withdrew consent"),
        ("HOUSE-QUIET-HOURS", "deny", "a rule of this house"),
        ("HOUSE-SPEC", "unknown", "a rule of this house"),
        ("HOUSE-LITIGATOR", "deny", "on the litigators' list"),
    ],
)
def test_an_objection_has_few_words(rule, finding, said):
    assert words.short(rule, finding) == said


def test_a_name_that_managers_chose_says_nothing_of_the_law():
    assert sentence_of("HOUSE-QUIET-HOURS") == "A rule of this house."
    assert "sue over calls" in sentence_of("HOUSE-LITIGATOR")
    assert sentence_of("NO-SUCH-RULE") == "NO-SUCH-RULE"
