"""CPU time of importing the application, against Flask alone, in fresh processes."""

import resource
import subprocess
import sys

from bench.measures import ROUNDS, Measure, ratio_of


def measure() -> list[Measure]:
    for module in ("api.app", "flask"):
        cpu_seconds(module)  # once, for the bytecode and the disk
    pairs = [(cpu_seconds("api.app"), cpu_seconds("flask")) for _ in range(ROUNDS)]
    ours, flask = zip(*pairs, strict=True)
    middle = sorted(ours)[ROUNDS // 2] * 1000
    note = f"api.app takes {middle:.0f} ms of CPU"
    name = "import of api.app / import of flask, CPU time"
    return [ratio_of(name, ours, flask, goal=2.0, at_most=True, note=note)]


def cpu_seconds(module: str) -> float:
    """User and system time of a process that only imports."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", f"import {module}"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
