"""A playbook proved whole: its shape, its graph, its words, and a talk for every outcome."""

from importlib.resources.abc import Traversable

from services.conversation.book import Book
from services.conversation.faults import Fault
from services.conversation.linter import lint
from services.conversation.trial import Sample, Scenario, played
from services.playbook_files import read_from, sample_from


def proved(home: Traversable, id: str) -> tuple[Fault, ...]:
    """Every fault of the playbook `id` in `home`. Raises BadPlaybook for what cannot be read."""
    book, sample = read_from(home, id), sample_from(home, id)
    faults = lint(book, covered=frozenset(s.outcome for s in sample.scenarios))
    if faults:
        return faults
    file = f"scenarios/{id}.yaml"
    places = [(f"scenarios ({s.name})", s) for s in sample.scenarios]
    return tuple(Fault(file, p, cure) for p, s in places for cure in falsified(book, sample, s))


def falsified(book: Book, sample: Sample, scenario: Scenario) -> tuple[str, ...]:
    """What a scenario says that does not happen when it is played."""
    trial = played(book, sample, scenario)
    done = {effect.kind.value for effect in trial.effects}
    given = {name: slot.value for name, slot in trial.state.slots.items()}
    wrong = [f"it comes to {trial.state.outcome}"] * (trial.state.outcome != scenario.outcome)
    wrong += [f"{kind} does not happen" for kind in scenario.effects if kind not in done]
    wrong += [f"{kind} happens" for kind in scenario.never if kind in done]
    wrong += [
        f"{name} is {given.get(name)}"
        for name, value in scenario.slots.items()
        if given.get(name) != value
    ]
    return tuple(wrong)
