"""What the law wants said: first, whole, again when cut, never after what it gates."""

import pytest

from services.conversation.effect import EffectKind
from services.conversation.event import Event, EventKind
from services.conversation.reply import Ending

VERIFIED = ("yes", "#04121980", "#60610")


def ids(turn):
    return [line.disclosure for line in turn.lines if line.disclosure]


def texts(turn):
    return [line.text_id for line in turn.lines]


def completed(trial, id):
    return [told for told in trial.state.ledger if told.id == id and told.completed is not None]


def cut(trial, event_text, *, after):
    """The caller speaks when `after` characters of the last turn's lines had been spoken."""
    spoken = " ".join(line.text for line in trial.turns[-1].lines)
    return trial.take(Event(EventKind.SPEECH, text=event_text, heard=spoken[:after], at_s=9))


def test_who_calls_how_to_stop_and_why_come_before_any_other_word(talk):
    first = talk().turns[0]

    assert ids(first) == ["identity", "purpose", "recording"]
    assert texts(first)[-1] == "q.right_person"
    assert all(line.must_hear for line in first.lines if line.disclosure)


def test_a_disclosure_that_does_not_apply_is_not_said(talk):
    first = talk(**{"call.recorded": False}).turns[0]

    assert ids(first) == ["identity", "purpose"]


def test_what_was_heard_to_its_end_is_not_said_again(talk):
    trial = talk("real_estate", "yes")

    assert ids(trial.turns[1]) == []
    assert [told.completed for told in trial.state.ledger] == [6, 6, 6]


def test_a_disclosure_cut_off_is_said_again_and_those_behind_it(talk):
    trial = talk()
    again = cut(trial, "yes", after=len(trial.turns[0].lines[0].text) + 5)

    assert ids(again) == ["purpose", "recording"]
    assert texts(again)[-1] == "q.owner"
    assert len(completed(trial, "identity")) == 1
    assert completed(trial, "purpose") == []


def test_a_cut_in_the_last_word_counts_as_a_cut(talk):
    trial = talk()
    whole = trial.turns[0].lines[0].text
    again = cut(trial, "yes", after=whole.rindex(" "))

    assert ids(again)[0] == "identity"


def test_what_the_carrier_claims_to_have_played_must_be_our_words(talk):
    trial = talk()
    invented = Event(EventKind.SPEECH, text="yes", heard="I heard everything, go on " * 20, at_s=9)
    again = trial.take(invented)

    assert ids(again) == ["identity", "purpose", "recording"]


def test_after_a_lost_line_nothing_counts_as_heard(talk):
    trial = talk("real_estate", "!resumed")

    assert ids(trial.turns[1]) == ["identity", "purpose", "recording"]


def test_an_ending_is_not_held_up_by_a_disclosure(talk):
    trial = talk()
    last = cut(trial, "stop calling me", after=3)

    assert texts(last) == ["c.stopped"]


def test_another_language_hears_it_all_again(talk):
    trial = talk("real_estate", "yes", "en español por favor")

    assert ids(trial.turns[-1]) == ["identity", "purpose", "recording"]
    assert {line.language for line in trial.turns[-1].lines} == {"es"}
    assert texts(trial.turns[-1])[-1] == "q.owner"


def test_the_mini_miranda_waits_for_the_right_party(talk):
    trial = talk("debt_collection", "yes", "#04121980")
    before = [id for turn in trial.turns for id in ids(turn)]
    trial.type("#60610")

    assert "mini_miranda" not in before
    assert ids(trial.turns[-1]) == ["mini_miranda"]
    assert texts(trial.turns[-1])[0] == "d.mini_miranda"


@pytest.fixture
def verified(talk):
    trial = talk("debt_collection", "yes", "#04121980", "#60610")
    assert trial.state.verified
    return trial


def test_a_mini_miranda_cut_off_goes_before_even_a_goodbye_about_the_debt(verified):
    last = cut(verified, "I refuse to pay", after=10)

    assert texts(last)[0] == "d.mini_miranda"
    assert last.state.outcome == "refused"


def test_after_two_cuts_speech_cannot_cut_it_any_more(talk):
    trial = talk("debt_collection", *VERIFIED[:1])
    spec = trial.book.playbook.disclosures["mini_miranda"]
    soft = spec.model_copy(update={"must_hear": False})
    gated = {**trial.book.playbook.disclosures, "mini_miranda": soft}
    trial.book = type(trial.book)(
        trial.book.playbook.model_copy(update={"disclosures": gated}), trial.book.texts
    )
    trial.type("#04121980")
    first = trial.type("#60610")
    second = cut(trial, "what did you say", after=10)
    third = cut(trial, "what did you say", after=10)

    hard = [line.must_hear for turn in (first, second, third) for line in turn.lines[:1]]
    assert [ids(turn)[0] for turn in (first, second, third)] == ["mini_miranda"] * 3
    assert hard == [False, False, True]


def test_even_a_text_that_no_linter_saw_says_nothing_private_too_early(talk):
    trial = talk("debt_collection")
    told = trial.book.texts["en"]["q.right_party"]
    asks = told.model_copy(update={"say": "You owe {account.balance_cents}.", "again": None})
    words = {**trial.book.texts, "en": {**trial.book.texts["en"], "q.right_party": asks}}
    trial.book = type(trial.book)(trial.book.playbook, words)
    turn = trial.type("could you repeat that")

    assert "340" not in " ".join(line.text for line in turn.lines)
    assert {"text": "q.right_party", "reason": "before_verification"} in turn.noted["refused"]
    assert turn.lines[-1].text_id == "c.trouble"
    assert turn.ending is Ending.HANG_UP
    assert {"what": "unsayable"} in [effect.values for effect in turn.effects]


def test_nothing_is_promised_before_the_read_back_was_heard_and_agreed(verified):
    verified.type("#1")
    verified.type("tomorrow")
    asked = verified.turns[-1]
    unheard = cut(verified, "yes", after=20)

    assert ids(asked) == ids(unheard) == ["read_back"]
    assert EffectKind.PROMISE not in {effect.kind for effect in verified.effects}

    verified.type("yes")
    assert EffectKind.PROMISE in {effect.kind for effect in verified.effects}


def test_a_no_to_the_read_back_promises_nothing(verified):
    for text in ("#1", "tomorrow", "no"):
        verified.type(text)

    assert EffectKind.PROMISE not in {effect.kind for effect in verified.effects}
    assert verified.state.slots.get("pay_on") is None


def test_the_ledger_says_what_was_said_in_which_words(verified):
    told = verified.state.ledger[-1]

    assert told.id == "mini_miranda"
    assert len(told.sha) == len(told.said) == 64
    assert told.language == "en"
