"""The rulebook's name: one hash over everything that can change a verdict."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

PACKAGES = ("services/domain", "services/compliance")
MORE_ZONES = ("Etc/GMT+6", "UTC")  # that rules read, and no place is in
SUFFIXES = (".py", ".toml", ".txt")


def rulebook_files() -> Iterator[tuple[str, bytes]]:
    """Path inside the rulebook and content, sorted: the code, its tables, the zones it reads."""
    found = {**_code(), **_zones()}
    yield from sorted(found.items())


def _code() -> dict[str, bytes]:
    root = resources.files("services")
    found = {"services/__init__.py": b""}
    for package in PACKAGES:
        folder = root.joinpath(package.removeprefix("services/"))
        found.update(_walk(folder, package))
    return found


def _walk(folder: Traversable, path: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for entry in folder.iterdir():
        below = f"{path}/{entry.name}"
        if entry.is_dir():
            found.update(_walk(entry, below))
        elif entry.name.endswith(SUFFIXES):
            found[below] = entry.read_bytes()
    return found


def _zones() -> dict[str, bytes]:
    from services.compliance import numbering, places, tables

    codes = numbering.area_codes(tables.read("area_codes.txt")).values()
    states = places.states(tables.load_toml("states.toml")).values()
    names = {zone for area in codes for zone in area.zones}
    names |= {zone for state in states for zone in state.zones} | set(MORE_ZONES)
    root = resources.files("tzdata")
    found = {
        f"tzdata/zoneinfo/{n}": root.joinpath("zoneinfo", *n.split("/")).read_bytes() for n in names
    }
    return found | {"tzdata/__init__.py": root.joinpath("__init__.py").read_bytes()}


@cache
def rulebook_version() -> str:
    """SHA-256, in hex, over the sorted list of paths and hashes of their contents."""
    return hash_of(rulebook_files())


def hash_of(files: Iterable[tuple[str, bytes]]) -> str:
    """Of sorted paths and contents."""
    lines = (f"{hashlib.sha256(body).hexdigest()}  {path}\n" for path, body in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
