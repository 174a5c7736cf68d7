"""Messages of machines that federal law spares from consent: few, short, free, and stopped at once.

What sells is never spared. A text, or a call to anything but a landline, is spared only as a
health-care message, 47 CFR 64.1200(a)(9)(iv); an artificial voice at a home's landline within its
counts, (a)(3)(ii) to (v).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from services.compliance import agreements
from services.compliance.case import Case, Ruling
from services.compliance.clock import later, text
from services.compliance.facts import Attempt, ConsentTier
from services.compliance.lines import MACHINES, VOICES, landline, needs_no_consent, selling
from services.compliance.model import FindingKind, Purpose
from services.compliance.register import rule_of
from services.compliance.rules.health_message import (
    Doubt,
    by_covered_entity,
    is_health_message,
    shortcomings,
)
from services.compliance.rules.idle import idle
from services.compliance.rules.revocation_text import confirms_revocation

HC_WIRELESS, HC_RESLINE, RES_3IN30 = "FED-HC-WIRELESS", "FED-HC-RESLINE", "FED-RES-3IN30"
RULES = (HC_WIRELESS, HC_RESLINE, RES_3IN30)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
Count = tuple[int, timedelta]  # so many, in so long
COUNTS: dict[str, tuple[Count, ...]] = {
    HC_WIRELESS: ((1, DAY), (3, WEEK)),
    HC_RESLINE: ((1, DAY), (3, WEEK)),
    RES_3IN30: ((3, timedelta(days=30)),),
}


class Spared(NamedTuple):
    """What an exemption says of a call that no consent covers."""

    rule: str
    kind: FindingKind
    reason: str
    inputs: dict[str, Any]
    not_before: datetime | None = None


def exempt_messages(case: Case) -> Iterator[Ruling]:
    said = None if _needs_none(case) else spared(case)
    for rule in RULES:
        if said and said.rule == rule:
            made = rule_of(rule)(said.kind, said.reason, said.inputs)
            yield Ruling(made, not_before=said.not_before)
        else:
            yield idle(rule, "This call does not stand on this exemption.")


def stands_on_exemption(case: Case) -> bool:
    """Whether only an exemption lets this call do without consent."""
    return not _needs_none(case) and _exemption(case) is not None


def _needs_none(case: Case) -> bool:
    """Whether the line, a consent, or what the text confirms makes an exemption needless."""
    consented = bool(agreements.covering(case, ConsentTier.EXPRESS))
    return needs_no_consent(case) or consented or confirms_revocation(case)


def spared(case: Case) -> Spared | None:
    """What the exemption for such a call says; None when there is none for it."""
    rule = _exemption(case)
    if rule is None:
        return None
    doubts = list(_doubts(case, rule))
    bad = next((d for d in doubts if d.denies), doubts[0] if doubts else None)
    inputs = _inputs(case, rule)
    if bad is None:
        reason = "No consent is needed: the message keeps within its exemption."
        return Spared(rule, FindingKind.ALLOW, reason, inputs)
    kind = FindingKind.DENY if bad.denies else FindingKind.UNKNOWN
    waits = [d.not_before for d in doubts if d.not_before]
    free = max(waits) if len(waits) == len(doubts) else None
    inputs |= {"opens_at": text(free)} if free else {}
    return Spared(rule, kind, bad.reason, inputs, free)


def _exemption(case: Case) -> str | None:
    asked, health = case.question, is_health_message(case)
    if selling(case) or asked.kind not in MACHINES:
        return None
    if asked.kind in VOICES and landline(case):
        return HC_RESLINE if health and asked.purpose is Purpose.INFORMATIONAL else RES_3IN30
    return HC_WIRELESS if health and asked.purpose is Purpose.INFORMATIONAL else None


def _doubts(case: Case, rule: str) -> Iterator[Doubt]:
    if rule == HC_WIRELESS:
        yield from shortcomings(case)
    if rule == HC_RESLINE and not by_covered_entity(case):
        yield Doubt("This is no health-care message that a covered entity is known to send.")
    attempts = case.facts.attempts.value
    if attempts is None:
        yield Doubt("Cannot know: earlier attempts were not read.", denies=False)
        return
    for most, span in _counts(case, rule):
        yield from _counted(case, _of_line(attempts, rule), most, span)


def _counts(case: Case, rule: str) -> tuple[Count, ...]:
    """Where nobody knows what the message is about, it may be one of health: both counts bind."""
    unknown = case.facts.health.value is None and case.question.purpose is Purpose.INFORMATIONAL
    return (*COUNTS[RES_3IN30], *COUNTS[HC_RESLINE]) if unknown else COUNTS[rule]


def _counted(
    case: Case, attempts: tuple[Attempt, ...], most: int, span: timedelta
) -> Iterator[Doubt]:
    at = case.question.at
    recent = sorted(attempt.at for attempt in attempts if at - attempt.at < span)
    if len(recent) >= most:
        within = "a day" if span == DAY else f"{span.days} days"
        reason = f"Without consent {most} in {within} {'is' if most == 1 else 'are'} allowed; "
        yield Doubt(f"{reason}{len(recent)} so far.", not_before=later(recent[-most], span))


def _of_line(attempts: tuple[Attempt, ...], rule: str) -> tuple[Attempt, ...]:
    """A home's line has its own count; of a patient every call and text counts."""
    return tuple(a for a in attempts if a.same_number or rule == HC_WIRELESS)


def _inputs(case: Case, rule: str) -> dict[str, Any]:
    inputs = case.known("attempts", case.facts.attempts, lambda made: len(_of_line(made, rule)))
    return inputs | case.known("line_type", case.facts.line_type)
