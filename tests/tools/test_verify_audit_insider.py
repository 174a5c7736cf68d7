"""Whoever holds the signing key can sign nonsense, and a young record is signed by nobody. Each
check then stands alone: no signature and no list helps it."""

import copy

import pytest

from services.domain import checkpoint as checkpoints
from services.domain.audit import GENESIS, record_hash, record_id
from tests.tools.audit_logs import HOUSE, KEYS, export_of, parsed, places, written
from tools.verify_audit import verify


@pytest.fixture(scope="module")
def values(tmp_path_factory):
    return parsed(export_of(tmp_path_factory.mktemp("log"), 3))


def damages(values):
    return verify(written(values), KEYS).damages


@pytest.mark.parametrize(
    ("field", "wrong", "what"),
    [
        ("number", 7_000, "does not follow the one before it: one or more are missing"),
        ("previous", "1" * 64, "does not hold the hash of the one before it"),
        ("size", 1, "has not the size of the one before it and its own list"),
        ("root", "1" * 64, "has not the root of the records listed so far"),
        ("frontier", ["1" * 64], "has not the root of the records listed so far"),
        ("format", "cleardial-checkpoint/9", "is of another format"),
        ("key", "1" * 16, "names another key than it bears"),
    ],
)
def test_a_wrong_checkpoint_is_named_although_the_house_signed_it(values, field, wrong, what):
    changed = copy.deepcopy(values)
    taken = changed[places(changed, "checkpoint")[-1]]["checkpoint"]
    taken[field] = wrong
    taken["signature"] = HOUSE.sign(checkpoints.read(taken).signed_bytes())

    assert damages(changed) == [(f"checkpoint {taken['number']}", what)]


@pytest.fixture
def young(values):
    """The log with a sound chain of two young records; their lines may be changed."""
    changed = copy.deepcopy(values)
    last = changed[places(changed, "checkpoint")[-1]]["checkpoint"]
    prev = GENESIS
    for seq in range(2):
        record = {
            "seq": seq,
            "prev": prev,
            "at": last["until"],
            "actor": "cli",
            "action": "tested",
            "subject": "young",
            "body": {"cause": str(seq)},
        }
        prev = record["hash"] = record_hash(record)
        line = {"kind": "record", "id": record_id("young", seq), "record": record}
        changed.insert(-1, line)
    return changed


def test_young_records_that_are_sound_hold(young):
    report = verify(written(young), KEYS)

    assert (report.damages, report.younger) == ([], 2)


def test_a_young_record_under_anothers_id_is_named(young):
    young[-2]["id"] = record_id("other", 1)

    assert damages(young) == [
        (f"record {record_id('other', 1)}", "stands under an id that is not its own")
    ]


def test_a_young_record_without_its_own_hash_is_named(young):
    young[-2]["record"]["actor"] = "eve"

    assert damages(young) == [
        (f"record {record_id('young', 1)}", "does not have the hash of its content")
    ]


def test_a_young_record_that_does_not_follow_is_named(young):
    record = young[-2]["record"]
    record["prev"] = "1" * 64
    record["hash"] = record_hash(record)

    assert damages(young) == [
        (f"record {record_id('young', 1)}", "does not hold the hash of the record before it")
    ]


def test_a_young_record_that_is_missing_is_named(young):
    del young[-3]

    assert damages(young) == [
        (f"record {record_id('young', 0)}", "is missing from its chain (1 in a row)")
    ]


def test_a_young_record_that_stands_twice_is_named(young):
    young.insert(-1, young[-2])

    assert damages(young) == [(f"record {record_id('young', 1)}", "stands twice")]


@pytest.mark.parametrize(
    ("path", "wrong"),
    [("seq", True), ("seq", "1"), ("body", []), ("at", "yesterday"), ("actor", 7)],
)
def test_a_young_record_of_another_shape_is_named(young, path, wrong):
    young[-2]["record"][path] = wrong

    assert damages(young)[0] == (
        f"record {record_id('young', 1)}",
        "has not the fields of a record",
    )


@pytest.mark.parametrize("number", ["1.5", "NaN", "1e3"])
def test_a_line_with_a_number_that_has_no_canonical_form_is_named(young, number):
    lines = written(young)
    place = len(lines) - 2
    lines[place] = lines[place].replace(b'"cause":"1"', b'"cause":' + number.encode())

    assert f"line {place + 1}" in [where for where, _ in verify(lines, KEYS).damages]
