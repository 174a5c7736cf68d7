"""The file as a stranger runs it: nothing but Python, no site-packages, another folder."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.audit_logs import FORGER, HOUSE, export_of

TOOL = Path(__file__).parents[2] / "tools" / "verify_audit.py"


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """A folder with the file, an export and the house's public keys."""
    folder = tmp_path_factory.mktemp("stranger")
    lines = export_of(tmp_path_factory.mktemp("log"), 3)
    shutil.copy(TOOL, folder)
    (folder / "log").write_bytes(b"".join(lines))
    (folder / "keys").write_text(f"# ours\n{HOUSE.public_keys[0]}\n")
    (folder / "foreign").write_text(f"{FORGER.public_keys[0]}\n")
    (folder / "damaged").write_bytes(b"".join(lines).replace(b"user:ana", b"user:eve", 1))
    (folder / "cut").write_bytes(b"".join(lines[:-1]))
    (folder / "prose").write_text("Dear auditor,\n")
    (folder / "empty").touch()
    return folder


@pytest.mark.parametrize(
    ("order", "code", "words"),
    [
        (["log", "--key", "keys"], 0, "signed with a key that you trust"),
        (["log"], 3, "signed with a key that nobody vouched for"),
        (["log", "--key", "foreign"], 1, "not among those you trust"),
        (["log", "--key", "prose"], 2, "no key"),
        (["log", "--key", "keys", "--last", "0" * 64], 1, "that you have seen before"),
        (["damaged", "--key", "keys"], 1, "DAMAGE. First: record"),
        (["damaged"], 1, "does not have the hash of its content"),
        (["cut"], 1, "its end was cut off"),
        (["prose"], 2, "Unreadable"),
        (["empty"], 2, "Unreadable"),
        (["nowhere"], 2, "Unreadable"),
    ],
)
def test_the_exit_code_and_a_sentence_say_how_the_log_stands(alone, order, code, words):
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "verify_audit.py", *order],
        cwd=alone,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert (ran.returncode, ran.stderr) == (code, "")
    assert words in ran.stdout


def test_the_file_imports_the_standard_library_alone():
    imports = [
        line.split()[1].partition(".")[0]
        for line in TOOL.read_text().splitlines()
        if line.startswith(("import ", "from "))
    ]

    assert imports
    assert set(imports) <= sys.stdlib_module_names
