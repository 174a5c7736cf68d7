"""The words that leave our mouth: rendered, put into spoken form, looked at once more."""

from datetime import date, time

import pytest

from services.conversation.output_guard import refused
from services.conversation.slot_spec import Kind
from services.conversation.spoken import clock, day, listed, money, slot_spoken, spoken
from services.conversation.stages import stage_of
from services.conversation.template import code_in, render, variables
from services.playbook_files import read

NEVER = (r"\bguarantee\b", r"\bchurch\b")


def guard(text, template=None, facts=()):
    return refused(text, template=template or text, facts=facts, never=NEVER)


@pytest.mark.parametrize(
    ("text", "template", "facts", "why"),
    [
        ("You owe $125.50.", "You owe {account.balance_cents}.", ("$125.50",), ""),
        ("You owe $12.50.", "You owe {account.x_cents}.", ("$25.00",), "number_not_in_facts"),
        ("Press 9 to stop.", "Press 9 to stop.", (), ""),
        ("Press 8 to stop.", "Press 9 to stop.", (), "number_not_in_facts"),
        ("Shall we say Monday, November 23?", "Shall we say {slot.x}?", (), "number_not_in_facts"),
        ("I call for Dana Reed.", "I call for {agent.name}.", ("Dana Reed",), ""),
        ("I call for Dana Reed.", "I call for {agent.name}.", ("Ana Cruz",), "name_not_in_facts"),
        ("We guarantee it.", "We guarantee it.", (), "never_say"),
        ("We GUARANTEE it.", "We GUARANTEE it.", (), "never_say"),
        ("Is this Mr. Church?", "Is this {party.last_name}?", ("Mr. Church",), ""),
        ("We go to church.", "We go to church.", ("ch", "chur"), "never_say"),
        ("One. Two. Three.", "One. Two. Three.", (), "too_long"),
        ("One. Two. Mr. X.", "One. {a.b}.", ("Two. Mr. X",), ""),
        ("", "", (), ""),
    ],
)  # fmt: skip
def test_a_line_is_looked_at_before_it_is_said(text, template, facts, why):
    assert refused(text, template=template, facts=facts, never=NEVER) == why


def test_a_line_that_may_not_be_said_gives_way_to_its_plain_form(talk):
    trial = talk("real_estate", **{"agent.name": "Dana {x} <b> Reed"})
    words = " ".join(line.text for line in trial.turns[0].lines)

    assert "{" not in words
    assert "<" not in words


def test_a_record_cannot_make_us_say_what_the_playbook_does_not(talk):
    trial = talk("real_estate", **{"party.first_name": "{account.balance_cents}"})
    words = trial.turns[0].lines[-1].text

    assert "account.balance" in words  # what stands in the record is a name, not a template
    assert "{" not in words


@pytest.mark.parametrize(
    ("name", "value", "english", "spanish"),
    [
        ("account.balance_cents", 12550, "$125.50", "125.50 dólares"),
        ("account.balance_cents", 100000, "$1,000", "1,000 dólares"),
        ("account.due_date", "2026-11-24", "Tuesday, November 24", "martes 24 de noviembre"),
        ("x.at", "14:30", "2:30 PM", "las 2:30 de la tarde"),
        ("x.at", "01:00", "1 AM", "la 1 de la mañana"),
        (
            "row.starts_at",
            "2026-11-24T09:00",
            "Tuesday, November 24 at 9 AM",
            "martes 24 de noviembre a las 9 de la mañana",
        ),
        ("company.phone", "+13125550100", "312 555 0100", "312 555 0100"),
        ("party.name", "Ana\nLopez", "Ana Lopez", "Ana Lopez"),
        ("x.odd", "2026-99-99", "2026-99-99", "2026-99-99"),
        ("x.long", "a" * 999, "a" * 160, "a" * 160),
    ],
)
def test_a_value_is_spoken_by_its_shape(name, value, english, spanish):
    assert spoken(name, value, "en") == english
    assert spoken(name, value, "es") == spanish


@pytest.mark.parametrize(
    ("kind", "value", "english", "spanish"),
    [
        (Kind.DIGITS, "60611", "6 0 6 1 1", "6 0 6 1 1"),
        (Kind.CODE, "XQ12", "X Q 1 2", "X Q 1 2"),
        (Kind.YES_NO, "yes", "yes", "sí"),
        (Kind.MONEY, "5000", "$50", "50 dólares"),
        (Kind.DURATION, "P2W", "2 weeks", "2 semanas"),
        (Kind.DURATION, "P1D", "1 day", "1 día"),
        (Kind.DURATION, "PT30M", "30 minutes", "30 minutos"),
        (Kind.EMAIL, "ana@example.com", "ana@example.com", "ana@example.com"),
    ],
)
def test_a_slot_is_read_back_as_people_say_it(kind, value, english, spanish):
    assert slot_spoken(kind, value, "en") == english
    assert slot_spoken(kind, value, "es") == spanish


def test_options_are_listed_as_people_list_them():
    assert listed(["a"], "en") == "a"
    assert listed(["a", "b", "c"], "en") == "a, b or c"
    assert listed(["a", "b"], "es") == "a o b"
    assert listed([], "en") == ""


def test_days_and_clocks():
    assert day(date(2026, 1, 1), "en") == "Thursday, January 1"
    assert clock(time(0, 5), "en") == "12:05 AM"
    assert clock(time(21, 0), "es") == "las 9 de la noche"
    assert money(0, "en") == "$0"


def test_a_template_knows_names_and_nothing_else():
    assert variables("Hi {a.b}, {c.d_e}!") == ("a.b", "c.d_e")
    assert render("{a.b}", {"a.b": "{c.d}"}.__getitem__) == "{c.d}"
    for odd in ("{a.b()}", "{ a }", "{A}", "{{a}}", "{a!r}", "{a:>9}", "a{", "$x", "`x`", "x__y"):
        assert code_in(odd)
    assert code_in("50 % of it, isn't it? ¿Sí!") == ""


@pytest.mark.parametrize(
    ("days", "stage"),
    [*((n, "pre") for n in range(-30, 1)), *((n, "early") for n in range(1, 21))]
    + [*((n, "late") for n in range(21, 401))],
)
def test_the_stages_of_a_debt_leave_no_day_out(days, stage):
    assert stage_of(read("debt_collection").playbook.stage, days) == stage


@pytest.mark.parametrize("unknown", [None, "many", True, 1.5])
def test_an_unknown_age_is_the_last_stage(unknown):
    assert stage_of(read("debt_collection").playbook.stage, unknown) == "late"
