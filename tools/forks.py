"""Answers from children of this process, some at a time: each has the memory as it is now, and what
it changes dies with it."""

import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

SURVIVED, KILLED, TIMEOUT = "survived", "killed", "timeout"
BROKEN = 3  # exit code


class Trial(NamedTuple):
    """`passes` runs in the child: whether no test noticed. `patience` in seconds."""

    name: str
    passes: Callable[[], bool]
    patience: float


def outcomes(trials: Iterable[Trial], jobs: int) -> Iterator[tuple[str, str]]:
    """Name and outcome of each, as they come; `jobs` at once. A child that an alarm ends, or that
    outlives its patience, is a timeout. Raises RuntimeError when one breaks: it has tried
    nothing."""
    running: dict[int, tuple[str, float]] = {}
    waiting = iter(trials)
    while True:
        while len(running) < jobs and (trial := next(waiting, None)):
            running[_begin(trial)] = (trial.name, time.monotonic() + trial.patience)
        if not running:
            return
        yield from _ended(running)
        time.sleep(0.01)


def _begin(trial: Trial) -> int:
    child = os.fork()
    if child:
        return child
    code = BROKEN
    try:
        os.setpgid(0, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        code = 0 if trial.passes() else 1
    except Exception:
        code = BROKEN
    finally:
        os._exit(code)


def _ended(running: dict[int, tuple[str, float]]) -> Iterator[tuple[str, str]]:
    for child, (name, until) in list(running.items()):
        done, status = os.waitpid(child, os.WNOHANG)
        if not done and time.monotonic() < until:
            continue
        if not done:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        del running[child]
        yield name, _outcome(name, status) if done else TIMEOUT


def _outcome(name: str, status: int) -> str:
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == BROKEN:
        raise RuntimeError(f"the trial broke: {name}")
    if os.WIFSIGNALED(status):
        return TIMEOUT if os.WTERMSIG(status) == signal.SIGALRM else KILLED
    return SURVIVED if status == 0 else KILLED
