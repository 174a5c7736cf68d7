import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from services.checkpoints import Checkpoints
from services.crypto_service.signing import Ed25519Signer
from services.domain.audit import record_id, record_leaf
from services.domain.checkpoint import read
from services.domain.errors import StoreUnavailable
from services.domain.merkle import Frontier
from services.stores.checkpoints import CheckpointShelf


def ids(checkpoint):
    return [entry.id for entry in checkpoint.entries]


def id_of(record):
    return record_id(record.subject, record.seq)


def every(log):
    return [read(stored.data) for stored in CheckpointShelf(log).all()]


def test_an_empty_log_has_no_checkpoint(checkpoints):
    assert checkpoints.take() is None
    assert checkpoints.ensure_fresh() is None


def test_a_checkpoint_lists_what_is_new_and_signs_it(checkpoints, signer, say, clock):
    one = say("a")
    clock.forward(seconds=1)
    two = say("b", subject="security")
    taken = checkpoints.take()

    assert ids(taken) == [id_of(one), id_of(two)]
    assert [e.leaf for e in taken.entries] == [record_leaf(vars(r)) for r in (one, two)]
    assert (taken.number, taken.size, taken.previous) == (1, 2, "0" * 64)
    assert signer.verified(taken.signed_bytes(), signature=taken.signature, public=taken.public)
    assert checkpoints.take() is None
    assert checkpoints.last() == taken


def test_the_next_checkpoint_lists_only_its_own_and_holds_its_predecessors_hash(
    checkpoints, say, clock
):
    say("a")
    first = checkpoints.take()
    clock.forward(minutes=1)
    say("b")
    second = checkpoints.take()

    leaves = [bytes.fromhex(e.leaf) for c in (first, second) for e in c.entries]
    assert (second.number, second.size, len(second.entries)) == (2, 2, 1)
    assert second.previous == first.hash()
    assert second.root == Frontier().grown(leaves).root().hex()


def test_a_record_that_comes_to_light_late_is_still_listed(checkpoints, say, clock):
    say("a")
    clock.forward(minutes=9)
    say("b")
    checkpoints.take()
    clock.at -= timedelta(minutes=9)
    late = say("late", subject="security")
    clock.forward(minutes=9, seconds=5)

    assert ids(checkpoints.take()) == [id_of(late)]


def test_a_record_of_a_clock_ahead_is_listed_once(checkpoints, say, clock):
    say("a")
    clock.forward(minutes=3)
    ahead = say("ahead", subject="security")
    clock.forward(minutes=-3)
    first = checkpoints.take()
    taken = []
    for _ in range(30):
        clock.forward(minutes=1)
        taken += filter(None, [checkpoints.take()])

    assert id_of(ahead) not in ids(first)
    assert [i for c in taken for i in ids(c)] == [id_of(ahead)]


def test_nothing_is_listed_twice_however_long_the_overlap(checkpoints, say, clock, log):
    said = []
    for n in range(60):
        clock.forward(seconds=37)
        said.append(id_of(say(str(n), subject=f"lead:{n % 7}")))
        if n % 3 == 0:
            checkpoints.take()
    checkpoints.ensure_fresh()

    assert [i for c in every(log) for i in ids(c)] == said


def test_a_long_list_is_split_and_none_is_lost_when_the_taker_dies_between(
    log, clock, signer, say, checkpoints
):
    small = replace(checkpoints, most=4)
    said = []
    for n in range(10):
        clock.forward(minutes=5)
        said.append(id_of(say(str(n))))
    small.take()
    clock.forward(hours=2)
    last = Checkpoints(log, clock, signer, most=4).ensure_fresh()

    assert [len(c.entries) for c in every(log)] == [4, 4, 2]
    assert [i for c in every(log) for i in ids(c)] == said
    assert last.size == 10


def test_many_new_records_are_signed_in_one_go_until_the_deadline(log, clock, signer, say):
    for n in range(11):
        say(str(n))
    small = Checkpoints(log, clock, signer, most=3)

    small.catch_up(clock.now())
    assert [len(c.entries) for c in every(log)] == [3]
    small.catch_up(clock.now() + timedelta(seconds=45))
    assert [len(c.entries) for c in every(log)] == [3, 3, 3, 2]
    small.catch_up(clock.now() + timedelta(seconds=45))
    assert len(every(log)) == 4


def test_records_of_one_instant_survive_a_split(log, clock, signer, say):
    for n in range(10):
        say(str(n))
    Checkpoints(log, clock, signer, most=3).ensure_fresh()

    assert [len(c.entries) for c in every(log)] == [3, 3, 3, 1]
    assert len({i for c in every(log) for i in ids(c)}) == 10


def test_a_clock_that_went_back_hides_nothing(checkpoints, say, clock):
    say("a")
    checkpoints.take()
    clock.forward(minutes=-5)
    late = say("b")

    assert ids(checkpoints.take()) == [id_of(late)]


def test_a_clock_that_was_ahead_when_it_signed_hides_nothing(checkpoints, say, clock):
    say("a")
    clock.forward(days=3)
    checkpoints.take()
    clock.forward(days=-3, minutes=1)
    after = say("b")

    assert ids(checkpoints.take()) == [id_of(after)]


def test_two_takers_at_once_leave_one_line_of_checkpoints(log, clock, signer, say):
    for n in range(40):
        say(str(n), subject=f"lead:{n}")
    barrier = threading.Barrier(6)

    def take():
        barrier.wait()
        Checkpoints(log, clock, signer, most=7).ensure_fresh()

    threads = [threading.Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    taken = every(log)
    assert [c.number for c in taken] == list(range(1, len(taken) + 1))
    assert [c.previous for c in taken[1:]] == [c.hash() for c in taken[:-1]]
    assert len({i for c in taken for i in ids(c)}) == taken[-1].size == 40


def test_the_loser_of_a_number_reads_again(log, clock, signer, say):
    class Overtaken(Checkpoints):
        """Somebody else takes a checkpoint between its reading and its writing."""

        def last(self):
            before = super().last()
            Checkpoints(log, clock, signer).take()
            return before

    say("a")

    assert Overtaken(log, clock, signer).take() is None
    assert len(every(log)) == 1


def test_a_taker_who_always_loses_says_so(checkpoints, say, monkeypatch):
    say("a")
    monkeypatch.setattr(CheckpointShelf, "created", lambda *_: False)

    with pytest.raises(StoreUnavailable):
        checkpoints.take()


def test_a_new_key_signs_on_and_the_old_signatures_hold(log, clock, signer, say):
    say("a")
    Checkpoints(log, clock, signer).take()
    clock.forward(minutes=1)
    say("b")
    both = Ed25519Signer((b"t" * 32, b"s" * 32))
    Checkpoints(log, clock, both).take()

    first, second = every(log)
    assert first.key != second.key
    for taken in (first, second):
        assert both.verified(taken.signed_bytes(), signature=taken.signature, public=taken.public)


def test_a_record_is_found_in_the_checkpoint_that_lists_it(checkpoints, say, clock):
    taken, said = [], []
    for n in range(15):
        clock.forward(minutes=2)
        said.append(say(str(n)))
        taken.append(checkpoints.take())
    young = say("young")

    found = checkpoints.listing([said[3], said[14], young])
    assert {i: c.number for i, c in found.items()} == {id_of(said[3]): 4, id_of(said[14]): 15}
    assert found[id_of(said[3])] == taken[3]
    assert checkpoints.listing([]) == {}
