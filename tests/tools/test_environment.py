"""The settings that `make run` writes."""

import subprocess
from pathlib import Path
from stat import S_IMODE

import pytest

from tools import environment


def written(tmp_path: Path, port: int = 8000) -> dict[str, str]:
    return environment.ensure(tmp_path / "env", port=port, state_dir=tmp_path)


def test_settings_are_for_the_owner_alone(tmp_path):
    written(tmp_path)
    assert S_IMODE((tmp_path / "env").stat().st_mode) == 0o600


def test_keys_stay_and_addresses_follow_the_port(tmp_path):
    first, second = written(tmp_path), written(tmp_path, port=9000)
    moved = {name for name in first if first[name] != second[name]}
    assert moved == set(environment.addresses(9000))
    assert second["PUBLIC_URL"] == "http://127.0.0.1:9000"
    assert second["PODIO_API_URL"] == "http://127.0.0.1:9001"


def test_a_file_read_back_says_the_same(tmp_path):
    settings = written(tmp_path)
    assert environment.read(tmp_path / "env") == settings


def test_two_machines_share_no_key(tmp_path):
    first, second = environment.fresh_keys(), environment.fresh_keys()
    assert not set(first.values()) & set(second.values())


def test_the_demo_people_have_three_roles_and_keep_their_passwords(tmp_path):
    people = environment.sign_ins(tmp_path / "sign_ins.json")
    assert [person["role"] for person in people] == ["agent", "manager", "auditor"]
    assert environment.sign_ins(tmp_path / "sign_ins.json") == people


def test_a_shell_can_source_the_settings(tmp_path):
    path = tmp_path / "env"
    settings = environment.ensure(path, port=8000, state_dir=tmp_path)
    command = f"set -a; . {path}; env -0"

    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, env={})

    sourced = dict(line.split("=", 1) for line in done.stdout.split("\0") if line)
    assert done.stderr == ""
    assert {name: sourced.get(name) for name in settings} == settings


@pytest.mark.parametrize("value", ["it's", "a b", '{"a": 1}', "$HOME", "#", "=", "plain"])
def test_a_value_is_read_as_it_was_written(tmp_path, value):
    environment.write(tmp_path / "env", {"NAME": value})

    assert environment.read(tmp_path / "env") == {"NAME": value}
