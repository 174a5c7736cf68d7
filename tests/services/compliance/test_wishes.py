"""Times that a person named, by every clock he may live by."""

import pytest
from law import ask, at_wall, of

from services.compliance.clock import local
from services.compliance.facts import Inconvenient, Told
from services.compliance.model import CallKind, FindingKind, Purpose
from services.compliance.wishes import forbidding, turns, wishes_of

CHICAGO = "America/Chicago"
ALLOW, DENY = FindingKind.ALLOW, FindingKind.DENY
TUESDAY = frozenset({"tuesday"})


def wall(text):
    return at_wall(text, CHICAGO)


def asked(at, *times, scopes=()):
    told = Told(frozenset(scopes), inconvenient=times)
    return ask(at=wall(at), told_us=told)


def said(at, *times):
    return of(asked(at, *times), "TOLD-US-WHEN")


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (Inconvenient(), "not at any time"),
        (Inconvenient(TUESDAY), "not on Tuesdays"),
        (Inconvenient(TUESDAY, "09:00", "17:30"), "not on Tuesdays from 9:00 AM to 5:30 PM"),
        (Inconvenient(frozenset(), "12:00", "24:00"), "not from noon to midnight"),
        (Inconvenient(frozenset({"friday", "monday"})), "not on Mondays and Fridays"),
        (Inconvenient(frozenset({"someday"}), "09:00", "10:00"), "not from 9:00 AM to 10:00 AM"),
        (Inconvenient(TUESDAY, "9", "10:00"), "not on Tuesdays"),
    ],
)
def test_a_time_is_said_as_it_was_meant(time, words):
    assert wishes_of((), (time,))[0].words == words


@pytest.mark.parametrize("start, end", [("nine", "17:00"), ("09:00", "25:00"), ("09:00", "09:00")])
def test_what_cannot_be_read_closes_the_day(start, end):
    for at in ("2026-11-17 08:00", "2026-11-17 20:59"):
        assert said(at, Inconvenient(TUESDAY, start, end)).finding is DENY
    assert said("2026-11-18 08:00", Inconvenient(TUESDAY, start, end)).finding is ALLOW


def test_a_time_past_midnight_goes_on_the_next_morning():
    night = Inconvenient(TUESDAY, "19:00", "09:00")
    assert said("2026-11-17 08:30", night).finding is ALLOW  # Monday's night was not named
    assert said("2026-11-17 19:00", night).finding is DENY
    assert said("2026-11-18 08:59", night).finding is DENY
    assert said("2026-11-18 09:00", night).finding is ALLOW


def test_sunday_night_goes_on_on_monday():
    night = Inconvenient(frozenset({"sunday"}), "19:00", "09:00")
    assert said("2026-11-23 08:59", night).finding is DENY


def test_a_permission_ends_and_a_denial_lifts_at_the_named_minute():
    lunch = Inconvenient(frozenset(), "12:15", "13:45")
    assert asked("2026-11-18 11:00", lunch).legal_until == wall("2026-11-18 12:15")
    assert asked("2026-11-18 12:15", lunch).next_legal_time == wall("2026-11-18 13:45")


def test_two_times_that_touch_are_waited_out_together():
    times = (Inconvenient(end="14:00"), Inconvenient(start="14:00", end="16:30"))
    verdict = asked("2026-11-18 13:00", *times)
    assert verdict.next_legal_time == wall("2026-11-18 16:30")


def test_a_time_that_never_ends_is_not_waited_for():
    assert asked("2026-11-18 13:00", Inconvenient()).next_legal_time is None


def test_a_time_holds_in_both_clocks_of_a_split_area_code():
    """Indiana's 812: at 5:00 PM in New York's clock it is 4:00 PM in Chicago's."""
    told = Told(inconvenient=(Inconvenient(frozenset(), "16:00", "17:00"),))
    for at, finding in (("15:30", DENY), ("16:30", DENY), ("17:00", ALLOW)):
        verdict = ask("+18125550144", wall(f"2026-11-18 {at}"), told_us=told)
        assert of(verdict, "TOLD-US-WHEN").finding is finding


def test_nobody_knows_the_time_of_a_person_without_a_clock():
    told = Told(inconvenient=(Inconvenient(TUESDAY),))
    assert of(ask("+18005550144", told_us=told), "TOLD-US-WHEN").finding is FindingKind.UNKNOWN


@pytest.mark.parametrize("kind", CallKind)
@pytest.mark.parametrize("purpose", Purpose)
def test_stop_calling_ends_everything_but_a_text_about_a_debt(kind, purpose):
    verdict = ask(told_us=Told(flags=frozenset({"stop_calling"})), kind=kind, purpose=purpose)
    spared = kind is CallKind.SMS and purpose is Purpose.DEBT
    assert of(verdict, "TOLD-US-STOP").finding is (ALLOW if spared else DENY)


@pytest.mark.parametrize("purpose", Purpose)
def test_refusing_to_pay_ends_the_collection_alone(purpose):
    verdict = ask(told_us=Told(flags=frozenset({"refuses_to_pay"})), purpose=purpose)
    bars = purpose is Purpose.DEBT
    assert of(verdict, "TOLD-US-STOP").finding is (DENY if bars else ALLOW)


def test_the_next_turn_skips_what_does_not_change():
    wishes = wishes_of({"sunday"}, (Inconvenient(TUESDAY),))
    at = wall("2026-11-18 12:00")
    begins = turns(wishes, (CHICAGO,), at, to=True)
    assert begins == wall("2026-11-22 00:00")
    assert forbidding(wishes, [local(begins, CHICAGO)])[0].words == "not on Sundays"
    assert turns((), (CHICAGO,), at, to=True) is None


def test_a_record_without_named_times_shows_none():
    shown = of(asked("2026-11-18 12:00"), "TOLD-US-WHEN").inputs["told_us"]["value"]
    assert shown == {"restrictions": [], "flags": []}
    named = said("2026-11-18 12:00", Inconvenient(TUESDAY)).inputs["told_us"]["value"]
    assert named["inconvenient"] == [{"days": ["tuesday"]}]
