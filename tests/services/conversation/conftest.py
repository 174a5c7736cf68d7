"""A book, a record and a line on which a test speaks."""

import pytest

from tests.services.conversation.answered import answered


@pytest.fixture
def talk():
    """A trial of a playbook that has been answered: `talk("real_estate")`."""

    def talk(playbook="real_estate", *turns, **more):
        return answered(playbook, *turns, **more)

    return talk
