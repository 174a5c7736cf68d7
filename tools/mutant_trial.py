"""One changed module, tried: a child of this process imports it in place of the true one and runs
tests, until one fails. Nothing is written to the disk."""

import importlib.abc
import importlib.util
import os
import signal
import sys
import time
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

from tools.mutating import Mutant
from tools.processes import ROOT

SURVIVED, KILLED, TIMEOUT = "survived", "killed", "timeout"
PATIENCE = 120.0  # seconds


class Replaced(importlib.abc.Loader, importlib.abc.MetaPathFinder):
    """Finds one module, and gives it the mutant's code."""

    def __init__(self, mutant: Mutant) -> None:
        self.name = mutant.path.removesuffix(".py").replace("/", ".")
        self.file, self.code = str(ROOT / mutant.path), mutant.code

    def find_spec(self, name: str, path: object, target: object = None) -> ModuleSpec | None:
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, self.file, loader=self)

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        code = compile(self.code, self.file, "exec")
        exec(code, module.__dict__)  # noqa: S102 our own module, changed by us


def warm() -> None:
    """What every trial imports and no mutant changes."""
    for name in ("pytest", "hypothesis", "phonenumbers", "holidays", "numpy", "tomllib"):
        __import__(name)


def trial(mutant: Mutant, tests: Sequence[str], patience: float = PATIENCE) -> str:
    """`survived`, `killed` or, after `patience` seconds, `timeout`."""
    child = os.fork()
    if child == 0:
        _be_the_child(mutant, tests)
    return _outcome(child, time.monotonic() + patience)


def _be_the_child(mutant: Mutant, tests: Sequence[str]) -> None:
    import pytest

    os.setpgid(0, 0)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    for name in [n for n in sys.modules if n.split(".")[0] in ("services", "tests", "law")]:
        del sys.modules[name]
    sys.meta_path.insert(0, Replaced(mutant))
    code = 1
    try:
        options = ["-x", "-q", "-p", "no:cacheprovider", "--assert=plain"]
        code = int(pytest.main([*options, *tests]))
    finally:
        os._exit(0 if code == 0 else 1)


def _outcome(child: int, until: float) -> str:
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return SURVIVED if status == 0 else KILLED
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return TIMEOUT
