"""What an auditor reads of an assistant's talk: ledger, words, commands with quotes, the model."""

import json

from services.assistant_story import AssistantStory
from services.ports import Deed, Personal

SAID = {
    "turned": {"reply": {"lines": [{"text": "Do you own it?"}]}},
    "words": "yes, stop calling me",
    "noted": [
        {
            "alarms": [{"alarm": "opt_out", "quote": "stop calling me", "scope": ""}],
            "commands": [{"cmd": "set_slot", "slot": "owner", "value": "yes", "quote": "yes"}],
        }
    ],
}
TOLD = {"id": "identity", "sha": "a" * 64, "said": "b" * 64, "language": "en", "turn": 1}


def turn(trail, number, *, said=SAID, person="lead:7", **body):
    book = {"id": "real_estate", "version": 2, "sha256": "c" * 64}
    trail.append(
        Deed(
            "call:c1",
            "assistant.turn",
            {"turn": number, "book": book, "source": "gather", **body},
            actor="assistant",
            cause=f"turn:{number}",
            personal={"said": Personal(person, json.dumps(said))},
        )
    )


def test_a_disclosure_is_told_once_and_with_its_end(trail):
    turn(trail, 0, disclosures=[TOLD | {"started": 0, "completed": None}])
    turn(trail, 1, disclosures=[TOLD | {"started": 0, "completed": 7}])

    talk = AssistantStory(trail).of("c1")

    (told,) = talk.disclosures
    assert (told.id, told.sha, told.started, told.completed) == ("identity", "a" * 64, 0, 7)
    assert (talk.playbook, talk.version, talk.sha256) == ("real_estate", 2, "c" * 64)


def test_every_command_and_alarm_has_its_quote_and_the_model_is_named(trail):
    turn(trail, 0, model={"model": "m-1", "prompt": "3"})

    told = AssistantStory(trail).of("c1").turns[0]

    assert [(u.kind, u.name, u.detail, u.quote) for u in told.understood] == [
        ("alarm", "opt_out", "", "stop calling me"),
        ("command", "set_slot", "owner: yes", "yes"),
    ]
    assert (told.words, told.lines) == ("yes, stop calling me", ("Do you own it?",))
    assert told.model == "m-1 3"


def test_of_an_erased_person_the_frame_is_left_and_no_word(trail, vault):
    turn(trail, 0, disclosures=[TOLD | {"started": 0, "completed": 7}])
    vault.erase("lead:7")

    talk = AssistantStory(trail).of("c1")

    assert len(talk.disclosures) == 1
    assert (talk.turns[0].words, talk.turns[0].sealed) == ("", "The person was erased.")


def test_a_call_without_an_assistant_has_no_such_story(trail):
    assert AssistantStory(trail).of("c2") is None
