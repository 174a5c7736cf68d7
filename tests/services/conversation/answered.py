"""A talk with a playbook as one writes it in a test."""

from dataclasses import replace

from services.conversation.trial import Trial
from services.playbook_files import read, sample


def answered(playbook, *turns, language="en", tools=(), **values):
    """A trial with the sample's person, who has answered and then typed `turns`; `values` and
    `tools` replace the sample's."""
    given = sample(playbook)
    record = given.record()
    record = replace(record, values={**record.values, **values})
    trial = Trial(read(playbook), record, {**given.tools, **dict(tools)}, language)
    for text in ("!answered", *turns):
        trial.type(text)
    return trial


def said(trial):
    return [line.text for turn in trial.turns for line in turn.lines]


def kinds(trial):
    return [effect.kind.value for effect in trial.effects]
