"""What an artificial voice must say: who calls, how to opt out at once, where we can be reached.

Read from the playbook before anybody is called, not heard from the call: a script that does not say
it is never dialled. House rule: the opt-out is explained whatever the call is for, although
64.1200(b)(3) asks it of calls that sell and of exempted calls to homes only.
"""

from collections.abc import Callable, Iterator

from services.compliance.case import Case, Ruling
from services.compliance.facts import Script
from services.compliance.lines import VOICES, selling
from services.compliance.model import CallKind, Finding, FindingKind
from services.compliance.plain import to_plain
from services.compliance.register import FindingOf, rule_of
from services.compliance.rules.exempt_messages import stands_on_exemption

identification = rule_of("FED-AV-ID")
number_said = rule_of("FED-AV-NUMBER")
opt_out = rule_of("FED-AV-OPTOUT")
voicemail = rule_of("FED-AV-VOICEMAIL")

WITHIN_S = 2
Objection = str | None


def script_of_a_machine(case: Case) -> Iterator[Ruling]:
    if case.question.kind not in VOICES:
        reason = "A person speaks: no script of a machine is needed."
        yield Ruling(identification(FindingKind.NOT_APPLICABLE, reason))
        return
    for finding, against, holds in (
        (identification, _unnamed, "The script begins by saying who calls."),
        (number_said, _unreachable, "The script says our telephone number."),
        (opt_out, _without_a_way_out, "The script says at once how to stop the calls."),
        (voicemail, _leaves_no_way_out(case), "No message lacks a way out."),
    ):
        yield Ruling(_ruled(case, finding, against, holds))


def _ruled(
    case: Case, finding: FindingOf, against: Callable[[Script], Objection], holds: str
) -> Finding:
    script = case.facts.script.value
    inputs = case.known("script", case.facts.script, to_plain)
    if script is None:
        reason = "Cannot know: what the assistant is going to say was not read."
        return finding(FindingKind.UNKNOWN, reason, inputs)
    objection = against(script)
    if objection:
        return finding(FindingKind.DENY, objection, inputs)
    return finding(FindingKind.ALLOW, holds, inputs)


def _unnamed(script: Script) -> Objection:
    if script.identification:
        return None
    return "The assistant's script does not begin by saying who calls."


def _unreachable(script: Script) -> Objection:
    if script.number_said:
        return None
    return "The assistant's script never says our telephone number."


def _without_a_way_out(script: Script) -> Objection:
    delay_s = script.opt_out_delay_s
    if delay_s is None:
        return "The assistant's script does not explain how to stop the calls."
    if 0 <= delay_s <= WITHIN_S:
        return None
    return f"How to stop the calls is explained after {delay_s} seconds; the law allows {WITHIN_S}."


def _leaves_no_way_out(case: Case) -> Callable[[Script], Objection]:
    """A message on a machine needs a toll-free number that opts out when it sells, or when it
    reaches a home without consent."""

    def against(script: Script) -> Objection:
        left = script.voicemail or case.question.kind is CallKind.VOICEMAIL_DROP
        if not left or script.toll_free or not (selling(case) or stands_on_exemption(case)):
            return None
        return "The message for a machine names no toll-free number to opt out by."

    return against
