"""One call to come: who calls or is called, and what it must come to."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from evals.callers import Caller
from evals.talk import Left
from evals.worlds import World

RE, HC, DC = PLAYBOOKS = "real_estate", "healthcare_intake", "debt_collection"
LONGEST = {RE: 9, HC: 14, DC: 4}  # turns before which an interjection comes
ON_TARGET = {
    RE: frozenset({"appointment_booked"}),
    HC: frozenset({"appointment_booked"}),
    DC: frozenset({"promised_to_pay", "partial_promise"}),
}
MUST_DO = {RE: ("book",), HC: ("book",), DC: ("promise",)}


@dataclass
class Plan:
    world: World
    caller: Caller
    outcomes: frozenset[str]
    effects: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    language: str = "en"  # of the lead, as we know it
    machine: str = ""  # the carrier's word, right after the answer
    slots: Mapping[str, str] = field(default_factory=dict)

    def success(self, left: Left) -> bool:
        done = set(left.kinds)
        return (
            left.outcome in self.outcomes
            and done.issuperset(self.effects)
            and not done.intersection(self.never)
        )


Shape = Callable[[Plan, random.Random], None]


def expected(plan: Plan) -> dict[str, str]:
    """What should stand in the slots at the end, as far as the answers themselves say it."""
    answers = plan.caller.goal.answers.values()
    return {a.slot: a.value for a in answers if a.slot and a.kind not in ("address", "open")}
