"""What goes before all understanding, in every turn and every state."""

import re
from collections.abc import Iterable
from dataclasses import replace

from services.conversation.alarm import Alarm, Alarmed
from services.conversation.asking import kind_now
from services.conversation.command import Cmd
from services.conversation.effect import EffectKind
from services.conversation.event import Event, EventKind
from services.conversation.flow import enter
from services.conversation.keys import STOP, digits, means_person, means_stop
from services.conversation.playbook import Response
from services.conversation.slot_spec import Kind
from services.conversation.state import Mode
from services.conversation.step import Desk
from services.conversation.understanding.alarms import alarms

PRIORITY = tuple(Alarm)
FLAGS = {
    Alarm.EMERGENCY: "emergency",
    Alarm.SELF_HARM: "self_harm",
    Alarm.CEASE: "cease",
    Alarm.DISPUTE: "dispute",
    Alarm.ATTORNEY: "attorney",
    Alarm.BANKRUPTCY: "bankruptcy",
    Alarm.DECEASED: "deceased",
}
STOPS = (Alarm.OPT_OUT, Alarm.CEASE)
DANGERS = (Alarm.EMERGENCY, Alarm.SELF_HARM)
GRAVE = (*DANGERS, *STOPS, Alarm.OPT_OUT_BARE)  # heard in either language, always
COMMANDED = {Cmd.OPT_OUT: Alarm.OPT_OUT, Cmd.DISPUTE: Alarm.DISPUTE, Cmd.HUMAN: Alarm.HUMAN}
OTHER_LANGUAGE = {
    "en": ("es", re.compile(r"\b(?:espa[nñ]ol|spanish|castellano)\b", re.IGNORECASE)),
    "es": ("en", re.compile(r"\b(?:english|ingl[eé]s)\b", re.IGNORECASE)),
}
ASKS_FOR_IT = re.compile(
    r"\b(?:speak|habla|hablo|hablar?|please|por favor|only|solo|in|en)\b", re.IGNORECASE
)
FEW_WORDS = 3


def found(desk: Desk) -> tuple[Alarmed, ...]:
    """The turn's alarms by priority, from words or keys, hardened where doubt must not remain."""
    if desk.event.kind is EventKind.KEYS:
        return _keyed(desk)
    if desk.event.kind is not EventKind.SPEECH:
        return ()
    here, other = desk.state.language, OTHER_LANGUAGE[desk.state.language][0]
    notice = _notice_given(desk)
    heard = alarms(desk.event.text, language=here, notice_just_given=notice)
    heard = tuple(one for one in heard if _heeded(desk, one.alarm) and not _answers(desk, one))
    known = {one.alarm for one in heard}
    foreign = alarms(desk.event.text, language=other, notice_just_given=notice)
    also = (one for one in foreign if one.alarm in GRAVE and one.alarm not in known)
    return _by_priority(_hardened(desk, one) for one in (*heard, *also))


def ends_all(event: Event) -> bool:
    """Whether key or words are a hard opt-out in either language, wherever the talk stands."""
    if event.kind is EventKind.KEYS:
        return digits(event.keys) == STOP
    if event.kind is not EventKind.SPEECH:
        return False
    return any(
        one.alarm in STOPS for one_language in OTHER_LANGUAGE
        for one in alarms(event.text, language=one_language)
    )  # fmt: skip


def commanded(desk: Desk) -> tuple[Alarmed, ...]:
    """Alarms that came as commands: a model's understanding may add one, never take one away."""
    made = [Alarmed(COMMANDED[one.cmd], one.quote) for one in desk.commands if one.cmd in COMMANDED]
    return _by_priority(one for one in made if _heeded(desk, one.alarm))


def _by_priority(alarmed: Iterable[Alarmed]) -> tuple[Alarmed, ...]:
    return tuple(sorted(alarmed, key=lambda one: PRIORITY.index(one.alarm)))


def guard(desk: Desk, alarmed: tuple[Alarmed, ...]) -> bool:
    """Do what the alarms demand. True when the turn is answered with that."""
    for one in alarmed:
        desk.note("alarms", {"alarm": one.alarm.value, "quote": one.quote, "scope": one.scope})
        _must_do(desk, one)
    if not alarmed:
        return False
    desk.event = replace(desk.event, text=_without(desk.event.text, alarmed))
    first = alarmed[0]
    if first.alarm is Alarm.OPT_OUT_BARE:
        desk.put(mode=Mode.STOP_ASKED)
        return False
    response = desk.book.playbook.guards.get(first.alarm, Response())
    return respond(desk, response, at_once=first.alarm in DANGERS)


def _without(text: str, alarmed: tuple[Alarmed, ...]) -> str:
    """The rest of the words: what raised an alarm is no answer to our question."""
    for one in alarmed:
        text = text.replace(one.quote, " ", 1)
    return text


def respond(desk: Desk, response: Response, *, at_once: bool = False) -> bool:
    """True when it leads somewhere; else it was a word in passing. `at_once`: no disclosure is
    worth the seconds that it takes."""
    for effect in response.effects:
        desk.do(effect)
    ends = response.to and desk.book.playbook.states[response.to].end
    if response.say and (ends or at_once):
        desk.say_at_once(response.say)
    elif response.say:
        desk.say(response.say)
    if response.to:
        enter(desk, response.to)
    return bool(response.to)


def stop(desk: Desk, quote: str) -> None:
    """A hard opt-out: on the list, one sentence, over."""
    guard(desk, (Alarmed(Alarm.OPT_OUT, quote),))


def language_wanted(desk: Desk) -> str | None:
    """The other language, when the caller asks for it."""
    if desk.event.kind is not EventKind.SPEECH:
        return None
    other, named = OTHER_LANGUAGE[desk.state.language]
    text = desk.event.text
    asked = len(text.split()) <= FEW_WORDS or ASKS_FOR_IT.search(text)
    return other if named.search(text) and asked else None


def _must_do(desk: Desk, one: Alarmed) -> None:
    """Whatever the playbook says to it."""
    if one.alarm in STOPS:
        desk.effect(EffectKind.DO_NOT_CALL)
    if one.alarm is Alarm.OPT_OUT_SCOPED:
        desk.effect(EffectKind.RESTRICT, {"scope": one.scope or "this_number"})
    if one.alarm is Alarm.RECORDING_OBJECTION:
        desk.effect(EffectKind.STOP_RECORDING)
    if one.alarm in DANGERS:
        desk.effect(EffectKind.ALERT, {"what": FLAGS[one.alarm]})
    if one.alarm in FLAGS:
        desk.effect(EffectKind.FLAG, {"flag": FLAGS[one.alarm]})


def _heeded(desk: Desk, alarm: Alarm) -> bool:
    response = desk.book.playbook.guards.get(alarm)
    return response is None or not response.unheeded


def _answers(desk: Desk, one: Alarmed) -> bool:
    """No e-mail: where an address for it was asked for, that is the answer."""
    return one.scope == "email" and kind_now(desk) is Kind.EMAIL


def _keyed(desk: Desk) -> tuple[Alarmed, ...]:
    kind = Kind.OPEN if desk.state.over else kind_now(desk)
    if means_stop(desk.event.keys, kind):
        return (Alarmed(Alarm.OPT_OUT, desk.event.keys),)
    if means_person(desk.event.keys):
        return (Alarmed(Alarm.HUMAN, desk.event.keys),)
    return ()


def _hardened(desk: Desk, one: Alarmed) -> Alarmed:
    """A bare "stop" where a yes or no was asked is meant; so is a second "not interested"."""
    if one.alarm is Alarm.OPT_OUT_BARE and _stop_is_meant(desk):
        return replace(one, alarm=Alarm.OPT_OUT)
    if one.alarm is Alarm.OPT_OUT_SOFT:
        desk.state = desk.state.counted("soft")
        before = desk.record.values.get("party.declined_before")
        if desk.state.count("soft") > 1 or before:
            return replace(one, alarm=Alarm.OPT_OUT)
    return one


def _stop_is_meant(desk: Desk) -> bool:
    if desk.state.over or desk.state.mode in (Mode.START, Mode.STOP_ASKED):
        return True
    return kind_now(desk) is Kind.YES_NO


def _notice_given(desk: Desk) -> bool:
    """The last words held the way to stop the calls."""
    disclosures = desk.book.playbook.disclosures
    return any(
        line.disclosure and disclosures[line.disclosure].identifies for line in desk.state.said
    )
