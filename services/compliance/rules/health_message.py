"""What a health-care message must be to reach a wireless number without consent."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from services.compliance.case import Case
from services.compliance.facts import Answer, HealthMessage, Script
from services.compliance.lines import VOICES
from services.compliance.model import CallKind

TOPICS = frozenset(
    {
        "appointment",
        "wellness",
        "preregistration",
        "preop",
        "lab_results",
        "post_discharge",
        "prescription",
        "home_health",
    }
)
FORBIDDEN = frozenset({"marketing", "advertising", "billing", "accounting", "debt", "financial"})
MOST_S, MOST_CHARACTERS = 60, 160
ASKED = {
    "covered": "a covered entity or its associate sends it",
    "number_from_patient": "the patient gave this number",
    "free_to_end_user": "it is free for the person who gets it",
}


class Doubt(NamedTuple):
    """What stands against an exemption: known (`denies`), or not known. `not_before`: it lifts
    then."""

    reason: str
    denies: bool = True
    not_before: datetime | None = None


def is_health_message(case: Case) -> bool:
    health = case.facts.health.value
    return health is not None and bool(health.topic)


def by_covered_entity(case: Case) -> bool:
    """Whether this is a health-care message of a HIPAA covered entity or its associate."""
    health = case.facts.health.value
    return health is not None and health.topic in TOPICS and health.covered is Answer.YES


def shortcomings(case: Case) -> Iterator[Doubt]:
    """Everything but the counts that 47 CFR 64.1200(a)(9)(iv) asks and this message lacks."""
    health = case.facts.health.value or HealthMessage()
    if health.topic not in TOPICS:
        yield Doubt("A message on this matter is none of the eight that need no consent.")
    for field, words in ASKED.items():
        answer = getattr(health, field)
        if answer is Answer.NO:
            yield Doubt(f"It is not so that {words}.")
        elif answer is Answer.UNKNOWN:
            yield Doubt(f"Cannot know: whether {words}.", denies=False)
    script = case.facts.script.value
    if script is None:
        yield Doubt("Cannot know: what the message says was not read.", denies=False)
    else:
        yield from _said(script, case.question.kind)


def _said(script: Script, kind: CallKind) -> Iterator[Doubt]:
    if not script.identification:
        yield Doubt("The message does not begin by saying who sends it.")
    if script.wording & FORBIDDEN:
        yield Doubt("A health-care message without consent may not sell, bill or collect.")
    yield from _length(script, kind)
    yield from _way_out(script, kind)


def _length(script: Script, kind: CallKind) -> Iterator[Doubt]:
    if kind is CallKind.SMS:
        length, most, unit = script.characters, MOST_CHARACTERS, "characters"
    else:
        length, most, unit = script.duration_s, MOST_S, "seconds"
    if length is None:
        yield Doubt(f"Cannot know: how many {unit} the message has.", denies=False)
    elif length > most:
        yield Doubt(f"The message has {length} {unit}; {most} are allowed.")


def _way_out(script: Script, kind: CallKind) -> Iterator[Doubt]:
    if kind in VOICES:
        if script.opt_out_delay_s is None or (script.voicemail and not script.toll_free):
            yield Doubt("The message does not say how to stop the calls.")
    elif script.opt_out_offered is None:
        yield Doubt("Cannot know: whether the message says how to stop.", denies=False)
    elif not script.opt_out_offered:
        yield Doubt("The message does not say how to stop.")
