"""A message left on a machine about a debt is a limited-content message: four things and no more.

The words of a playbook are read as `wording`. Who signs must be a natural person: the name of an
assistant is `persona_name`, which is none of the four. What federal law has a recorded voice say
(`opt_out_delay_s`, `number_said`, `toll_free`) is judged by its own rules and does not count here.
"""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.facts import Script
from services.compliance.model import CallKind, FindingKind, Purpose
from services.compliance.register import rule_of
from services.compliance.rules.debt_script import UNREAD, shown
from services.compliance.rules.idle import idle
from services.compliance.speech import listed

RULE = "REGF-LCM"
finding = rule_of(RULE)
NEEDED = {
    "business_name": "the business's name",
    "reply_request": "a request to reply",
    "person_name": "the name of a natural person",
    "reply_number": "a number to reply to",
}
OPTIONAL = frozenset({"salutation", "date_time", "reply_times", "any_representative"})
NEVER = frozenset({"persona_name", "debt"})  # 12 CFR 1006.2(j), comment 2(j)(1)-1
SPOKEN = {
    "debt_collector_said": "that a debt collector speaks",
    "purpose_said": "what the call is for",
    "recording_notice": "that the call is recorded",
}


def limited_content(case: Case) -> Iterator[Ruling]:
    why = _no_message(case)
    if why:
        yield idle(RULE, why)
        return
    script = case.facts.script.value
    inputs = case.known("script", case.facts.script, shown)
    if script is None:
        yield Ruling(finding(FindingKind.UNKNOWN, UNREAD, inputs))
        return
    objection = _objection(script, whole=case.question.kind is CallKind.VOICEMAIL_DROP)
    kind = FindingKind.DENY if objection else FindingKind.ALLOW
    reason = objection or "The message says the four things that it must, and nothing else."
    yield Ruling(finding(kind, reason, inputs))


def _no_message(case: Case) -> str | None:
    if case.question.purpose is not Purpose.DEBT:
        return "This binds messages about a debt."
    script = case.facts.script.value
    leaves = script is not None and script.voicemail
    drops = case.question.kind is CallKind.VOICEMAIL_DROP
    if drops or (leaves and case.question.kind is CallKind.ARTIFICIAL_VOICE):
        return None
    return "No message is left on a machine."


def _objection(script: Script, *, whole: bool) -> str | None:
    """`whole`: the script is the message, and not a talk that may end in one: of such a script
    only what never may be in a message is known to be too much."""
    missing = [words for word, words in NEEDED.items() if word not in script.wording]
    if missing:
        return f"The message lacks {listed(missing)}."
    extra = script.wording - NEEDED.keys() - OPTIONAL if whole else script.wording & NEVER
    more = [word.replace("_", " ") for word in sorted(extra)]
    more += [words for name, words in SPOKEN.items() if whole and getattr(script, name)]
    return f"The message says more than it may: {listed(more)}." if more else None
