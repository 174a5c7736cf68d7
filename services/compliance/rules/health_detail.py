"""What is left for somebody to find says nothing of a person's health, whoever calls.

A machine, a text and whoever listens to a voicemail prove nobody's identity, so that not even a
covered entity may tell them more than that there is an appointment.
"""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.facts import Script
from services.compliance.model import CallKind, FindingKind
from services.compliance.register import rule_of
from services.compliance.rules.idle import idle

RULE = "HIPAA-MESSAGE"
finding = rule_of(RULE)
DETAIL = "health_detail"
LEFT = frozenset({CallKind.VOICEMAIL_DROP, CallKind.SMS})


def no_health_detail(case: Case) -> Iterator[Ruling]:
    script = case.facts.script.value
    if case.question.kind not in LEFT and not (script and script.voicemail):
        yield idle(RULE, "No message is left.")
        return
    inputs = case.known("script", case.facts.script, _shown)
    if script is None:
        reason = "Cannot know: what the message says was not read."
        yield Ruling(finding(FindingKind.UNKNOWN, reason, inputs))
    elif DETAIL in script.wording:
        reason = "The message tells whoever finds it of the person's health."
        yield Ruling(finding(FindingKind.DENY, reason, inputs))
    else:
        reason = "The message says nothing of anybody's health."
        yield Ruling(finding(FindingKind.ALLOW, reason, inputs))


def _shown(script: Script) -> dict[str, object]:
    return {"voicemail": script.voicemail, "wording": sorted(script.wording)}
