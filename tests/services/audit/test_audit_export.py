"""The live log through the stranger's eyes, after somebody has been at the database."""

import io
import json

import pytest

from services.domain.audit import record_hash, record_id
from services.ports import Deed, Personal
from tools.verify_audit import DAMAGE, HOLDS, verify

CALL = "call:" + "0a" * 16
CHANGE = (
    "UPDATE docs SET data = json_set(data, ?, ?) "
    "WHERE collection = 'records' AND json_extract(data, '$.seq') = ?"
)


@pytest.fixture
def damages(export, signer):
    """What the stranger's file finds in the store as it stands."""

    def damages():
        report = verify(export.lines(), set(signer.public_keys))
        assert report.outcome == (DAMAGE if report.damages else HOLDS)
        return report.damages

    return damages


@pytest.fixture
def chain(say, checkpoints, clock):
    """Five records under two checkpoints, and a young one."""
    said = [say(str(n)) for n in range(3)]
    checkpoints.take()
    clock.forward(minutes=15)
    said += [say(str(n)) for n in range(3, 5)]
    checkpoints.take()
    clock.forward(seconds=1)
    return [*said, say("young")]


def name(record):
    return f"record {record_id(record.subject, record.seq)}"


def test_an_untouched_log_holds_and_counts_its_young_records(export, signer, chain):
    report = verify(export.lines(), set(signer.public_keys))

    assert (report.damages, report.records, report.checkpoints, report.younger) == ([], 6, 2, 1)


def test_an_export_signs_what_is_new_first(export, signer, chain):
    file = io.BytesIO()
    last = export.write(file)
    report = verify(io.BytesIO(file.getvalue()), set(signer.public_keys))

    assert (report.younger, report.checkpoints, report.last_hash) == (0, 3, last.hash())


def test_an_empty_log_can_be_exported_and_holds(export, damages):
    assert export.write(io.BytesIO()) is None
    assert damages() == []


@pytest.mark.parametrize("seq", range(6))
def test_a_changed_record_is_named_wherever_it_stands(damages, chain, tamper, seq):
    tamper(CHANGE, "$.actor", "eve", seq)

    assert damages()[0] == (name(chain[seq]), "does not have the hash of its content")


@pytest.mark.parametrize("seq", range(5))
def test_a_deleted_record_is_named_wherever_a_checkpoint_lists_it(damages, chain, tamper, seq):
    tamper("DELETE FROM docs WHERE json_extract(data, '$.seq') = ?", seq)

    assert name(chain[seq]) in [where for where, _ in damages()]


def test_a_tail_cut_off_with_its_checkpoint_is_found_by_the_hash_kept(
    export, signer, chain, checkpoints, tamper
):
    kept = checkpoints.last().hash()
    tamper("DELETE FROM docs WHERE json_extract(data, '$.seq') >= 3")
    tamper("DELETE FROM docs WHERE json_extract(data, '$.number') = 2")

    assert verify(export.lines(), set(signer.public_keys)).outcome == HOLDS
    assert verify(export.lines(), set(signer.public_keys), kept).outcome == DAMAGE


def test_a_sealed_value_exchanged_is_found(damages, trail, checkpoints, tamper):
    record = trail.append(
        Deed(CALL, "a", {}, actor="a", cause="a", personal={"n": Personal("lead:1", "Maria")})
    )
    checkpoints.take()
    tamper("UPDATE docs SET data = json_set(data, '$.body.n.c', 'AAAA') WHERE id LIKE '%-call:%'")

    assert damages()[0][0] == name(record)


@pytest.mark.parametrize(
    "change", [("$.shard", "x"), ("$.cause", "other"), ("$.extra", 1), ("$.seq", 1.5)]
)
def test_what_is_stored_beside_or_instead_of_the_record_is_found(damages, chain, tamper, change):
    tamper(CHANGE, *change, 2)

    assert damages()[0] == (name(chain[2]), "has not the fields of a record")


def test_a_forged_record_that_hides_from_the_checkpoints_is_found(damages, chain, log):
    forged = vars(chain[-1]) | {"seq": 6, "prev": chain[-1].hash, "at": chain[0].at}
    forged["hash"] = record_hash(forged)
    log.create("records", name(chain[-1]).removeprefix("record ")[:-1] + "6", forged)

    assert damages() == [
        (name(chain[-1])[:-1] + "6", "is too old for no checkpoint to list it"),
    ]


@pytest.mark.parametrize(
    "entries", ["[]", "7", '[{"id": 3}]', '["x"]', '[{"id": "a/b", "leaf": "00"}]', "null"]
)
def test_a_list_that_is_no_list_is_damage_and_not_a_crash(damages, chain, tamper, entries):
    tamper(
        "UPDATE docs SET data = json_set(data, '$.entries', json(?)) "
        "WHERE collection = 'checkpoints' AND json_extract(data, '$.number') = 1",
        entries,
    )

    assert "checkpoint 1" in [where for where, _ in damages()]


@pytest.mark.parametrize("data", ["{}", "[]", "7", '{"number": "x"}'])
@pytest.mark.parametrize("collection", ["records", "checkpoints"])
def test_a_document_with_nothing_left_in_it_is_damage(damages, chain, tamper, collection, data):
    where = "SELECT max(id) FROM docs WHERE collection = ?"
    tamper(f"UPDATE docs SET data = ? WHERE id = ({where})", data, collection)  # noqa: S608 our own words

    assert damages()


def test_no_line_of_an_export_holds_a_plain_value_of_a_person(export, trail):
    trail.append(
        Deed(CALL, "a", {}, actor="a", cause="a", personal={"n": Personal("lead:1", "Maria")})
    )

    assert b"Maria" not in b"".join(export.lines())
    assert all(json.loads(line) for line in export.lines())
