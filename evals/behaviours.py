"""Twenty and more ways to be called, for each playbook."""

import random
from dataclasses import dataclass

from evals import shapes, words
from evals.callers import Caller, Manner
from evals.goals import goal
from evals.noise import BAD, USUAL
from evals.plan import DC, HC, MUST_DO, ON_TARGET, PLAYBOOKS, RE, Plan, Shape, expected
from evals.worlds import world


@dataclass(frozen=True)
class Behaviour:
    """`shape` changes the plan of a caller who wants what we offer."""

    name: str
    difficult: bool
    playbooks: tuple[str, ...] = PLAYBOOKS
    shape: Shape = lambda plan, chance: None
    manner: Manner = Manner(USUAL)
    incoming: bool | None = None  # None: as it comes

    def plan(self, playbook: str, seed: int) -> Plan:
        chance = random.Random(f"{self.name} {playbook} {seed}")
        incoming = playbook == HC and chance.random() < 0.7
        if self.incoming is not None:
            incoming = self.incoming and playbook == HC
        house = world(playbook, seed, incoming=incoming)
        caller = Caller(goal(house, seed), self.manner, chance)
        plan = Plan(house, caller, ON_TARGET[playbook], MUST_DO[playbook])
        self.shape(plan, chance)
        plan.slots = expected(plan)
        return plan


BEHAVIOURS = (
    Behaviour("cooperative", False),
    Behaviour("terse", False, manner=Manner(USUAL, "terse", "second")),
    Behaviour("by keys", False, manner=Manner(USUAL, keys="always")),
    Behaviour("newcomer", False, (HC,), shapes.newcomer, incoming=True),
    Behaviour("uninsured", False, (HC,), shapes.uninsured),
    Behaviour("no e-mail", False, (HC,), shapes.no_email),
    Behaviour("wants the agent now", False, (RE,), shapes.now),
    Behaviour("rambling", True, manner=Manner(USUAL, "rambling", "second")),
    Behaviour("two at once", True, manner=Manner(USUAL, "both", "second")),
    Behaviour("corrects late", True, shape=shapes.corrects),
    Behaviour("interrupts", True, manner=Manner(USUAL, keys="second", cuts=0.5)),
    Behaviour("silent", True, manner=Manner(USUAL, keys="second", silent=0.3)),
    Behaviour("bad line, no keys", True, manner=Manner(BAD)),
    Behaviour("wrong person", True, shape=shapes.wrong_person, incoming=False),
    Behaviour("third party", True, shape=shapes.third_party, incoming=False),
    Behaviour("hostile", True, shape=shapes.hostile),
    Behaviour("opt-out", True, shape=shapes.opt_out),
    Behaviour("emergency", True, shape=shapes.emergency),
    Behaviour("injects", True, shape=shapes.injects),
    Behaviour("spanish", True, shape=shapes.spanish),
    Behaviour("hold on", True, shape=shapes.hold_on),
    Behaviour("wants a person", True, shape=shapes.human),
    Behaviour("call me back", True, shape=shapes.call_back),
    Behaviour("voicemail", True, shape=shapes.voicemail, incoming=False),
    Behaviour("screening", True, shape=shapes.screening, incoming=False),
    Behaviour("impostor", True, (HC, DC), shapes.impostor),
    Behaviour("another plan", True, (HC,), shapes.other_plan),
    Behaviour("not the owner", True, (RE,), shapes.not_owner),
    Behaviour("not selling", True, (RE,), shapes.not_selling),
    Behaviour("hardship", True, (DC,), shapes.debtor_says(words.HARDSHIP, "hardship", "hardship")),
    Behaviour("dispute", True, (DC,), shapes.debtor_says(words.DISPUTES, "dispute", "disputed")),
    Behaviour("already paid", True, (DC,), shapes.debtor_says(words.PAID, "paid", "already_paid")),
    Behaviour("refuses", True, (DC,), shapes.debtor_says(words.REFUSES, "refuses", "refused")),
    Behaviour("pays a part", True, (DC,), shapes.partial),
)
