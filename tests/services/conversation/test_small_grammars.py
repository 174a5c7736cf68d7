"""Predicates, checks and keys: what they accept, what they refuse."""

from datetime import date

import pytest

from services.conversation.command import Cmd
from services.conversation.keys import keyed, means_person, means_stop
from services.conversation.predicate import holds, mentions, parse
from services.conversation.record import Record
from services.conversation.slot_spec import Kind
from services.conversation.state import Given, Mode, State, Status
from services.conversation.validators import Check, passes

THERE = {
    ("said", "affirm"): True,
    ("slot", "owner"): "no",
    ("record", "call.recorded"): True,
    ("record", "party.zip"): "",
    ("rows", "slots"): (),
    ("tool", "ok"): False,
    ("verified", ""): True,
    ("stage", ""): "late",
}
RECORD = Record({"policy.days": 30, "account.balance_cents": 5000}, date(2026, 11, 21))


@pytest.mark.parametrize(
    ("when", "true"),
    [
        ("", True),
        ("said.affirm", True),
        ("said.deny", False),
        ("not said.deny", True),
        ("slot.owner", True),
        ("slot.owner = no", True),
        ("slot.owner = yes", False),
        ("not slot.owner = yes", True),
        ("slot.other = no", False),
        ("record.call.recorded = true", True),
        ("record.party.zip", False),
        ("rows.slots", False),
        ("tool.ok = false", True),
        ("verified and stage = late", True),
        ("verified and not stage = late", False),
    ],
)
def test_a_predicate_holds_or_not(when, true):
    assert holds(when, lambda root, name: THERE.get((root, name))) is true


@pytest.mark.parametrize(
    "when",
    ["slot", "verified.x", "said.sing", "slot.a == b", "slot.a or slot.b", "x.y", "slot.a = b c"]
    + ["not not slot.a", "slot.A", "__import__('os')", " slot.a", "slot.a and ", "stage.late"],
)
def test_what_is_not_of_the_grammar_is_refused(when):
    with pytest.raises(ValueError, match=r"write|no command"):
        parse(when)


def test_the_names_that_a_predicate_asks_for():
    assert mentions("slot.a and not slot.b = c and verified", "slot") == ("a", "b")


@pytest.mark.parametrize(
    ("checks", "value", "good"),
    [
        (("past",), "2026-11-20", True),
        (("past",), "2026-11-21", False),
        (("today_or_later",), "2026-11-21", True),
        (("today_or_later",), "2026-11-20", False),
        (("age:18-120",), "2008-11-21", True),
        (("age:18-120",), "2008-11-22", False),
        (("age:18-120",), "1900-01-01", False),
        (("within_days:30",), "2026-12-21", True),
        (("within_days:30",), "2026-12-22", False),
        (("within_days:policy.days",), "2026-12-21", True),
        (("within_days:policy.none",), "2026-11-22", False),
        (("at_most:account.balance_cents",), "5000", True),
        (("at_most:account.balance_cents",), "5001", False),
        (("at_least:100",), "99", False),
        (("positive",), "0", False),
        (("length:5",), "60611", True),
        (("length:5-12",), "6061", False),
        (("phone",), "13125550123", True),
        (("phone",), "312555012", False),
        (("calling_hours",), "07:59", False),
        (("calling_hours",), "20:30", True),
        (("past", "age:18-120"), "not a date", False),
        (("positive",), "9" * 6000, False),
    ],
)
def test_a_check_holds_or_not(checks, value, good):
    assert passes(checks, value, Check(RECORD, {})) is good


@pytest.mark.parametrize(
    ("keys", "kind", "value"),
    [
        ("02291984", Kind.DATE, "1984-02-29"),
        ("02301984", Kind.DATE, None),
        ("1984", Kind.DATE, None),
        ("125#", Kind.MONEY, "12500"),
        ("#", Kind.MONEY, None),
        ("1430", Kind.TIME, "14:30"),
        ("930", Kind.TIME, "09:30"),
        ("2560", Kind.TIME, None),
        ("60611#", Kind.DIGITS, "60611"),
        ("2", Kind.OPTION, "b"),
        ("3", Kind.OPTION, None),
        ("07", Kind.SCALE, "7"),
        ("11", Kind.SCALE, None),
        ("14", Kind.DURATION, "P14D"),
        ("12", Kind.OPEN, None),
        ("٣", Kind.DIGITS, None),
    ],
)
def test_keys_give_the_canonical_value_or_none(keys, kind, value):
    found = keyed(keys, kind, "x", (("a", "A"), ("b", "B")))

    assert [one.value for one in found] == ([value] if value is not None else [])


def test_one_and_two_are_yes_and_no():
    assert [one.cmd for one in keyed("1", Kind.YES_NO, None, ())] == [Cmd.AFFIRM]
    assert [one.cmd for one in keyed("2#", Kind.YES_NO, "x", ())] == [Cmd.DENY]
    assert keyed("5", Kind.YES_NO, "x", ()) == ()


@pytest.mark.parametrize(
    ("keys", "kind", "stop"),
    [
        ("9", Kind.YES_NO, True),
        ("9", Kind.DATE, True),
        ("9#", Kind.MONEY, True),
        ("99", Kind.OPTION, True),
        ("91", Kind.YES_NO, True),
        ("99", Kind.DIGITS, False),
        ("09091999", Kind.DATE, False),
        ("1", Kind.YES_NO, False),
        ("", Kind.OPEN, False),
    ],
)
def test_nine_alone_means_stop(keys, kind, stop):
    assert means_stop(keys, kind) is stop


def test_nought_alone_means_a_person():
    assert means_person("0")
    assert means_person("0#")
    assert not means_person("00")


def test_a_state_is_the_same_through_json():
    given = Given("5", "five", 3, Status.HEARD, "five of them")
    state = State("p", 1, "0" * 64, "en", "s", mode=Mode.CONFIRM, slot="x", slots={"x": given})

    assert State.from_data(state.to_data()) == state


@pytest.mark.parametrize("spoil", ["mode", "slots", "ledger", "said"])
def test_a_state_that_is_none_is_refused(spoil):
    data = State("p", 1, "0" * 64, "en", "s").to_data()
    data[spoil] = "nonsense"

    with pytest.raises((KeyError, TypeError, ValueError, AttributeError)):
        State.from_data(data)
