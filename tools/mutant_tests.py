"""The tests of the rulebook, collected once: which of them runs a line, and whether those that do
notice another body of its function."""

import importlib
import json
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from coverage import Coverage

from tools.mutating import Mutant
from tools.processes import ROOT
from tools.transplant import imported, in_a_body, statement_at, transplant

QUIET = ("-s", "--assert=plain", "-p", "no:cacheprovider", "-o", "timeout=0", "-p")
A_PROPERTY_S = 5.0
FEW = 30  # a line that so few run may be one whose answer is remembered for the others
Lines = Mapping[tuple[str, int], Sequence[int]]  # file, line -> places of the items that run it


class Tests:
    """`items` in the order of their files; `lines` says which run what, `seconds` how long each."""

    def __init__(self, items: Sequence[pytest.Item], late: Sequence[Path]) -> None:
        self.items = [item for item in items if item.path not in late]
        self.late = [item for item in items if item.path in late]
        self.lines: Lines = {}
        self.seconds: Sequence[float] = ()

    def learn(self) -> None:
        """Run each once, in a child. Ends the run when one is red: it would kill every mutant."""
        with tempfile.TemporaryDirectory() as place:
            told = Path(place) / "lines"
            child = os.fork()
            if child == 0:
                self._tell(told)
            os.waitpid(child, 0)
            red, lines, self.seconds = json.loads(told.read_text())
            self.lines = {(file, line): places for file, line, places in lines}
        if red:
            raise SystemExit(f"Red without any change, mend it first: {red}")

    def _tell(self, told: Path) -> None:
        code = 1
        try:
            watch = Coverage(data_file=None, source=[str(ROOT / "services/compliance")])
            watch.start()
            seconds, red = [], []
            for place, item in enumerate(self.items):
                watch.switch_context(str(place))
                began = time.perf_counter()
                if not _green(item, self.items[place + 1] if self.items[place + 1 :] else None):
                    red.append(item.nodeid)
                seconds.append(time.perf_counter() - began)
            watch.stop()
            told.write_text(json.dumps([red[:5], [*_by_line(watch)], seconds]))
            code = 0
        finally:
            os._exit(code)

    def pass_over(self, mutant: Mutant, own: str, *, clockwork: bool) -> bool:
        """Whether no item notices. In a child of its own: nothing is as before."""
        name = mutant.path.removesuffix(".py").replace("/", ".")
        module = importlib.import_module(name)
        try:
            fresh = imported(module, mutant.code)
        except Exception:
            return False
        transplant(module, fresh)
        before = Path(str(module.__file__)).read_text("utf-8")
        first = self._that_run(mutant, before, own)
        rest = set(range(len(self.items))) - set(first) if len(first) < FEW else set()
        usual = [(self.items[place], self.seconds[place]) for place in [*first, *sorted(rest)]]
        late = [(item, A_PROPERTY_S) for item in self.late if clockwork]
        return _all_green([*usual, *late])

    def _that_run(self, mutant: Mutant, before: str, own: str) -> list[int]:
        found = set(self.lines.get((mutant.path, mutant.number), ()))
        for line in statement_at(before, mutant.number) if not found else ():
            found |= set(self.lines.get((mutant.path, line), ()))
        return sorted(found, key=lambda i: (own not in self.items[i].path.stem, self.seconds[i]))


def _all_green(timed: Sequence[tuple[pytest.Item, float]]) -> bool:
    """An alarm ends the process where one takes far longer than its seconds."""
    for place, (item, seconds) in enumerate(timed):
        signal.setitimer(signal.ITIMER_REAL, 3 + 20 * seconds)
        after = timed[place + 1][0] if place + 1 < len(timed) else None
        if not _green(item, after):
            return False
    signal.setitimer(signal.ITIMER_REAL, 0)
    return True


def with_tests(files: Sequence[Path], late: Sequence[Path], do: Callable[[Tests], None]) -> None:
    """Collect `files`, and `late` that run when all others are green, and hand them to `do` before
    any of them runs."""

    class Session:
        def pytest_runtestloop(self, session: pytest.Session) -> bool:
            do(Tests(session.items, late))
            return True

    code = pytest.main([*QUIET, "no:terminal", *map(str, [*files, *late])], plugins=[Session()])
    if code:
        raise SystemExit(int(code))


def fits(mutant: Mutant, before: str) -> bool:
    """Whether the change stands where a body can be put in place of another."""
    return in_a_body(before, mutant.number)


def _green(item: pytest.Item, after: pytest.Item | None) -> bool:
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=after))


def _by_line(watch: Coverage) -> Iterator[tuple[str, int, list[int]]]:
    """File, line, and the places of the items that ran it."""
    said = watch.get_data()
    for file in said.measured_files():
        for line, contexts in said.contexts_by_lineno(file).items():
            ran = [int(context) for context in contexts if context]
            yield str(Path(file).relative_to(ROOT)), line, ran
