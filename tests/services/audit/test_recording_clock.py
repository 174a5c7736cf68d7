"""A clock that steps back: what it may not write, and that the log stays honest."""

import pytest

from services.audit_trail import Trail
from services.domain.errors import ClockBehind
from services.ports import Deed
from services.recording_clock import RecordingClock
from tools.verify_audit import HOLDS, verify


class Counting:
    """The checkpoints' last one, and how often it was read."""

    def __init__(self, checkpoints):
        self.checkpoints, self.reads = checkpoints, 0

    def __call__(self):
        self.reads += 1
        return self.checkpoints.last()


@pytest.fixture
def last(checkpoints):
    return Counting(checkpoints)


@pytest.fixture
def started(log, clock, vault, last):
    """The trail of a process that starts now."""
    return lambda: Trail(log, RecordingClock(clock, last), vault)


def record(trail, cause, subject="security"):
    return trail.append(Deed(subject, "call.asked", {}, actor="user:ana", cause=cause))


def outcome(export, signer):
    return verify(export.lines(), set(signer.public_keys)).outcome


@pytest.mark.parametrize("restarted", [False, True])
def test_a_clock_that_steps_back_eleven_minutes_and_returns_leaves_a_log_that_holds(
    started, clock, checkpoints, export, signer, restarted
):
    trail = started()
    record(trail, "before")
    checkpoints.take()
    clock.forward(minutes=-11)
    trail = started() if restarted else trail

    for cause in ("behind", "behind-again"):
        with pytest.raises(ClockBehind, match=r"18:00 UTC. Set the clock right.* before 17:55"):
            record(trail, cause)
        clock.forward(seconds=30)
    assert record(trail, "before")  # what stands already is found, at any hour
    clock.forward(minutes=10, seconds=30)
    record(trail, "after")
    clock.forward(minutes=1)

    assert outcome(export, signer) == HOLDS
    assert [r.body["cause"] for r in trail.chain("security")] == ["before", "after"]


@pytest.mark.parametrize("back_s", [1, 299, 300])
def test_a_small_step_back_is_listed_and_holds(started, clock, checkpoints, export, signer, back_s):
    trail = started()
    record(trail, "before")
    checkpoints.take()
    clock.forward(seconds=-back_s)

    record(trail, "late", subject="outbox")
    clock.forward(minutes=10)
    record(trail, "after")
    clock.forward(minutes=1)

    assert outcome(export, signer) == HOLDS


def test_a_clock_that_was_ahead_and_never_signed_goes_on_at_once(started, clock, checkpoints):
    trail = started()
    record(trail, "before")
    checkpoints.take()
    clock.forward(days=1)
    record(trail, "ahead")
    clock.forward(days=-1, minutes=1)

    assert record(trail, "after").seq == 2


def test_an_append_reads_no_checkpoint_but_the_first_of_a_process(started, clock, last):
    trail = started()
    for n in range(50):
        clock.forward(seconds=n % 7 - 2)
        record(trail, str(n))

    assert last.reads == 1


def test_an_empty_log_takes_any_clock(started):
    assert record(started(), "first").seq == 0
