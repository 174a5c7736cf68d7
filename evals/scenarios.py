"""The written scenarios of each playbook: each comes to its outcome, and every outcome has one."""

from collections.abc import Iterator

from services import playbook_files
from services.conversation.effect import EffectKind
from services.conversation.linter import lint
from services.conversation.trial import Scenario, Trial, played


def broken() -> Iterator[str]:
    """Every scenario that does not hold, and every fault that a scenario should have covered."""
    for id in playbook_files.known():
        book, sample = playbook_files.read(id), playbook_files.sample(id)
        for scenario in sample.scenarios:
            if fault := _fault(played(book, sample, scenario), scenario):
                yield f"{id}, {scenario.name}: {fault}"
        covered = frozenset(scenario.outcome for scenario in sample.scenarios)
        yield from (str(fault) for fault in lint(book, covered=covered))


def count() -> int:
    return sum(len(playbook_files.sample(id).scenarios) for id in playbook_files.known())


def _fault(trial: Trial, scenario: Scenario) -> str:
    codes = [e.values["code"] for e in trial.effects if e.kind is EffectKind.OUTCOME]
    kinds = {effect.kind.value for effect in trial.effects}
    if codes[-1:] != [scenario.outcome]:
        return f"came to {codes}"
    if lacking := set(scenario.effects) - kinds:
        return f"did not do {sorted(lacking)}"
    if forbidden := set(scenario.never) & kinds:
        return f"did {sorted(forbidden)}"
    slots = {name: given.value for name, given in trial.state.slots.items()}
    wrong = {name for name, value in scenario.slots.items() if slots.get(name) != value}
    return f"has other values in {sorted(wrong)}" if wrong else ""
