"""How a demo tells its story: a line for each thing that happened, and what must have happened."""

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.serve import Served
from tools import processes, seed


class BrokeOff(Exception):
    """The story did not go on as it should. The text says where."""


def line(who: str, what: str) -> None:
    print(f"{who:>10}  {what}", flush=True)


def must(held: object, otherwise: str) -> None:
    if not held:
        raise BrokeOff(otherwise)


def tell_carrier(house: Served) -> None:
    for hook in house.sandbox("GET", "/control/webhooks")["webhooks"]:
        line("carrier", f"{hook['kind']} -> {answer_of(hook)}")


def answer_of(hook: Mapping[str, Any]) -> str:
    return str(hook.get("status") or hook.get("failure") or "no answer")


def tell_proof(house: Served, call_id: str) -> str:
    """The export as text, once a stranger's tool has verified it."""
    with tempfile.TemporaryDirectory() as folder:
        export, key = Path(folder) / "export", Path(folder) / "key"
        commands = [["keys", "public"], ["audit", "export", str(export)]]
        said = seed.run(house.plan, [{"args": args, "input": ""} for args in commands])
        key.write_text(said[0])
        text = export.read_text()
        must(call_id in text, "the export does not hold the call")
        command = [sys.executable, "tools/verify_audit.py", str(export), "--key", str(key)]
        done = subprocess.run(command, cwd=processes.ROOT, capture_output=True, text=True)
        for sentence in done.stdout.splitlines():
            line("proof", sentence)
        must(done.returncode == 0, f"tools/verify_audit.py ended with {done.returncode}")
    return text
