"""Seven calls about one debt in seven days of the person's calendar, and what surrounds them."""

from datetime import timedelta

import pytest
from law import ask, at_wall, of

from services.compliance.facts import (
    Attempt,
    Consent,
    ConsentTier,
    Conversation,
    Outcome,
    Revocation,
)
from services.compliance.model import CallKind, FindingKind, Purpose

ALLOW, DENY = FindingKind.ALLOW, FindingKind.DENY
CHICAGO, TEXAS = "America/Chicago", "+12145550144"
RULE, GAP, DAY = "REGF-7IN7", "REGF-GAP", "REGF-GAP-DAY"


def wall(text):
    return at_wall(text, CHICAGO)


def week(**changes):
    """One call at 3 PM on each day from the first to the seventh of April."""
    return tuple(Attempt(wall(f"2026-04-{day:02d} 15:00"), **changes) for day in range(1, 8))


def debt(at, attempts, rule=RULE, **known):
    verdict = ask(TEXAS, wall(at), purpose=Purpose.DEBT, attempts=attempts, **known)
    return of(verdict, rule), verdict


def test_after_seven_calls_from_the_first_to_the_seventh_the_eighth_complies():
    denied, verdict = debt("2026-04-07 20:00", week())
    assert denied.finding is DENY
    assert verdict.next_legal_time == wall("2026-04-08 08:00")
    assert debt("2026-04-08 08:00", week())[1].allowed


def test_the_eighth_of_april_begins_last_in_the_west():
    """Florida's 850 keeps the clocks of New York and Chicago."""
    late = at_wall("2026-04-08 00:30", "America/New_York")
    verdict = ask("+18505550144", late, purpose=Purpose.DEBT, attempts=week())
    assert of(verdict, RULE).inputs["opens_at"] == "2026-04-08T05:00:00.000000Z"


@pytest.mark.parametrize(
    ("outcome", "finding"),
    [
        (Outcome.ANSWERED, DENY),
        (Outcome.NO_ANSWER, DENY),
        (Outcome.VOICEMAIL, DENY),
        (Outcome.UNKNOWN, DENY),
        (Outcome.FAILED, DENY),
        (Outcome.BUSY, ALLOW),
        (Outcome.NOT_IN_SERVICE, ALLOW),
        (Outcome.WRONG_NUMBER, ALLOW),
    ],
)
def test_only_a_line_that_was_reached_counts(outcome, finding):
    assert debt("2026-04-07 20:00", week(outcome=outcome))[0].finding is finding


@pytest.mark.parametrize("kind", CallKind)
def test_a_drop_that_rings_nobody_counts_and_a_text_does_not(kind):
    said = debt("2026-04-07 20:00", week(kind=kind))[0]
    assert said.finding is (ALLOW if kind is CallKind.SMS else DENY)


@pytest.mark.parametrize(
    ("debts", "finding"), [({"d-1"}, DENY), ({"d-1", "d-2"}, DENY), ({"d-2"}, ALLOW), ((), DENY)]
)
def test_each_debt_has_its_seven_calls_and_what_nobody_knows_counts(debts, finding):
    assert debt("2026-04-07 20:00", week(debts=frozenset(debts)))[0].finding is finding


def test_without_a_debt_every_call_counts():
    other = week(debts=frozenset({"d-2"}))
    assert debt("2026-04-07 20:00", other, debt=None)[0].finding is DENY


def test_a_call_to_sell_does_not_count_and_one_without_a_purpose_does():
    assert debt("2026-04-07 20:00", week(purpose=Purpose.TELEMARKETING))[0].finding is ALLOW
    assert debt("2026-04-07 20:00", week(purpose=None))[0].finding is DENY


def test_what_went_to_somebody_else_counts_to_somebody_else():
    assert debt("2026-04-07 20:00", week(third_party=True))[0].finding is ALLOW


def agreed(at="2026-04-05 12:00", **changes):
    given = {"purposes": frozenset({Purpose.DEBT}), "more_calls_about": frozenset({"d-1"})}
    return (Consent(ConsentTier.EXPRESS, wall(at), **given | changes),)


def test_calls_to_which_the_person_agreed_do_not_count():
    """Days five, six and seven fall out; the consent itself lasts through the eleventh."""
    ended = agreed(until=wall("2026-04-07 16:00"))
    assert debt("2026-04-07 20:00", week(), consents=ended)[0].finding is ALLOW
    said, verdict = debt("2026-04-07 20:00", week(), consents=agreed())
    assert said.finding is ALLOW
    assert verdict.allowed


@pytest.mark.parametrize(
    ("given", "finding"),
    [
        (agreed("2026-04-01 09:00"), ALLOW),
        (agreed("2026-04-01 09:00", to_caller=False), DENY),
        (agreed("2026-04-01 09:00", more_calls_about=frozenset({"d-2"})), DENY),
        (agreed("2026-04-01 09:00", more_calls_about=frozenset()), DENY),
        (agreed("2026-04-01 09:00", purposes=frozenset({Purpose.TELEMARKETING})), DENY),
        (agreed("2026-04-01 09:00", kinds=frozenset({CallKind.ARTIFICIAL_VOICE})), DENY),
        (agreed("2026-04-07 20:01"), DENY),
    ],
)
def test_such_consent_is_ours_and_about_this_debt(given, finding):
    assert debt("2026-04-07 20:00", week(), consents=given)[0].finding is finding


def test_an_agreement_begins_with_its_instant_and_ends_before_its_last():
    whole_day = {"until": wall("2026-04-07 20:00")}
    assert debt("2026-04-07 19:59", week(), consents=agreed(**whole_day))[0].finding is ALLOW
    begins = agreed("2026-04-07 20:00")
    assert debt("2026-04-07 20:00", week(), consents=begins)[0].finding is ALLOW
    ended = agreed("2026-04-07 19:00", until=wall("2026-04-07 20:00"))
    assert debt("2026-04-07 20:00", week(), consents=ended)[0].finding is DENY


def test_an_attempt_at_the_first_instant_of_an_agreement_does_not_count_and_one_at_its_end_does():
    from_the_last = agreed("2026-04-07 15:00", until=wall("2026-04-07 16:00"))
    assert debt("2026-04-07 20:00", week(), consents=from_the_last)[0].finding is ALLOW
    up_to_the_last = agreed("2026-04-07 14:00", until=wall("2026-04-07 15:00"))
    assert debt("2026-04-07 20:00", week(), consents=up_to_the_last)[0].finding is DENY


@pytest.mark.parametrize(
    ("given", "until"),
    [
        ("2026-04-01 09:00", "2026-04-08T05:00:00.000000Z"),
        ("2026-04-01 00:00", "2026-04-08T05:00:00.000000Z"),
        ("2026-03-31 23:59", None),
    ],
)
def test_the_day_of_consent_is_the_first_of_seven(given, until):
    said = debt("2026-04-07 20:00", week(), consents=agreed(given))[0]
    assert said.inputs.get("agreed_until") == until


def test_consent_ends_with_the_next_talk_and_with_a_revocation():
    given = agreed("2026-04-01 09:00")
    talked = (Conversation(wall("2026-04-01 10:00")),)
    assert debt("2026-04-07 20:00", week(), consents=given, conversations=talked)[0].finding is DENY
    other = (Conversation(wall("2026-04-01 10:00"), frozenset({"d-2"})),)
    assert debt("2026-04-07 20:00", week(), consents=given, conversations=other)[0].finding is ALLOW
    revoked = agreed("2026-04-01 09:00", revoked_at=wall("2026-04-01 12:00"))
    assert debt("2026-04-07 20:00", week(), consents=revoked)[0].finding is DENY
    unread = debt("2026-04-07 20:00", week(), consents=given, revocations=None)[0]
    assert unread.finding is DENY


def test_one_instant_of_consent_and_withdrawal_is_a_withdrawal():
    given = agreed("2026-04-01 09:00")
    at_once = (Revocation(wall("2026-04-01 09:00")),)
    assert debt("2026-04-07 20:00", week(), consents=given, revocations=at_once)[0].finding is DENY
    before = (Revocation(wall("2026-04-01 08:59")),)
    assert debt("2026-04-07 20:00", week(), consents=given, revocations=before)[0].finding is ALLOW


def test_the_talk_in_which_consent_is_given_does_not_end_it():
    given = agreed("2026-04-01 09:00")
    in_it = (Conversation(wall("2026-04-01 09:00")),)
    assert debt("2026-04-07 20:00", week(), consents=given, conversations=in_it)[0].finding is ALLOW


def test_the_agreed_call_that_became_a_talk_does_not_count():
    """That of the seventh counts alone: the consent ended with the talk of the sixth."""
    given = agreed("2026-04-01 09:00")
    talked = (Conversation(wall("2026-04-06 15:00")),)
    said = debt("2026-04-07 20:00", week(), consents=given, conversations=talked)[0]
    assert said.inputs["recent"] == 1


def test_the_last_of_several_talks_is_waited_for():
    talks = (Conversation(wall("2026-04-05 10:00")), Conversation(wall("2026-04-01 10:00")))
    said = debt("2026-04-07 20:00", (), "REGF-CONV-7", conversations=talks)[0]
    assert said.inputs["opens_at"] == "2026-04-12T05:00:00.000000Z"
    assert "on Apr 5" in said.reason


def test_a_permission_that_rests_on_consent_ends_with_it():
    until = wall("2026-04-07 20:30")
    assert debt("2026-04-07 20:00", week(), consents=agreed(until=until))[1].legal_until == until


def test_two_hours_lie_between_two_calls_and_two_calls_in_a_day():
    one = (Attempt(wall("2026-04-07 10:00")),)
    denied, verdict = debt("2026-04-07 11:59", one, GAP)
    assert (denied.finding, verdict.next_legal_time) == (DENY, wall("2026-04-07 12:00"))
    assert debt("2026-04-07 12:00", one)[1].allowed
    two = (*one, Attempt(wall("2026-04-07 13:00")))
    denied, verdict = debt("2026-04-07 16:00", two, DAY)
    assert (denied.finding, verdict.next_legal_time) == (DENY, wall("2026-04-08 08:00"))
    assert debt("2026-04-08 08:00", two)[1].allowed


def test_a_busy_line_may_be_tried_again_at_once():
    busy = (Attempt(wall("2026-04-07 11:59"), outcome=Outcome.BUSY),)
    assert debt("2026-04-07 12:00", busy)[1].allowed


def test_a_call_ahead_of_the_clock_counts():
    ahead = (*week()[:-1], Attempt(wall("2026-04-07 20:30")))
    assert debt("2026-04-07 18:00", ahead)[0].finding is DENY


def test_no_text_is_stopped_by_the_count_of_calls():
    verdict = ask(TEXAS, wall("2026-04-07 20:00"), kind=CallKind.SMS, purpose=Purpose.DEBT,
                  attempts=week())  # fmt: skip
    assert of(verdict, RULE).finding is FindingKind.NOT_APPLICABLE


def test_seven_calls_never_stop_a_call_that_sells():
    verdict = ask(TEXAS, wall("2026-04-07 20:00"), attempts=week())
    assert verdict.allowed
    assert of(verdict, RULE).finding is FindingKind.NOT_APPLICABLE


def test_the_days_are_days_and_not_hours_when_the_clock_changes():
    """Seven days before Sunday 2026-11-01, which has 25 hours, ends with its own midnight."""
    days = [wall("2026-10-26 20:59") + timedelta(days=n) for n in range(6)]
    tried = tuple(map(Attempt, (*days, wall("2026-11-01 09:00"))))
    said, verdict = debt("2026-11-01 12:00", tried)
    assert said.inputs["opens_at"] == "2026-11-02T06:00:00.000000Z"
    assert verdict.next_legal_time == wall("2026-11-02 08:00")
