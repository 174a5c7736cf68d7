"""A book, a record and a line on which a test speaks."""

import pytest

from services.conversation.trial import Trial
from services.playbook_files import read, sample


@pytest.fixture
def talk():
    """A trial of a playbook that has been answered: `talk("real_estate")`."""

    def talk(playbook="real_estate", *turns, language="en", tools=(), **values):
        given = sample(playbook)
        record = given.record()
        record = type(record)({**record.values, **values}, record.today, record.rows)
        trial = Trial(read(playbook), record, {**given.tools, **dict(tools)}, language)
        for text in ("!answered", *turns):
            trial.type(text)
        return trial

    return talk
