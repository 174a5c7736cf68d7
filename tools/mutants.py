"""`make mutants`: change the rulebook in small ways, one at a time, and see which changes no test
notices. What is known is kept in var/mutants; it is tried again when the module has changed, and
while it lives without a reason.

MODULES="windows clock" chooses, SAMPLE=50 tries so many of each module, JOBS=2 at once. The report
is docs/mutants.md; the reasons for survivors stand in tools/mutants_survivors.toml.
"""

import hashlib
import json
import os
import random
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import click

from tools import forks
from tools.forks import SURVIVED, Trial
from tools.mutant_tests import Tests, fits, with_tests
from tools.mutant_trial import passes, warm
from tools.mutating import Mutant, mutants
from tools.processes import ROOT

RULEBOOK, TESTS = ROOT / "services/compliance", ROOT / "tests/services/compliance"
KEPT, REPORT = ROOT / "var/mutants", ROOT / "docs/mutants.md"
REASONS = ROOT / "tools/mutants_survivors.toml"
SLOW = {"test_rulebook.py", "test_docs.py"}  # they start programs of their own, or read documents
ELSEWHERE = [ROOT / "tests/services/rulebook/test_house_rules.py"]
PROMISED = 90  # per cent
PROPERTIES = [
    ROOT / "tests/property" / name
    for name in (
        *("test_clock_against_oracle.py", "test_next_legal_time.py", "test_judge_total.py"),
        "test_idle_rules.py",
    )
]
CLOCKWORK = {"windows", "clock", "moment", "judge", "evidence", "places", "case", "book", "idle"}
PATIENCE = 300.0  # seconds; a test that never ends is given up by itself, and sooner

Outcomes = dict[str, str]


def main() -> int:
    chosen = os.environ.get("MODULES", "").split() or [path.stem for path in modules()]
    warm()
    todo = [one for path in modules() if path.stem in chosen for one in untried(path)]
    slow = [one for one in todo if not fits(one, (ROOT / one.path).read_text("utf-8"))]
    if fast := [one for one in todo if one not in slow]:
        with_tests(files(), PROPERTIES, lambda tests: try_bodies(fast, tests))
    try_all("what runs at import", [reimporting(one) for one in slow])
    rows = [(path, kept(path)) for path in modules()]
    REPORT.write_text(report([(path, found) for path, found in rows if found]))
    return 0 if all(share(found) >= PROMISED for _, found in rows if found) else 1


def modules() -> list[Path]:
    """Every module with something to change."""
    return [path for path in sorted(RULEBOOK.rglob("*.py")) if path.name != "__init__.py"]


def files() -> list[Path]:
    near = [file for file in sorted(TESTS.glob("test_*.py")) if file.name not in SLOW]
    return [*near, *ELSEWHERE]


def untried(path: Path) -> list[Mutant]:
    """Those of the module whose outcome nobody knows, or that live without a reason."""
    named, known, reasons = str(path.relative_to(ROOT)), kept(path), survivors_reasons()
    found = list(mutants(named, path.read_text("utf-8")))
    sample = int(os.environ.get("SAMPLE", "0"))
    if 0 < sample < len(found):
        found = random.Random(named).sample(found, sample)  # noqa: S311 no secret
    keep(path, {one.name: known[one.name] for one in found if one.name in known})
    settled = {name for name, outcome in known.items() if outcome != SURVIVED or name in reasons}
    return [one for one in found if one.name not in settled]


def try_bodies(found: Sequence[Mutant], tests: Tests) -> None:
    tests.learn()
    expect_nothing_of_no_change(tests, found[0])
    trials = []
    for one in found:
        stem = Path(one.path).stem
        ask = partial(tests.pass_over, one, stem.rstrip("s"), clockwork=stem in CLOCKWORK)
        trials.append(Trial(one.name, ask, PATIENCE))
    try_all("bodies of functions", trials)


def expect_nothing_of_no_change(tests: Tests, one: Mutant) -> None:
    """Ends the run when the tests notice a module that is as it was: they would kill every one."""
    same = one._replace(code=(ROOT / one.path).read_text("utf-8"))
    ask = partial(tests.pass_over, same, "", clockwork=True)
    if [*forks.outcomes([Trial(same.path, ask, PATIENCE)], 1)] != [(same.path, SURVIVED)]:
        sys.exit(f"The tests notice {same.path} as it is: they would kill every change of it.")


def reimporting(one: Mutant) -> Trial:
    stem = Path(one.path).stem.rstrip("s")
    first = [file for file in files() if stem in file.stem]
    run = [str(file) for file in dict.fromkeys([*first, *files()])]
    return Trial(one.name, lambda: passes(one, run), PATIENCE)


def try_all(label: str, trials: Sequence[Trial]) -> None:
    """Each outcome is kept as soon as it is known."""
    jobs = int(os.environ.get("JOBS", "0")) or os.cpu_count() or 1
    with click.progressbar(length=len(trials), label=f"{label:22}", file=sys.stderr) as bar:
        for name, outcome in forks.outcomes(trials, jobs):
            path = ROOT / name.split(" | ")[0]
            keep(path, kept(path) | {name: outcome})
            bar.update(1)


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
