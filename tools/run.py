"""`make run`: application and sandbox, each in a group of its own, until Ctrl-C or a death."""

import argparse
import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from tools import processes, seed, stack, terminal

VAR = processes.ROOT / "var"


class Ended(Exception):
    """Somebody asked for the end."""


def main() -> None:
    options = arguments()
    refuse_taken_ports(options.port)
    try:
        with terminal.own_ctrl_c(), pid_file(options.port), signals_end_it():
            supervise(options.port, options.at)
    except (Ended, KeyboardInterrupt):
        print("\nEnded.")
    except (processes.DidNotStart, seed.SeedRefused) as failure:
        sys.exit(str(failure))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make run", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--at", type=instant, help="rehearse: clocks start at this instant (UTC)")
    return parser.parse_args()


def instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def refuse_taken_ports(port: int) -> None:
    for number, what in ((port, "application"), (port + 1, "sandbox"), (port + 2, "mailbox")):
        if not processes.port_is_free(number):
            sys.exit(
                f"Port {number} (for the {what}) is taken: end the other program, "
                f"or choose another with make run PORT={port + 10}."
            )


@contextlib.contextmanager
def pid_file(port: int) -> Iterator[None]:
    """So that `make reset` does not pull the floor from under a running application."""
    VAR.mkdir(exist_ok=True)
    path = VAR / f"run-{port}.pid"
    path.write_text(str(os.getpid()))
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def signals_end_it() -> Iterator[None]:
    def end(_number: int, _frame: object) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # once is enough: the end takes its time
        raise Ended

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)
    yield


def supervise(port: int, at: datetime | None) -> None:
    """Start both, tell the person, and wait. Returns never; leaves by Ended or DidNotStart."""
    plan = stack.rehearsal(port, at) if at else stack.daily(port)
    children: list[processes.Child] = []
    try:
        children.append(stack.start_sandbox(plan))
        people = seed.ensure(plan)
        children.append(stack.start_application(plan))
        processes.wait_until_healthy(children)
        print(stack.welcome(plan, people), flush=True)
        watch(children)
    finally:
        processes.stop(children)


def watch(children: list[processes.Child]) -> None:
    while True:
        for child in children:
            if child.dead:
                words = processes.last_words(child)
                raise processes.DidNotStart(f"The {child.name} ended by itself; {words}")
        time.sleep(0.2)


if __name__ == "__main__":
    main()
