"""What a fresh machine needs before its first call: three people, the do-not-call lists, and those
whom assistants may speak with.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from tools import environment, invented, processes, stack

SANDBOX = processes.ROOT / "sandbox"
LISTS = SANDBOX / "dnc" / "manifest.yaml"


class SeedRefused(Exception):
    """A command of the application refused. The text is its own."""


def ensure(plan: stack.Plan, *, more_agents: int = 0) -> Sequence[Mapping[str, str]]:
    """People once, lists and whatever somebody must look at daily once a day: their ages count from
    today. Returns the sign-ins."""
    path = plan.state_dir / "sign_ins.json"
    people = environment.sign_ins(path, more_agents=more_agents)
    today = plan.now().date()
    day = today.isoformat()
    with TemporaryDirectory() as folder:  # what is imported stays nowhere in plain
        steps = [
            ("people_added", "yes", [add_user(person) for person in people]),
            ("bitmaps_imported_on", day, list_imports(today)),
            ("consents_added", "yes", invented.consents(today)),
            ("seller_confirmed_on", day, seller()),
            ("people_imported_on", day, [invented.people_import(today, Path(folder))]),
            ("reassigned_imported_on", day, [invented.reassigned(today, Path(folder))]),
        ]
        due = [command for step in steps for command in once(plan, *step)]
        if due:
            run(plan, due)
    return people


def once(
    plan: stack.Plan, stamp: str, value: str, commands: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """The commands, then their stamp; nothing where that says that they were run for this value."""
    path = plan.state_dir / stamp
    if path.exists() and path.read_text() == value:
        return []
    return [*commands, {"stamp": str(path), "value": value}]


def add_user(person: Mapping[str, str]) -> dict[str, Any]:
    args = ["users", "add", person["email"], "--name", person["name"], "--role", person["role"]]
    return {"args": [*args, "--password-stdin"], "input": person["password"]}


def list_imports(today: date) -> list[dict[str, Any]]:
    read = yaml.safe_load(LISTS.read_text())
    whole = [read["whole"] | {"list": name} for name in read["whole"]["names"]]
    rows = [*read["lists"], *whole]
    return [list_import(row, today - timedelta(days=row["age_days"])) for row in rows]


def list_import(row: Mapping[str, Any], as_of: date) -> dict[str, Any]:
    named = ["--list", row["list"]] if "list" in row else ["--area-code", row["area_code"]]
    args = ["dnc", "import", str(LISTS.parent / row["file"]), *named]
    return {"args": [*args, "--as-of", as_of.isoformat()], "input": ""}


def seller() -> list[dict[str, Any]]:
    """The invented seller, and nothing proclaimed anywhere."""
    args = (["seller", "import", str(SANDBOX / "seller.toml")], ["emergencies", "confirm"])
    return [{"args": one, "input": ""} for one in args]


def run(plan: stack.Plan, commands: Sequence[Mapping[str, Any]]) -> list[str]:
    """The application's own commands and their stamps, in one process; what each command said.
    Raises SeedRefused."""
    entry = ["tests.serve", "seed"] if plan.at else ["tools.seeding"]
    done = subprocess.run(
        [sys.executable, "-m", *entry],
        cwd=processes.ROOT,
        env={**os.environ, **plan.settings},
        input=json.dumps(list(commands)),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SeedRefused(done.stderr.strip()[-1000:])
    return list(json.loads(done.stdout))
