"""The tick: what is due, once, whoever ticks; and one broken job stops no other."""

from datetime import UTC, datetime, timedelta

import pytest
from scripted_carrier import TickingClock

from services.background import Background, Job
from services.domain.errors import CrmRetryable

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture
def main(databases):
    return databases[0]


@pytest.fixture
def clock():
    return TickingClock(datetime(2026, 11, 18, 18, tzinfo=UTC))


def tick(background):
    return background.tick(background.clock.now() + timedelta(seconds=45))


def test_a_job_runs_when_it_has_rested_and_not_before(main, clock):
    ran = []
    background = Background(main, (Job("slow", MINUTE, ran.append),), clock)
    for _ in range(4):
        tick(background)
        clock.step(25)

    assert len(ran) == 2


def test_two_processes_do_a_leased_job_once(main, clock):
    ran = []
    for _ in range(2):
        tick(Background(main, (Job("slow", MINUTE, ran.append),), clock))

    assert len(ran) == 1


@pytest.mark.parametrize("restarted", [False, True])
def test_a_clock_that_steps_back_does_not_put_the_jobs_to_rest(main, clock, restarted):
    ran = []
    background = Background(main, (Job("slow", MINUTE, ran.append),), clock)
    tick(background)
    clock.step(-3600)
    tick(Background(main, background.jobs, clock) if restarted else background)

    assert len(ran) == 2


def test_a_job_whose_process_died_is_taken_over_when_its_lease_is_over(main, clock):
    ran = []

    def dies(_deadline):
        raise SystemExit

    with pytest.raises(SystemExit):
        tick(Background(main, (Job("slow", MINUTE, dies),), clock))
    clock.step(180)
    tick(Background(main, (Job("slow", MINUTE, ran.append),), clock))

    assert len(ran) == 1


@pytest.mark.parametrize("every", [SECOND, MINUTE])
def test_a_broken_job_is_named_and_stops_no_other(main, clock, every):
    ran = []

    def waits(_deadline):
        raise CrmRetryable(300)

    def breaks(_deadline):
        raise ZeroDivisionError

    jobs = (
        Job("waits", every, waits),
        Job("breaks", every, breaks),
        Job("runs", every, ran.append),
    )

    assert tick(Background(main, jobs, clock)) == ["waits", "breaks"]
    assert len(ran) == 1


def test_nothing_is_begun_after_the_deadline(main, clock):
    ran = []
    Background(main, (Job("late", SECOND, ran.append),), clock).tick(clock.now())

    assert ran == []


def test_the_age_of_the_tick_is_known_to_everybody(main, clock):
    background = Background(main, (), clock)
    assert background.age_s() is None
    tick(background)
    clock.step(30)

    assert Background(main, (), clock).age_s() == 30


def test_an_idle_tick_writes_little(main, clock):
    background = Background(main, (Job("often", SECOND, lambda _: None),), clock)
    versions = set()
    for _ in range(20):
        tick(background)
        versions.add(main.get("leases", "tick").version)
        clock.step(1)

    assert len(versions) == 2


def test_urgent_jobs_do_not_wait_for_the_others(main, clock):
    def slow(_deadline):
        raise AssertionError("not in this thread")

    ran = []
    jobs = (Job("crm", SECOND, slow), Job("calls", SECOND, ran.append, urgent=True))
    urgent, patient = Background(main, jobs, clock).split()
    tick(urgent)

    assert len(ran) == 1
    assert [job.name for job in patient.jobs] == ["crm"]
