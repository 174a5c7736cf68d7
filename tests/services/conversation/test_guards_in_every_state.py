"""Every alarm, in every place where somebody may speak: the same answer, at once."""

from dataclasses import replace

import pytest

from services.conversation import engine
from services.conversation.alarm import Alarm
from services.conversation.effect import EffectKind
from services.conversation.event import Event, EventKind
from services.conversation.reply import Ending
from services.conversation.slot_spec import Kind
from services.conversation.state import Given, Mode, Status
from services.playbook_files import known, read, sample

SAID = {
    Alarm.EMERGENCY: ("I am having chest pain right now", "tengo un dolor en el pecho muy fuerte"),
    Alarm.SELF_HARM: ("I want to kill myself", "quiero matarme"),
    Alarm.OPT_OUT: ("stop calling me", "no me llamen más"),
    Alarm.OPT_OUT_SCOPED: ("don't text me", "no me llame los domingos"),
    Alarm.OPT_OUT_SOFT: ("I'm not interested", "no me interesa"),
    Alarm.CEASE: ("cease all communication", "I said: cease all communication"),
    Alarm.DISPUTE: ("I dispute this debt", "yo no debo ese dinero"),
    Alarm.ATTORNEY: ("talk to my attorney", "hable con mi abogado"),
    Alarm.BANKRUPTCY: ("I filed for bankruptcy", "me declaré en bancarrota"),
    Alarm.DECEASED: ("he passed away", "él falleció"),
    Alarm.WRONG_PERSON: ("you have the wrong number", "tiene el número equivocado"),
    Alarm.HUMAN: ("let me speak to a person", "quiero hablar con una persona"),
    Alarm.IS_BOT: ("are you a robot", "es usted un robot"),
    Alarm.RECORDING_OBJECTION: ("do not record this call", "no quiero que me graben"),
}
MUST = {
    Alarm.EMERGENCY: EffectKind.FLAG,
    Alarm.SELF_HARM: EffectKind.FLAG,
    Alarm.OPT_OUT: EffectKind.DO_NOT_CALL,
    Alarm.OPT_OUT_SCOPED: EffectKind.RESTRICT,
    Alarm.CEASE: EffectKind.DO_NOT_CALL,
    Alarm.DISPUTE: EffectKind.FLAG,
    Alarm.ATTORNEY: EffectKind.FLAG,
    Alarm.BANKRUPTCY: EffectKind.FLAG,
    Alarm.DECEASED: EffectKind.FLAG,
    Alarm.HUMAN: EffectKind.HAND_OVER,
    Alarm.RECORDING_OBJECTION: EffectKind.STOP_RECORDING,
}
BARE = {"en": "stop", "es": "alto"}


def places(playbook):
    """Every (state, slot, mode) in which the caller may be heard."""
    for name, node in read(playbook).playbook.states.items():
        if node.ask:
            yield name, None, Mode.ASK
        for slot in node.collect:
            yield name, slot, Mode.ASK
            if read(playbook).playbook.slots[slot].kind is not Kind.YES_NO:
                yield name, slot, Mode.CONFIRM
        if node.effects and not node.end:
            yield name, None, Mode.GO_ON
    yield read(playbook).playbook.start, None, Mode.START
    yield read(playbook).playbook.start, None, Mode.STOP_ASKED


def standing(playbook, language, place):
    """A conversation that has come to `place`, everything disclosed and heard."""
    book, record = read(playbook), sample(playbook).record()
    node, slot, mode = place
    state = engine.begin(book, record, language)
    given = {slot: Given("1", "one", 1, Status.HEARD)} if mode is Mode.CONFIRM else {}
    return book, record, replace(state, node=node, slot=slot, mode=mode, slots=given)


def said(playbook, language, place, text):
    book, record, state = standing(playbook, language, place)
    return engine.step(book, record, state, Event(EventKind.SPEECH, text=text, at_s=9))


CASES = [
    pytest.param(playbook, place, id=f"{playbook}-{'-'.join(map(str, place))}")
    for playbook in known()
    for place in places(playbook)
]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("alarm", SAID, ids=str)
@pytest.mark.parametrize(("playbook", "place"), CASES)
def test_an_alarm_is_answered_wherever_it_comes(playbook, place, alarm, language):
    response = read(playbook).playbook.guards[alarm]
    step = said(playbook, language, place, SAID[alarm][language == "es"])
    if response.unheeded:
        assert alarm.value not in [one["alarm"] for one in step.noted.get("alarms", ())]
        return
    done = {effect.kind for effect in step.effects}

    assert alarm.value in [one["alarm"] for one in step.noted["alarms"]]
    if alarm in MUST:
        assert MUST[alarm] in done
    if response.to:
        assert leads_to(playbook, response.to, step)
    elif response.say:
        assert response.say in [line.text_id for line in step.reply.lines]


@pytest.mark.parametrize("playbook", known())
def test_whose_words_may_not_be_kept_is_asked_nothing_more(playbook):
    book = read(playbook).playbook
    assert book.states[book.guards[Alarm.RECORDING_OBJECTION].to].end


def leads_to(playbook, target, step):
    """The step stands in the target, or where it passes on to."""
    states = read(playbook).playbook.states
    seen, name = set(), target
    while name not in seen:
        seen.add(name)
        if step.state.node == name:
            return True
        name = states[name].to or name
    return False


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("playbook", "place"), CASES)
def test_a_bare_stop_ends_the_calls_or_is_asked_about(playbook, place, language):
    step = said(playbook, language, place, BARE[language])
    stopped = EffectKind.DO_NOT_CALL in {effect.kind for effect in step.effects}

    assert stopped or step.state.mode is Mode.STOP_ASKED
    assert stopped == (step.reply.ending is Ending.HANG_UP)


@pytest.mark.parametrize(("playbook", "place"), CASES)
def test_key_nine_is_an_opt_out_wherever_it_is_pressed(playbook, place):
    book, record, state = standing(playbook, "en", place)
    step = engine.step(book, record, state, Event(EventKind.KEYS, keys="9", at_s=9))

    assert EffectKind.DO_NOT_CALL in {effect.kind for effect in step.effects}
    assert step.reply.ending is Ending.HANG_UP


@pytest.mark.parametrize(("playbook", "place"), CASES)
def test_key_nought_brings_a_person_wherever_it_is_pressed(playbook, place):
    book, record, state = standing(playbook, "en", place)
    step = engine.step(book, record, state, Event(EventKind.KEYS, keys="0", at_s=9))

    assert step.reply.ending is Ending.HAND_OVER
    assert EffectKind.HAND_OVER in {effect.kind for effect in step.effects}


@pytest.mark.parametrize("playbook", known())
def test_of_two_alarms_the_graver_is_answered_and_both_are_done(playbook):
    place = next(iter(places(playbook)))
    step = said(playbook, "en", place, "stop calling me, and I have a lawyer")
    done = {(e.kind, e.values.get("flag")) for e in step.effects}

    assert step.state.node == read(playbook).playbook.guards[Alarm.OPT_OUT].to
    assert {(EffectKind.DO_NOT_CALL, None), (EffectKind.FLAG, "attorney")} <= done
