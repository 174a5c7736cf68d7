"""Whatever is done to an export is found, and the record or checkpoint is named."""

import copy
import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.domain import checkpoint as checkpoints
from services.domain.audit import record_hash, record_id, record_leaf
from tests.tools.audit_logs import FORGER, HOUSE, KEYS, export_of, parsed, places, written
from tools.verify_audit import DAMAGE, HOLDS, UNPINNED, Unreadable, told, verify

LOGS = range(12)


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    return [export_of(tmp_path_factory.mktemp("log"), seed) for seed in LOGS]


@pytest.fixture(scope="module")
def logs(exports):
    return [parsed(lines) for lines in exports]


def found(lines):
    """Where damage is, with the house's key trusted."""
    report = verify(lines, KEYS)
    assert (report.outcome == DAMAGE) == bool(report.damages)
    assert not report.damages or " ".join(report.damages[0]) in "\n".join(told(report))
    return [where for where, _ in report.damages]


def name(value):
    if value["kind"] == "record":
        return f"record {value['id']}"
    return f"checkpoint {value['checkpoint']['number']}"


def draw_place(data, values, kind):
    return data.draw(st.sampled_from(places(values, kind)))


@pytest.mark.parametrize("seed", LOGS)
def test_an_untouched_export_holds(exports, seed):
    report = verify(exports[seed], KEYS)

    assert report.damages == []
    assert report.outcome == HOLDS
    assert report.younger == 0
    assert verify(exports[seed]).outcome == UNPINNED


def test_rewriting_an_export_alone_changes_nothing(exports, logs):
    for lines, values in zip(exports, logs, strict=True):
        assert written(values) == list(lines)


@given(st.sampled_from(LOGS), st.data())
def test_a_changed_byte_is_found(exports, seed, data):
    raw = bytearray(b"".join(exports[seed]))
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))

    try:
        assert found(bytes(raw).splitlines(keepends=True))
    except Unreadable:
        assert place < len(exports[seed][0])


@given(st.sampled_from(LOGS), st.data())
def test_an_export_cut_off_anywhere_is_found(exports, seed, data):
    raw = b"".join(exports[seed])
    end = data.draw(st.integers(len(exports[seed][0]), len(raw) - 1))

    assert found(raw[:end].splitlines(keepends=True))


@given(st.sampled_from(LOGS), st.data())
def test_a_line_put_elsewhere_doubled_or_taken_out_is_found(exports, seed, data):
    lines = list(exports[seed])
    source = data.draw(st.integers(1, len(lines) - 1))
    change = data.draw(st.sampled_from(["move", "double", "remove"]))
    line = lines[source] if change == "double" else lines.pop(source)
    if change != "remove":
        lines.insert(data.draw(st.integers(1, len(lines))), line)
    assume(lines != list(exports[seed]))

    assert found(lines)


# From here on the forger owns the store, and the application itself exports what he left.


@given(st.sampled_from(LOGS), st.data(), st.integers(1, 2**40), st.booleans())
def test_a_changed_field_of_a_record_is_found_with_and_without_a_fresh_hash(
    logs, seed, data, jump, rehashed
):
    values = copy.deepcopy(logs[seed])
    value = values[draw_place(data, values, "record")]
    record, field = value["record"], data.draw(st.sampled_from(sorted(value["record"])))
    record[field] = {
        "seq": lambda old: old + jump,
        "body": lambda old: old | {"cause": "another"},
        "at": lambda _: "2026-11-21T17:00:00.000000Z",
    }.get(field, lambda old: old + "0")(record[field])
    if rehashed and field != "hash":
        record["hash"] = record_hash(record)

    assert found(written(values))[0] == name(value)


@given(st.sampled_from(LOGS), st.data())
def test_a_field_added_or_taken_from_a_record_is_found(logs, seed, data):
    values = copy.deepcopy(logs[seed])
    value = values[draw_place(data, values, "record")]
    if data.draw(st.booleans()):
        value["record"]["shard"] = "f"
    else:
        del value["record"][data.draw(st.sampled_from(sorted(value["record"])))]

    assert found(written(values))[0] == name(value)


@given(st.sampled_from(LOGS), st.data())
def test_a_chain_rewritten_from_a_record_on_is_found(logs, seed, data):
    values = copy.deepcopy(logs[seed])
    first = values[draw_place(data, values, "record")]
    subject, seq = first["record"]["subject"], first["record"]["seq"]
    suffix = [v for v in values if v["kind"] == "record" and v["record"]["subject"] == subject]
    suffix = sorted((v["record"] for v in suffix), key=lambda r: r["seq"])[seq:]
    suffix[0]["actor"] = "user:eve"
    for before, record in zip([None, *suffix], suffix, strict=False):
        record["prev"] = before["hash"] if before else record["prev"]
        record["hash"] = record_hash(record)

    named = found(written(values))
    assert {f"record {record_id(subject, r['seq'])}" for r in suffix} == set(named)


@given(st.sampled_from(LOGS), st.data())
def test_a_removed_record_is_named(logs, seed, data):
    values = copy.deepcopy(logs[seed])
    removed = values.pop(draw_place(data, values, "record"))

    assert name(removed) in found(written(values))


@given(st.sampled_from(LOGS), st.data())
def test_two_records_that_changed_places_are_named(logs, seed, data):
    values = copy.deepcopy(logs[seed])
    assume(len(places(values, "record")) > 1)
    one, two = data.draw(
        st.lists(st.sampled_from(places(values, "record")), min_size=2, max_size=2, unique=True)
    )
    values[one], values[two] = values[two], values[one]

    assert {name(values[one]), name(values[two])} & set(found(written(values)))


@pytest.mark.parametrize("seed", LOGS)
def test_a_record_slipped_in_is_named_unless_it_could_be_young(logs, seed):
    values = copy.deepcopy(logs[seed])
    chain = [v["record"] for v in values if v["kind"] == "record"]
    subject = chain[0]["subject"]
    end = max((r for r in chain if r["subject"] == subject), key=lambda r: r["seq"])
    forged = end | {"seq": end["seq"] + 1, "prev": end["hash"], "at": chain[0]["at"]}
    forged["hash"] = record_hash(forged)
    id_ = record_id(subject, forged["seq"])
    values.insert(-1, {"kind": "record", "id": id_, "record": forged})

    report = verify(written(values), KEYS)
    since = checkpoints.search_from(checkpoints.read(last_checkpoint(values)))
    if forged["at"] < since:
        what = "is too old for no checkpoint to list it"
        assert report.damages == [(f"record {id_}", what)]
    else:
        assert (report.damages, report.younger) == ([], 1)


def last_checkpoint(values):
    return values[places(values, "checkpoint")[-1]]["checkpoint"]


@given(st.sampled_from(LOGS), st.data(), st.booleans())
def test_a_changed_checkpoint_is_named_even_when_a_forger_signs_it(logs, seed, data, signed):
    values = copy.deepcopy(logs[seed])
    value = values[draw_place(data, values, "checkpoint")]
    taken = value["checkpoint"]
    field = data.draw(st.sampled_from(sorted(taken)))
    taken[field] = {
        "number": lambda old: old + 1,
        "size": lambda old: old - 1,
        "entries": lambda old: old[:-1],
        "frontier": lambda old: old[::-1] + ["00" * 32],
        "at": lambda old: old.replace("2026", "2025"),
        "until": lambda old: old.replace("2026", "2027"),
    }.get(field, lambda old: ("0" if old[0] != "0" else "1") + old[1:])(taken[field])
    if signed:
        taken["public"], taken["key"] = FORGER.public_keys[0], FORGER.public_keys[0][:16]
        taken["signature"] = sign(taken)

    damaged = found(written(values))
    number = parsed([json.dumps(value)])[0]["checkpoint"]["number"]
    assert f"checkpoint {number}" in damaged or "the log" in damaged


def sign(taken):
    read = checkpoints.read(taken)
    return FORGER.sign(read.signed_bytes())


@given(st.sampled_from(LOGS), st.data())
def test_a_missing_checkpoint_is_found_at_its_successor(logs, seed, data):
    values = copy.deepcopy(logs[seed])
    assume(len(places(values, "checkpoint")) > 1)
    place = data.draw(st.sampled_from(places(values, "checkpoint")[:-1]))
    after = values.pop(place)["checkpoint"]["number"] + 1

    assert f"checkpoint {after}" in found(written(values))


def forged_history(values):
    """All of it written anew and signed by the forger, sound in itself."""
    values, last = copy.deepcopy(values), None
    records = {v["id"]: v["record"] for v in values if v["kind"] == "record"}
    for value in values:
        if value["kind"] == "checkpoint":
            old = checkpoints.read(value["checkpoint"])
            entries = [checkpoints.Entry(e.id, record_leaf(records[e.id])) for e in old.entries]
            bare = checkpoints.successor(
                last, entries, at=old.at, until=old.until, public=FORGER.public_keys[0]
            )
            last = bare.signed_with(FORGER.sign(bare.signed_bytes()))
            value["checkpoint"] = last.as_data()
    return values


@pytest.mark.parametrize("seed", LOGS)
def test_a_history_signed_by_a_forger_holds_for_whoever_pins_no_key_and_for_nobody_else(logs, seed):
    forged = forged_history(logs[seed])

    assert verify(written(forged, FORGER)).outcome == UNPINNED
    assert found(written(forged, FORGER)) == ["the log"]
    assert found(written(forged, HOUSE)) == ["the log"]


@pytest.mark.parametrize("seed", LOGS)
def test_a_log_put_back_to_an_older_state_is_found_by_a_checkpoint_seen_before(logs, seed):
    seen = checkpoints.read(last_checkpoint(logs[seed])).hash()
    assert verify(written(logs[seed]), KEYS, seen).outcome == HOLDS
    older = logs[seed][: places(logs[seed], "checkpoint")[-1]]

    report = verify(written(older), KEYS, seen)
    what = "does not hold the checkpoint that you have seen before"
    assert ("the log", what) in report.damages
