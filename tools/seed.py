"""What a fresh machine needs before its first call: three people, and the do-not-call lists."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import yaml

from tools import environment, processes, stack

LISTS = processes.ROOT / "sandbox" / "dnc" / "manifest.yaml"


class SeedRefused(Exception):
    """A command of the application refused. The text is its own."""


def ensure(plan: stack.Plan) -> Sequence[Mapping[str, str]]:
    """People once, lists once a day: their ages are days before today. Returns the sign-ins."""
    path = plan.state_dir / "sign_ins.json"
    known = path.exists()
    people = environment.sign_ins(path)
    if not known:
        for person in people:
            add_user(plan, person)
    import_lists(plan, plan.now().date())
    return people


def add_user(plan: stack.Plan, person: Mapping[str, str]) -> None:
    command = ["users", "add", person["email"], "--name", person["name"], "--role", person["role"]]
    flask(plan, [*command, "--password-stdin"], given=person["password"])


def import_lists(plan: stack.Plan, today: date) -> None:
    stamp = plan.state_dir / "lists_of"
    if stamp.exists() and stamp.read_text() == today.isoformat():
        return
    for row in yaml.safe_load(LISTS.read_text()):
        as_of = today - timedelta(days=int(row["age_days"]))
        source = LISTS.parent / row["file"]
        area = ["--area-code", str(row["area_code"]), "--as-of", as_of.isoformat()]
        flask(plan, ["dnc", "import", str(source), *area])
    stamp.write_text(today.isoformat())


def flask(plan: stack.Plan, arguments: Sequence[str], *, given: str = "") -> None:
    """One of the application's own commands. Raises SeedRefused."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "api.app", *arguments],
        cwd=processes.ROOT,
        env={**os.environ, **plan.settings},
        input=given,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SeedRefused(f"flask {' '.join(arguments[:2])} refused: {done.stderr.strip()[-500:]}")
