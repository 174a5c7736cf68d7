"""Alarms of an utterance: found before anything else is understood, in doubt for the caller."""

from services.conversation.alarm import Alarm, Alarmed
from services.conversation.understanding.dangers import dangers
from services.conversation.understanding.matters import matters
from services.conversation.understanding.opt_outs import opt_outs
from services.conversation.understanding.words import heard, tongue

PRIORITY = tuple(Alarm)


def alarms(text: str, *, language: str, notice_just_given: bool = False) -> tuple[Alarmed, ...]:
    """Each kind once, by priority. `notice_just_given`: we have just said how to opt out, so a bare
    "stop" is an opt-out. Total: any text has an answer."""
    said, language = heard(text), tongue(language)
    found = [*dangers(said, language), *opt_outs(said, language), *matters(said, language)]
    if notice_just_given:
        found = [_hardened(one) for one in found]
    first: dict[Alarm, Alarmed] = {}
    for one in found:
        first.setdefault(one.alarm, one)
    return tuple(sorted(first.values(), key=lambda one: PRIORITY.index(one.alarm)))


def _hardened(one: Alarmed) -> Alarmed:
    return Alarmed(Alarm.OPT_OUT, one.quote) if one.alarm is Alarm.OPT_OUT_BARE else one
