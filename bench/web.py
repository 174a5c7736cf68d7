"""The signed voice webhook against the straightforward one, and against Flask's hello."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from bench import baseline, ours
from bench.carrier import voice_form
from bench.load import Run, fire, post
from bench.measures import ROUNDS, Measure, median_of, percentile, ratio_of
from tools import processes

CONNECTIONS, BUSY, QUIET = 16, 640, 120
JOINED = b"</Conference>"


class Side(Protocol):
    @property
    def port(self) -> int: ...

    def requests(self, count: int) -> list[bytes]: ...


def measure() -> list[Measure]:
    with tempfile.TemporaryDirectory(prefix="cleardial-bench-") as name:
        folder = Path(name)
        hello_port = processes.free_port_pair()
        floor = baseline.gunicorn("bench.hello_app:app", hello_port, folder, {})
        with (
            ours.running(folder) as we,
            baseline.running(folder, log_apart=True) as they,
            baseline.running(folder, log_apart=False) as less,
            floor,
        ):
            warm_up((we, they, less), hello_port)
            return [*under_load(we, they, less), *unloaded(we, they, hello_port)]


def warm_up(sides: Sequence[Side], hello_port: int) -> None:
    for side in sides:
        fire(side.port, side.requests(CONNECTIONS * 2), connections=CONNECTIONS, expect=JOINED)
    fire(hello_port, greetings(), connections=1)


def under_load(we: Side, they: Side, less: Side) -> list[Measure]:
    """`less` keeps log and calls in one file and one commit; its figure is for orientation."""
    rounds = [(loaded(we), loaded(they), loaded(less)) for _ in range(ROUNDS)]
    mine, theirs, cheaper = zip(*rounds, strict=True)
    in_one = middle([run.per_second for run in cheaper])
    rates = [[run.per_second for run in side] for side in (mine, theirs)]
    tails = [[percentile(run.latencies, 0.99) for run in side] for side in (mine, theirs)]
    said = [
        f"{middle(rates[0]):.0f} a second, the straightforward one {middle(rates[1]):.0f}"
        f" ({in_one:.0f} with log and calls in one file, which promises less)",
        f"{middle(tails[0]) * 1e3:.1f} ms, the straightforward one {middle(tails[1]) * 1e3:.1f} ms",
    ]
    return [
        ratio_of(
            "voice webhook, throughput at 16 connections / straightforward",
            *rates,
            goal=1.0,
            at_most=False,
            note=said[0],
        ),
        ratio_of(
            "voice webhook, p99 at 16 connections / straightforward",
            *tails,
            goal=0.25,
            at_most=True,
            note=said[1],
        ),
    ]


def unloaded(we: Side, they: Side, hello_port: int) -> list[Measure]:
    rounds = [(quiet(we), quiet(they), hello(hello_port)) for _ in range(ROUNDS)]
    mine, theirs, floor = zip(*rounds, strict=True)
    note = (
        f"{middle(mine) * 1e3:.2f} ms, hello {middle(floor) * 1e3:.2f} ms;"
        f" the straightforward one {middle(theirs) * 1e3:.2f} ms"
    )
    name = "voice webhook, unloaded p50 / Flask hello"
    return [ratio_of(name, mine, floor, goal=3.0, at_most=True, note=note)]


def loaded(side: Side) -> Run:
    return fire(side.port, side.requests(BUSY), connections=CONNECTIONS, expect=JOINED)


def quiet(side: Side) -> float:
    run = fire(side.port, side.requests(QUIET), connections=1, expect=JOINED)
    return percentile(run.latencies, 0.5)


def hello(port: int) -> float:
    return percentile(fire(port, greetings(), connections=1).latencies, 0.5)


def greetings() -> list[bytes]:
    """The same post as the webhook gets, to an application that does not look at it."""
    form = voice_form("AC" + "0" * 32, "AP" + "0" * 32, "agent", "0" * 97)
    return [post("/", form, {"X-Twilio-Signature": "0" * 28})] * QUIET


def middle(values: Sequence[float]) -> float:
    return median_of("", values, unit="", goal=0, at_most=True).value
