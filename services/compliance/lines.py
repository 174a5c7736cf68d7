"""What is known of the line that rings. In doubt it is a person's own, and wireless."""

from services.compliance.case import Case
from services.compliance.facts import LineUse
from services.compliance.model import CallKind, Purpose

LANDLINE = "landline"  # a VoIP number may ring in a mobile, and be charged to the person called
VOICES = frozenset({CallKind.ARTIFICIAL_VOICE, CallKind.VOICEMAIL_DROP})
MACHINES = VOICES | {CallKind.AUTODIALED, CallKind.SMS}


def selling(case: Case) -> bool:
    return case.question.purpose is Purpose.TELEMARKETING


def landline(case: Case) -> bool:
    return case.facts.line_type.value == LANDLINE


def business(case: Case) -> bool:
    """A landline of a business. A mobile is a person's whatever it is used for."""
    return landline(case) and case.facts.line_use.value is LineUse.BUSINESS


def needs_no_consent(case: Case) -> bool:
    """Whether federal law leaves a machine's call to such a line free: one that a list dials and a
    person speaks on, to a landline; an artificial voice to a business's landline."""
    kind, dialing = case.question.kind, case.facts.dialing.value
    if kind is CallKind.AUTODIALED:
        return landline(case) and not (dialing and dialing.random_numbers)
    return kind in VOICES and business(case)
