"""How much of our own JavaScript and CSS a browser fetches, gzipped."""

import gzip
from pathlib import Path

from bench.measures import Measure, median_of

STATIC = Path(__file__).parents[1] / "static"
OURS = (".js", ".mjs", ".css")


def measure() -> list[Measure]:
    """Every file of ours, whether one page needs it or not. The carrier's SDK is apart."""
    weight = sum(len(gzip.compress(path.read_bytes(), 9)) for path in files()) / 1000
    name = "our JavaScript and CSS, gzipped"
    return [median_of(name, [weight], unit="kB", goal=60, at_most=True)]


def files() -> list[Path]:
    found = [path for path in STATIC.rglob("*") if path.suffix in OURS]
    return sorted(path for path in found if "vendor" not in path.relative_to(STATIC).parts)
