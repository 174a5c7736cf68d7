"""A call that informs and sells is a sales call, and is judged as one."""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.lines import selling
from services.compliance.model import CallKind, FindingKind
from services.compliance.plain import to_plain
from services.compliance.register import rule_of
from services.compliance.rules.idle import idle

RULE = "FED-DUAL-PURPOSE"
finding = rule_of(RULE)
SELLS = frozenset({"marketing", "advertising"})


def dual_purpose(case: Case) -> Iterator[Ruling]:
    fact = case.facts.script
    if selling(case):
        yield idle(RULE, "This call is judged as a sales call.")
    elif fact.value is not None and fact.value.wording & SELLS:
        reason = "The script sells as well: ask for this call as telemarketing, or take that out."
        yield Ruling(finding(FindingKind.DENY, reason, case.known("script", fact, to_plain)))
    elif fact.value is not None:
        yield Ruling(finding(FindingKind.ALLOW, "The script sells nothing.", {}))
    elif case.question.kind is CallKind.LIVE_MANUAL:
        yield idle(RULE, "A person speaks; the agent's page shows what for.")
    else:
        reason = "Cannot know: whether it sells, for what is going to be said was not read."
        inputs = case.known("script", fact, to_plain)
        yield Ruling(finding(FindingKind.UNKNOWN, reason, inputs))
