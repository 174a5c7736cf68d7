"""Consent withdrawn, by any means: at once, for every machine and every purpose.

What the person meant to withdraw is kept and narrows nothing. Federal law lets ten business days
pass, and until 2027-01-31 lets a stop to one kind of message leave others; this house waits for
neither. Who told a machine to stop is not called by hand to be sold to either. Only a consent that
is given after it, to us, and for such a call, lifts it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from services.compliance import agreements, standing
from services.compliance.case import Case, Ruling
from services.compliance.clock import text
from services.compliance.facts import ConsentTier, Revocation
from services.compliance.model import Finding, FindingKind
from services.compliance.plain import to_plain
from services.compliance.register import rule_of
from services.compliance.rules.idle import idle
from services.compliance.rules.revocation_text import confirms_revocation
from services.compliance.rules.twins import under

REVOKE, TO_ALL, INFORMED = "FED-REVOKE", "FED-REVOKE-ALL", "FED-REVOKE-INFO-ALL"
NO_SALES = "REVOKED-NO-SALES"
INFORMATIONAL = "informational"  # what a person answers with a stop, as Revocation.in_reply_to
NOT_BOUND = "A person dials and speaks, and sells nothing."
NOT_YET = "In force from 2027-01-31; until then this house does so of its own accord."
OTHERWISE = "No stop to a message that informs stands against this call."


def revocations(case: Case) -> Iterator[Ruling]:
    machine = case.binds(REVOKE)
    rule = REVOKE if machine else NO_SALES
    if not machine and not case.binds(NO_SALES):
        yield idle(REVOKE, NOT_BOUND)
    else:
        ruling = _ruling(case, rule)
        yield ruling
        if machine:
            yield from _by_scope(case, ruling)


def _ruling(case: Case, rule: str) -> Ruling:
    fact, finding = case.facts.revocations, rule_of(rule)
    inputs = case.known("revocations", fact, lambda said: list(map(to_plain, said)))
    if fact.value is None or (rule == REVOKE and case.facts.consents.value is None):
        reason = "Cannot know: whether this person has withdrawn consent was not read."
        return Ruling(finding(FindingKind.UNKNOWN, reason, inputs))
    withdrawn = agreements.withdrawn_at(case) if rule == REVOKE else _asked_at(fact.value)
    if withdrawn is None:
        return Ruling(finding(FindingKind.ALLOW, "Nobody has withdrawn consent.", inputs))
    inputs["withdrawn_at"] = text(withdrawn)
    return Ruling(_withdrawn(case, rule, withdrawn, inputs))


def _asked_at(said: tuple[Revocation, ...]) -> datetime | None:
    """When the person last said so: a consent that ended by itself is no wish of his."""
    return max((one.at for one in said), default=None)


def _withdrawn(case: Case, rule: str, withdrawn: datetime, inputs: dict[str, Any]) -> Finding:
    finding, day = rule_of(rule), withdrawn.date().isoformat()
    anew = next(iter(standing.consents(case, ConsentTier.EXPRESS) or ()), None)
    if anew:
        reason = f"Withdrawn on {day}, and given anew on {anew.given_at.date().isoformat()}."
        return finding(FindingKind.ALLOW, reason, inputs)
    if rule == REVOKE and confirms_revocation(case):
        reason = f"Withdrawn on {day}; this one text confirms it."
        return finding(FindingKind.ALLOW, reason, inputs)
    reason = f"This person withdrew consent on {day}: that ends every call of a machine"
    also = ", and every sales call." if rule == NO_SALES else "."
    return finding(FindingKind.DENY, reason + also, inputs)


def _by_scope(case: Case, ruling: Ruling) -> Iterator[Ruling]:
    """The same said by the rules that speak of what was answered."""
    said = case.facts.revocations.value
    informed = said is None or any(_to_information(one) for one in said)
    bound = case.binds(INFORMED) and informed
    yield under(ruling, INFORMED) if bound else idle(INFORMED, OTHERWISE)
    yield under(ruling, TO_ALL) if case.binds(TO_ALL) else idle(TO_ALL, NOT_YET)


def _to_information(revocation: Revocation) -> bool:
    return INFORMATIONAL in revocation.in_reply_to.lower()
