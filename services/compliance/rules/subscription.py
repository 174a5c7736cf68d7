"""Under whose subscription number our copy of the national list was fetched.

Shown, and no reason to deny: a seller must have his own (16 CFR 310.8), which is settled once with
the registry and not call by call; a copy that does not say so protects people as well.
"""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.lines import selling
from services.compliance.model import FindingKind
from services.compliance.register import rule_of
from services.compliance.rules.idle import idle

RULE = "TSR-SAN"
UNUSED = "No copy of the national list is used for this call."
UNSAID = "Nobody said under which subscription number our copy was fetched: tell a manager."


def subscription(case: Case) -> Iterator[Ruling]:
    fact = case.facts.national_list
    if not selling(case) or fact.value is None or fact.value.as_of is None:
        yield idle(RULE, UNUSED)
    elif not fact.value.san:
        yield idle(RULE, UNSAID)
    else:
        inputs = case.known("san", fact, lambda answer: answer.san)
        reason = "Our copy was fetched under the seller's own subscription number."
        yield Ruling(rule_of(RULE)(FindingKind.ALLOW, reason, inputs))
