"""What a model would be told at every state of every scenario: nothing that we know of a caller."""

import json

import pytest

from services.ai_service import prompt
from services.conversation import engine
from services.conversation.event import Event, EventKind
from services.conversation.trial import Trial
from services.playbook_files import known, read, sample

UNSETTLED = "well you see it is like this with the what do you call it"
PERSONAL = ("party.", "account.", "property.", "patient.")
BEFORE_VERIFICATION = ("340.50", "340,50", "lakeside furniture")
SCENARIOS = [
    pytest.param(playbook, scenario, id=f"{playbook}: {scenario.name}")
    for playbook in known()
    for scenario in sample(playbook).scenarios
]
WORDS = ("month", "years")  # of an invented person, which are words of ours as well


def told(trial):
    """The prompt's variable part, without the caller's own words; None where nobody is asked."""
    event = Event(EventKind.SPEECH, text=UNSETTLED)
    question = engine.question(trial.book, trial.record, trial.state, event)
    if question is None:
        return None
    turn = json.loads(prompt.messages(question)[1]["content"])
    assert turn.pop("caller") == UNSETTLED
    return json.dumps(turn, ensure_ascii=False)


def personal(trial):
    """Names, numbers, places and days that are held of the person, as they are written."""
    values = trial.record.values.items()
    held = [str(v) for n, v in values if n.startswith(PERSONAL) and not isinstance(v, bool)]
    return {text.casefold() for text in held if len(text) > 3} - set(WORDS)


@pytest.mark.parametrize(("playbook", "scenario"), SCENARIOS)
def test_no_question_holds_what_we_know_of_the_person(playbook, scenario):
    given = sample(playbook)
    tools = {**given.tools, **scenario.tools}
    trial = Trial(read(playbook), given.record(scenario), tools, scenario.language)
    for typed in ("!answered", *scenario.turns):
        if trial.over:
            break
        trial.type(typed)
        seen = (told(trial) or "").casefold()
        assert not [text for text in personal(trial) if text in seen]
        if not trial.state.verified:
            assert not [text for text in BEFORE_VERIFICATION if text in seen]


@pytest.mark.parametrize("playbook", known())
def test_questions_are_asked_at_all(playbook):
    """Or the test above would hold for the wrong reason."""
    given = sample(playbook)
    asked = 0
    for scenario in given.scenarios:
        tools = {**given.tools, **scenario.tools}
        trial = Trial(read(playbook), given.record(scenario), tools, scenario.language)
        for typed in ("!answered", *scenario.turns):
            if not trial.over:
                trial.type(typed)
                asked += told(trial) is not None
    assert asked >= 5
