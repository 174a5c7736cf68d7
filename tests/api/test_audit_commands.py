import pytest

from services.audit_export import AuditExport
from services.domain.errors import StoreUnavailable


@pytest.fixture
def flask(app):
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=["audit", *map(str, words)])


@pytest.fixture
def exported(flask, people, tmp_path):
    file = tmp_path / "log.jsonl"
    assert flask("export", file).exit_code == 0
    return file


def test_an_export_holds_by_our_own_keys(flask, exported):
    result = flask("verify", exported)

    assert result.exit_code == 0
    assert "Everything holds, signed with a key that you trust." in result.output


def test_an_export_names_the_checkpoint_to_keep_and_verify_looks_for_it(flask, people, tmp_path):
    hash_ = flask("export", tmp_path / "log").output.split()[-1].rstrip(".")

    assert flask("verify", "--last", hash_).exit_code == 0
    assert flask("verify", "--last", "0" * 64).exit_code == 1


def test_a_changed_export_is_damage(flask, exported):
    exported.write_bytes(exported.read_bytes().replace(b"user.added", b"user.edded", 1))
    result = flask("verify", exported)

    assert result.exit_code == 1
    assert "DAMAGE. First: record" in result.output


@pytest.mark.parametrize("content", [None, b"", b"Dear auditor\n"])
def test_what_is_no_export_is_unreadable(flask, tmp_path, content):
    file = tmp_path / "prose"
    if content is not None:
        file.write_bytes(content)
    result = flask("verify", file)

    assert result.exit_code == 2
    assert "Unreadable" in result.output


@pytest.mark.parametrize("words", [["verify"], ["export", "log"]])
def test_a_store_that_cannot_be_read_is_unreadable(flask, monkeypatch, tmp_path, words):
    def broken(_export):
        raise StoreUnavailable("the database cannot be read")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(AuditExport, "lines", broken)
    result = flask(*words)

    assert (result.exit_code, result.output) == (2, "Unreadable: the database cannot be read.\n")


def test_a_log_without_a_checkpoint_does_not_say_that_it_was_signed(flask):
    result = flask("verify")

    assert result.exit_code == 0
    assert "nothing is signed by a checkpoint yet" in result.output
    assert "a key that you trust" not in result.output


def test_the_log_itself_is_verified_and_says_how_many_records_are_young(flask, people, services):
    result = flask("verify")
    assert result.exit_code == 0
    assert f"{len(people)} are younger than the last one, since 20" in result.output
    services.checkpoints.ensure_fresh()

    assert "0 are younger than the last one" in flask("verify").output


def test_a_person_is_erased_and_the_log_still_holds(flask, people, services):
    user = next(iter(people.values()))
    result = flask("erase", f"user:{user.id}")

    assert result.exit_code == 0
    assert services.users.get(user.id).enabled is False
    assert flask("verify").exit_code == 0


def test_nobody_is_erased_by_a_wrong_id(flask):
    result = flask("erase", "lead:nobody")

    assert result.exit_code == 1
    assert "nothing was ever sealed" in result.output
