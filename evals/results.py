"""What one talk showed, small enough to leave the process that held it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from evals.judges import violations
from evals.plan import Plan
from evals.talk import Transcript


@dataclass(frozen=True)
class Result:
    """`slots`: how many stood at the end as they should, of how many. `tags`: what was interjected.
    `written`: the whole talk when something was wrong with it."""

    playbook: str
    behaviour: str
    difficult: bool
    seed: int
    success: bool
    outcome: str | None
    turns: int
    slots: tuple[int, int]
    tags: tuple[str, ...] = ()
    violations: Mapping[str, list[str]] = field(default_factory=dict)
    written: str = ""


def result_of(talk: Transcript, plan: Plan, *, difficult: bool) -> Result:
    found = violations(talk, plan.world)
    success = plan.success(talk.left)
    stood = [(n, value) for n, (value, _) in talk.left.slots.items() if n in plan.slots]
    right = sum(value == plan.slots[name] for name, value in stood)
    return Result(
        playbook=talk.playbook,
        behaviour=talk.behaviour,
        difficult=difficult,
        seed=talk.seed,
        success=success,
        outcome=talk.left.outcome,
        turns=len(talk.turns),
        slots=(right, len(stood)) if success else (0, 0),
        tags=tuple(act.topic for _, act in talk.turns if act),
        violations=found,
        written="" if success and not found else talk.written(),
    )
