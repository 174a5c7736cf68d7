"""Another body for functions that are imported already: whoever holds one runs the new one."""

import ast
import sys
from collections.abc import Iterator
from functools import cached_property
from types import FunctionType, ModuleType

CACHED = "services.compliance"


def in_a_body(code: str, line: int) -> bool:
    """Whether the line (from 1) stands in the body of one function: all else runs at import, and a
    function made by another may have been made by then."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = (node for node in ast.walk(ast.parse(code)) if isinstance(node, functions))
    return sum(node.body[0].lineno <= line <= (node.end_lineno or 0) for node in nodes) == 1


def statement_at(code: str, line: int) -> range:
    """The lines of the innermost statement over `line`, without those that it holds itself."""
    over = [
        node
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0)
    ]
    if not over:
        return range(line, line + 1)
    inner = max(over, key=lambda node: (node.lineno, -(node.end_lineno or 0)))
    held = [child.lineno for child in ast.iter_child_nodes(inner) if isinstance(child, ast.stmt)]
    return range(inner.lineno, min([*held, (inner.end_lineno or line) + 1]))


def imported(module: ModuleType, code: str) -> ModuleType:
    """The module as `code` makes it, beside the true one. Raises what `code` raises at import."""
    fresh = ModuleType(module.__name__)
    fresh.__dict__.update({k: vars(module)[k] for k in ("__file__", "__package__", "__spec__")})
    run_in(fresh, code)
    return fresh


def run_in(module: ModuleType, code: str) -> None:
    """The module's names as `code`, of its own file, gives them."""
    exec(compile(code, str(module.__file__), "exec"), module.__dict__)  # noqa: S102 ours, changed


def transplant(module: ModuleType, fresh: ModuleType) -> None:
    """Every function and method gets the body that it has in `fresh`, and what was remembered under
    the old ones is forgotten. Raises ValueError where a closure has other names."""
    bodies = dict(_functions(fresh, module.__name__))
    for place, function in _functions(module, module.__name__):
        function.__code__ = bodies[place].__code__
    forget()


def forget() -> None:
    """Empty the caches of the rulebook."""
    for name, module in list(sys.modules.items()):
        if name.startswith(CACHED):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def _functions(home: ModuleType | type, name: str) -> Iterator[tuple[str, FunctionType]]:
    for key, value in vars(home).items():
        if isinstance(value, type):
            if value.__module__ == name and isinstance(home, ModuleType):
                yield from ((f"{key}.{at}", f) for at, f in _functions(value, name))
            continue
        function = _plain(value)
        if function is not None and function.__module__ == name:
            yield key, function


def _plain(value: object) -> FunctionType | None:
    """The function under its wrappers."""
    if isinstance(value, property):
        value = value.fget
    elif isinstance(value, cached_property):
        value = value.func
    while hasattr(value, "__wrapped__") or isinstance(value, staticmethod | classmethod):
        value = value.__wrapped__
    return value if isinstance(value, FunctionType) else None
