"""A thousand calls by the sandbox's client legs: does the application's memory stay where it is?"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path

from bench.measures import Measure, median_of
from bench.phone import Phone
from tests.serve import Served, serving

CALLS, WARM_UP, LANES = 1000, 100, 6
# in states without a cap on attempts
LEADS = (
    (2001, "+13125550101"),
    (2006, "+13035550106"),
    (2007, "+13175550107"),
    (2008, "+12195550108"),
    (2024, "+17025550111"),
    (2025, "+12135550116"),
)
FLAT_MB = 8.0


def measure() -> list[Measure]:
    with serving(more_agents=LANES, SANDBOX_SPEED="20", SANDBOX_VOICE="tone") as house:
        worker = worker_of(house)
        samples = list(resident(house, worker))
    slope = growth(samples)
    note = f"{samples[0]:.0f} MB after {WARM_UP} calls, {samples[-1]:.0f} MB after {CALLS}"
    return [
        median_of(
            "memory growth over the last 900 of 1,000 calls",
            [slope],
            unit="MB",
            goal=FLAT_MB,
            at_most=True,
            note=note,
        ),
        median_of(
            "resident memory after 1,000 calls", [samples[-1]], unit="MB", goal=160, at_most=True
        ),
    ]


def resident(house: Served, worker: int) -> Iterator[float]:
    """Resident memory in MB, after each hundred calls."""
    agents = [person for person in house.people if person["name"].startswith("Agent ")]
    phones = [Phone(house, *who) for who in zip(agents, LEADS, strict=True)]
    with ThreadPoolExecutor(LANES) as pool:
        for _ in range(CALLS // WARM_UP):
            turns = [phone for phone, _ in zip(cycle(phones), range(WARM_UP), strict=False)]
            shares = [turns.count(phone) for phone in phones]
            list(pool.map(Phone.calls, phones, shares))
            yield memory_mb(worker)


def growth(samples: list[float]) -> float:
    """By a straight line through the samples, over their whole length."""
    n = len(samples)
    middle = (n - 1) / 2
    mean = sum(samples) / n
    steps = sum((i - middle) * (value - mean) for i, value in enumerate(samples))
    return steps / sum((i - middle) ** 2 for i in range(n)) * (n - 1)


def worker_of(house: Served) -> int:
    """The process id of gunicorn's one worker."""
    master = next(c for c in house.children if c.name == "application").process.pid
    return int(Path(f"/proc/{master}/task/{master}/children").read_text().split()[0])


def memory_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1000
