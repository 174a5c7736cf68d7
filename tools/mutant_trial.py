"""A changed module imported in place of the true one, for changes of what runs at import. Nothing
is written to the disk."""

import importlib.abc
import importlib.util
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

from tools.mutating import Mutant
from tools.processes import ROOT
from tools.transplant import run_in


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
        run_in(module, self.code)


def warm() -> None:
    """What every trial imports and no mutant changes."""
    for name in ("pytest", "hypothesis", "phonenumbers", "holidays", "numpy", "tomllib"):
        __import__(name)


def passes(mutant: Mutant, tests: Sequence[str]) -> bool:
    """Whether the tests pass over it, imported anew with all that imports it. In a child of its
    own: nothing is as before."""
    import pytest

    for name in [n for n in sys.modules if n.split(".")[0] in ("services", "tests", "law")]:
        del sys.modules[name]
    sys.meta_path.insert(0, Replaced(mutant))
    return pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--assert=plain", *tests]) == 0
