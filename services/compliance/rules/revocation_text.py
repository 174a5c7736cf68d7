"""One text, at once and without any selling, may confirm that consent has ended."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from services.compliance import agreements
from services.compliance.case import Case, Ruling
from services.compliance.facts import Script
from services.compliance.lines import selling
from services.compliance.model import CallKind, FindingKind
from services.compliance.register import rule_of
from services.compliance.rules.idle import idle

RULE = "FED-REVOKE-CONFIRM"
finding = rule_of(RULE)
CONFIRMATION = "confirmation"  # in the wording of the text
SELLS = frozenset({"marketing", "advertising"})
WITHIN = timedelta(minutes=5)


def revocation_text(case: Case) -> Iterator[Ruling]:
    if not _claims(case):
        yield idle(RULE, "This is no text that confirms the end of consent.")
        return
    against = _against(case)
    kind = FindingKind.DENY if against else FindingKind.ALLOW
    reason = against or "One text within five minutes confirms the end of consent."
    inputs = case.known("attempts", case.facts.attempts, len)
    yield Ruling(finding(kind, reason, inputs))


def confirms_revocation(case: Case) -> bool:
    """Whether this is the one text by which 47 CFR 64.1200(a)(12) lets an opt-out be confirmed."""
    return _claims(case) and _against(case) is None


def _claims(case: Case) -> bool:
    script = case.facts.script.value
    return (
        case.question.kind is CallKind.SMS
        and isinstance(script, Script)
        and CONFIRMATION in script.wording
    )


def _against(case: Case) -> str | None:
    script, withdrawn = case.facts.script.value, agreements.withdrawn_at(case)
    if selling(case) or (script and script.wording & SELLS):
        return "A text that confirms the end of consent may sell nothing."
    if withdrawn is None or case.question.at < withdrawn:
        return "There is nothing to confirm: nobody has withdrawn consent."
    if case.question.at - withdrawn > WITHIN:
        return "A text that confirms the end of consent is sent within five minutes."
    return _again(case, withdrawn)


def _again(case: Case, withdrawn: datetime) -> str | None:
    attempts = case.facts.attempts.value
    if attempts is None:
        return "Cannot know: whether a confirming text was sent already."
    sent = any(a.kind is CallKind.SMS and a.at >= withdrawn for a in attempts)
    return "A text was sent already since consent ended." if sent else None
