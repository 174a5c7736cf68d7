"""`make mutants`: change the rulebook in small ways, one at a time, and see which changes no test
notices. What is known is kept in var/mutants and tried again only when the module has changed.

MODULES="windows clock" chooses, SAMPLE=50 tries so many of each module, TESTS="path path" by other
tests than those of the rulebook. The report is docs/mutants.md; the reasons for survivors stand in
tools/mutants_survivors.toml.
"""

import hashlib
import json
import os
import random
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from tools.mutant_trial import SURVIVED, trial, warm
from tools.mutating import Mutant, mutants
from tools.processes import ROOT

RULEBOOK, TESTS = ROOT / "services/compliance", ROOT / "tests/services/compliance"
KEPT, REPORT = ROOT / "var/mutants", ROOT / "docs/mutants.md"
REASONS = ROOT / "tools/mutants_survivors.toml"
SLOW = {"test_rulebook.py", "test_docs.py"}  # they start programs of their own, or read documents
PROMISED = 90  # per cent
PROPERTIES = ["test_clock_against_oracle.py", "test_next_legal_time.py", "test_judge_total.py"]
CLOCKWORK = {"windows", "clock", "moment", "judge", "evidence", "places", "case", "book"}

Outcomes = dict[str, str]


def main() -> int:
    chosen = os.environ.get("MODULES", "").split() or [path.stem for path in modules()]
    warm()
    for path in modules():
        if path.stem in chosen:
            try_all(path)
    rows = [(path, kept(path)) for path in modules()]
    REPORT.write_text(report([(path, found) for path, found in rows if found]))
    return 0 if all(share(found) >= PROMISED for _, found in rows if found) else 1


def modules() -> list[Path]:
    """Every module with something to change."""
    return [path for path in sorted(RULEBOOK.rglob("*.py")) if path.name != "__init__.py"]


def try_all(path: Path) -> None:
    named = str(path.relative_to(ROOT))
    found = list(mutants(named, path.read_text("utf-8")))
    sample = int(os.environ.get("SAMPLE", "0"))
    if 0 < sample < len(found):
        found = random.Random(named).sample(found, sample)  # noqa: S311 no secret
    outcomes = kept(path)
    new = any(mutant.name not in outcomes for mutant in found)
    patience = 10 + 4 * seconds_unchanged(named, path) if new else 0.0
    label = f"{named.removeprefix('services/compliance/'):28}"
    with click.progressbar(found, label=label, file=sys.stderr) as bar:
        for mutant in bar:
            if mutant.name not in outcomes:
                outcomes[mutant.name] = trial(mutant, tests_of(path), patience)
                keep(path, outcomes)
    survived = sum(outcome == SURVIVED for outcome in outcomes.values())
    click.echo(f"{label} {len(outcomes):4} mutants, {survived} survived", err=True)


def seconds_unchanged(named: str, path: Path) -> float:
    """How long the tests take over the module as it is. Ends the run when they are red: then they
    would kill every mutant and say nothing."""
    began = time.monotonic()
    unchanged = Mutant(named, 0, "", "", path.read_text("utf-8"))
    if trial(unchanged, tests_of(path)) != SURVIVED:
        sys.exit(f"The tests of {named} are red without any change: mend them first.")
    return time.monotonic() - began


def tests_of(path: Path) -> list[str]:
    """The module's own tests first, so that most mutants die at once."""
    if os.environ.get("TESTS"):
        return os.environ["TESTS"].split()
    files = [file for file in sorted(TESTS.glob("test_*.py")) if file.name not in SLOW]
    own = [file for file in files if path.stem.rstrip("s") in file.stem]
    more = [ROOT / "tests/property" / name for name in PROPERTIES if path.stem in CLOCKWORK]
    return [str(file) for file in dict.fromkeys([*own, *files, *more])]


def kept(path: Path) -> Outcomes:
    """What is known of this very module; nothing when it or nobody has changed it since."""
    file = file_of(path)
    said = json.loads(file.read_text()) if file.exists() else {}
    same = said.get("module") == fingerprint(path)
    return dict(said["outcomes"]) if same else {}


def keep(path: Path, outcomes: Outcomes) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    said = {"module": fingerprint(path), "outcomes": outcomes}
    file_of(path).write_text(json.dumps(said, indent=1) + "\n")


def file_of(path: Path) -> Path:
    return KEPT / f"{path.relative_to(RULEBOOK).with_suffix('').as_posix().replace('/', '.')}.json"


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def share(outcomes: Outcomes) -> float:
    """How many died, of a hundred; those with a reason to live are not counted."""
    reasons = survivors_reasons()
    counted = [o for name, o in outcomes.items() if o != SURVIVED or name not in reasons]
    dead = sum(outcome != SURVIVED for outcome in counted)
    return 100 * dead / len(counted) if counted else 100.0


def survivors_reasons() -> Mapping[str, str]:
    said: Mapping[str, str] = tomllib.loads(REASONS.read_text("utf-8"))
    return said


def report(rows: list[tuple[Path, Outcomes]]) -> str:
    return "\n".join([*HEAD, *table(rows), "", *survivors(rows)]) + "\n"


HEAD = (
    "# Mutation tests of the rulebook",
    "",
    "Written by `make mutants`. A mutant is the rulebook with one small change that a person could",
    "have typed: a comparison turned, a number one off, an `and` for an `or`, a `not` too many, a",
    "loop that never runs. It is killed when a test of `tests/services/compliance` (of the clock",
    "also of `tests/property`) fails, or never ends. Changes of types, of cache sizes and of",
    "frozen dataclasses are left out: they change no verdict. A module that is not in the table",
    "was not tried yet.",
    "",
)


def table(rows: list[tuple[Path, Outcomes]]) -> Iterator[str]:
    yield "| Module | Mutants | Killed | Survived | Killed of those that matter |"
    yield "|---|---|---|---|---|"
    everything: Outcomes = {}
    for path, outcomes in rows:
        yield line(f"`{path.relative_to(RULEBOOK)}`", outcomes)
        everything |= outcomes
    yield line("all", everything)


def line(name: str, outcomes: Outcomes) -> str:
    survived = sum(outcome == SURVIVED for outcome in outcomes.values())
    dead = len(outcomes) - survived
    return f"| {name} | {len(outcomes)} | {dead} | {survived} | {share(outcomes):.0f} % |"


def survivors(rows: list[tuple[Path, Outcomes]]) -> Iterator[str]:
    reasons = survivors_reasons()
    yield "## Survivors"
    yield ""
    for path, outcomes in rows:
        for name in sorted(n for n, outcome in outcomes.items() if outcome == SURVIVED):
            _, was, becomes = name.split(" | ", 2)
            why = reasons.get(name, "**no test notices it yet**")
            yield f"- `{path.relative_to(RULEBOOK)}`: `{was}` as `{becomes}`: {why}"


if __name__ == "__main__":
    sys.exit(main())
