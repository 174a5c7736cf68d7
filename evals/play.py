"""One caller on one line, to the end."""

from evals.plan import Plan
from evals.talk import Act, Ended, Line, Transcript

MOST_TURNS = 70


def play(plan: Plan, line: Line, behaviour: str) -> Transcript:
    world = plan.world
    talk = Transcript(world.playbook, plan.language, behaviour, world.seed)
    heard = line.begin()
    if plan.machine:
        act: Act | None = Act(machine=plan.machine, topic="machine")
    else:
        act = plan.caller.act(heard)
    while act is not None and len(talk.turns) < MOST_TURNS:
        talk.turns.append((heard, act))
        heard = line.act(act)
        if act.hangs_up or heard.ended is not Ended.NO:
            break
        act = plan.caller.act(heard)
    talk.turns.append((heard, None))
    talk.left = line.left()
    return talk
