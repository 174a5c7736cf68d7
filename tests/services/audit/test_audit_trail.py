import hashlib
import threading

import pytest
import rfc8785

from services.audit_trail import TAIL, Trail
from services.domain.audit import record_id
from services.domain.canonical import NotCanonical
from services.domain.errors import Conflict, Erased, WrongStore
from services.ports import Deed, Personal
from services.rehearsal import RehearsalTrail
from services.stores.records import as_document

CALL = "call:" + "0a" * 16
ANA = Personal("user:ana", "Ana Torres")


def say(trail, cause, subject=CALL, **body):
    return trail.append(Deed(subject, "call.asked", body, actor="user:ana", cause=cause))


def test_records_of_a_subject_form_a_chain_from_sixty_four_zeros(trail):
    first, second = say(trail, "a"), say(trail, "b", state="IL")

    assert (first.seq, first.prev) == (0, "0" * 64)
    assert (second.seq, second.prev) == (1, first.hash)
    assert trail.chain(CALL) == (first, second)


def test_a_hash_is_sha_256_over_the_canonical_record_without_it(trail):
    record = say(trail, "a", n=1)

    bare = {k: v for k, v in vars(record).items() if k != "hash"}
    assert record.hash == hashlib.sha256(rfc8785.dumps(bare)).hexdigest()


def test_the_stored_record_stands_under_an_id_of_its_subject_and_seq(trail, log):
    record = say(trail, "a")

    id_ = record_id(CALL, 0)
    stored = log.get("records", id_)
    assert id_ == f"{hashlib.sha256(CALL.encode()).hexdigest()[:4]}-{CALL}-00000000"
    assert stored.data == vars(record) | {"shard": id_[0], "cause": "a"}
    assert as_document(record) == (id_, stored.data)


def test_the_same_cause_twice_is_one_record(trail, clock):
    first = say(trail, "once", n=1)
    clock.forward(seconds=5)
    say(trail, "other")

    assert say(trail, "once", n=2) == first
    assert len(trail.chain(CALL)) == 2


def test_a_cause_far_back_in_a_long_chain_is_found(trail):
    first = say(trail, "0")
    for n in range(1, TAIL + 5):
        say(trail, str(n))

    assert say(trail, "0") == first
    assert [r.seq for r in trail.chain(CALL)] == list(range(TAIL + 5))


def test_the_same_cause_in_another_chain_is_another_record(trail):
    assert say(trail, "a", subject="security") != say(trail, "a")


def test_many_writers_on_one_chain_leave_no_gap_and_no_double(trail):
    barrier = threading.Barrier(8)

    def write(writer):
        barrier.wait()
        for n in range(6):
            say(trail, f"{writer % 4}-{n}")  # two writers share each cause

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    chain = trail.chain(CALL)
    assert [r.seq for r in chain] == list(range(24))
    assert [r.prev for r in chain[1:]] == [r.hash for r in chain[:-1]]
    assert len({r.body["cause"] for r in chain}) == 24


def test_a_personal_value_is_sealed_and_opens_in_its_own_place_only(trail, vault):
    record = trail.append(
        Deed(CALL, "call.disposed", {}, actor="user:ana", cause="d", personal={"notes": ANA})
    )

    assert set(record.body["notes"]) == {"k", "n", "c"}
    assert trail.open_personal(record, "notes") == "Ana Torres"
    with pytest.raises(Conflict):
        vault.open(record.body["notes"], aad=f"{CALL}/1/notes")


def test_an_erased_person_leaves_a_chain_that_holds(trail, vault):
    record = trail.append(Deed(CALL, "a", {}, actor="user:ana", cause="d", personal={"name": ANA}))
    vault.erase("user:ana")

    assert trail.chain(CALL) == (record,)
    with pytest.raises(Erased):
        trail.open_personal(record, "name")
    with pytest.raises(Erased):
        trail.append(Deed(CALL, "a", {}, actor="user:ana", cause="e", personal={"name": ANA}))


def test_a_plain_value_of_a_person_stands_in_no_file(trail, databases, tmp_path):
    trail.append(
        Deed(
            CALL,
            "call.disposed",
            {},
            actor="user:ana",
            cause="d",
            personal={"notes": ANA, "number": Personal("lead:lead-1", "+13125550144")},
        )
    )
    for database in databases:
        database.close()

    files = b"".join(p.read_bytes() for p in tmp_path.iterdir())
    assert CALL.encode() in files
    assert b"Ana Torres" not in files
    assert b"3125550144" not in files


@pytest.mark.parametrize("value", [1.5, 2**53, object(), "secret \ud800", {1: "secret"}])
def test_a_body_without_canonical_form_is_refused_by_the_name_of_its_key(trail, value):
    with pytest.raises(NotCanonical, match="outer.inner") as refusal:
        say(trail, "a", outer={"inner": value})

    assert "secret" not in str(refusal.value)
    assert trail.chain(CALL) == ()


@pytest.mark.parametrize("subject", ["", "Call:1", "call:+13125550144", "call:a/b", "a" * 90])
def test_a_subject_that_could_hold_a_number_or_a_path_is_refused(trail, subject):
    with pytest.raises(ValueError, match="subject"):
        say(trail, "a", subject=subject)


def test_the_log_refuses_every_change(trail, log):
    say(trail, "a")
    id_ = record_id(CALL, 0)
    stored = log.get("records", id_)

    with pytest.raises(WrongStore):
        log.update("records", id_, stored.data, expected=stored.version)
    with pytest.raises(WrongStore):
        log.transaction(lambda tx: tx.delete("records", id_))


def test_a_record_lost_by_a_crash_of_the_caller_is_found_by_its_cause(log, clock, vault):
    before = say(Trail(log, clock, vault), "a")
    clock.forward(minutes=3)

    assert say(Trail(log, clock, vault), "a") == before


def test_a_rehearsal_marks_every_record(log, clock, vault):
    trail = RehearsalTrail(log, clock, vault)
    trail.append(Deed(CALL, "call.asked", {"n": 1}, actor="user:ana", cause="a"))
    chain = trail.extend(Deed(CALL, "call.asked", {"n": 2}, actor="user:ana", cause="b"))

    assert [r.body for r in chain] == [
        {"n": 1, "cause": "a", "rehearsal": True},
        {"n": 2, "cause": "b", "rehearsal": True},
    ]
