"""All callers on all lines: through the application's doors, or straight into the engine."""

import logging
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial

from evals.behaviours import BEHAVIOURS, Behaviour
from evals.by_engine import EngineLine
from evals.by_http import HttpLine
from evals.house import House, house
from evals.plan import Plan
from evals.play import play
from evals.results import Result, result_of
from evals.talk import Line
from services import playbook_files

LineOf = Callable[[Plan], Line]
Task = tuple[str, str, int, bool]  # playbook, behaviour, seeds, whether a model listens
BY_NAME = {behaviour.name: behaviour for behaviour in BEHAVIOURS}
opened = ExitStack()
houses: dict[bool, House] = {}  # of this process, by whether a model listens


def tasks(seeds: int, *, model: bool = False) -> list[Task]:
    return [
        (playbook, behaviour.name, seeds, model)
        for behaviour in BEHAVIOURS
        for playbook in behaviour.playbooks
    ]


def by_engine(seeds: int) -> list[Result]:
    return [one for task in tasks(seeds) for one in _talks(task, _engine_line)]


def by_http(seeds: int, *, processes: int | None = None, model: bool = False) -> list[Result]:
    """Over signed posts; each process has an application and stores of its own."""
    todo = tasks(seeds, model=model)
    if processes == 1:
        return [one for task in todo for one in over_http(task)]
    with ProcessPoolExecutor(processes or os.cpu_count()) as pool:
        return [one for done in pool.map(over_http, todo) for one in done]


def over_http(task: Task) -> list[Result]:
    if task[3] not in houses:
        logging.disable(logging.CRITICAL)
        houses[task[3]] = opened.enter_context(house(model=task[3]))
    return list(_talks(task, partial(_http_line, houses[task[3]])))


def _talks(task: Task, line_of: LineOf) -> Iterator[Result]:
    playbook, name, seeds, _ = task
    behaviour: Behaviour = BY_NAME[name]
    for seed in range(seeds):
        plan = behaviour.plan(playbook, seed)
        talk = play(plan, line_of(plan), name)
        yield result_of(talk, plan, difficult=behaviour.difficult)


def _engine_line(plan: Plan) -> Line:
    return EngineLine(playbook_files.read(plan.world.playbook), plan.world, plan.language)


def _http_line(at: House, plan: Plan) -> Line:
    return HttpLine(at, plan.world, plan.language)
