"""Consent for machines: artificial voices, autodialers, voicemail drops and texts.

Where the law asks by the line, only a landline is known not to be wireless. An autodialled call to
a landline, and an artificial voice to a business's landline, need none by federal law.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from services.compliance import agreements
from services.compliance.agreements import LABELS
from services.compliance.case import Case, Ruling
from services.compliance.facts import Consent, ConsentTier
from services.compliance.lines import needs_no_consent, selling
from services.compliance.model import CallKind, FindingKind
from services.compliance.plain import to_plain
from services.compliance.register import rule_of
from services.compliance.rules.exempt_messages import Spared, spared
from services.compliance.rules.health_message import by_covered_entity
from services.compliance.rules.idle import idle
from services.compliance.rules.revocation_text import confirms_revocation
from services.compliance.rules.twins import under

PEC, PEWC, PRERECORDED = "FED-TCPA-PEC", "FED-TCPA-PEWC", "TSR-PRERECORDED"
BY_NATURE = {
    "FED-AI-VOICE": CallKind.ARTIFICIAL_VOICE,
    "FED-RVM": CallKind.VOICEMAIL_DROP,
    "FED-ATDS": CallKind.AUTODIALED,
}
BY_HAND = "A person dials one number and speaks: no consent for machines is needed."
LAND = "By federal law such a call to a landline needs no consent."
OTHER = "This call is of another kind."
NO_AGREEMENT = (
    "A person speaks, nothing is sold, or the law asks for no agreement to such a message."
)
NONPROFIT = "nonprofit"


class Said(NamedTuple):
    kind: FindingKind
    reason: str
    consent: Consent | None = None
    spared: Spared | None = None


def consent_tier(case: Case) -> Iterator[Ruling]:
    rule = PEWC if selling(case) else PEC
    if case.question.kind is CallKind.LIVE_MANUAL:
        yield idle(rule, BY_HAND)
        yield from (idle(nature, OTHER) for nature in BY_NATURE if nature != "FED-ATDS")
        yield _numbers_by_hand(case)
        yield idle(PRERECORDED, NO_AGREEMENT)
        return
    ruling = idle(rule, LAND) if needs_no_consent(case) else _ruling(case, rule)
    yield ruling
    for nature, kind in BY_NATURE.items():
        yield under(ruling, nature) if case.question.kind is kind else idle(nature, OTHER)
    prerecorded = case.binds(PRERECORDED) and tier_of(case) is ConsentTier.WRITTEN
    yield under(ruling, PRERECORDED) if prerecorded else idle(PRERECORDED, NO_AGREEMENT)


def _numbers_by_hand(case: Case) -> Ruling:
    """A generator of numbers is an autodialer, whoever pressed the key."""
    dialing = case.facts.dialing.value
    if dialing is None or not dialing.random_numbers:
        return idle("FED-ATDS", "No generator made this number.")
    reason = "A random or sequential generator made this number: this is no call by hand."
    inputs = case.known("dialing", case.facts.dialing, to_plain)
    return Ruling(rule_of("FED-ATDS")(FindingKind.DENY, reason, inputs))


def tier_of(case: Case) -> ConsentTier:
    """Written to sell; express to inform, for a covered entity's health-care message, and for a
    tax-exempt nonprofit."""
    nonprofit = NONPROFIT in (case.facts.exemptions.value or ())
    written = selling(case) and not nonprofit and not by_covered_entity(case)
    return ConsentTier.WRITTEN if written else ConsentTier.EXPRESS


def _ruling(case: Case, rule: str) -> Ruling:
    said = _says(case, tier_of(case))
    finding = rule_of(rule)(said.kind, said.reason, _inputs(case))
    waits = said.spared.not_before if said.spared else None
    return Ruling(finding, not_before=waits, not_after=said.consent.until if said.consent else None)


def _says(case: Case, tier: ConsentTier) -> Said:
    held = case.facts.consents.value
    if held is None:
        reason = "Cannot know: the consents for this number were not read."
        return Said(FindingKind.UNKNOWN, reason)
    consent = agreements.covering(case, tier)
    if consent:
        day = consent.given_at.date().isoformat()
        reason = f"The {LABELS[tier]} of {day} covers this call."
        return Said(FindingKind.ALLOW, reason, consent)
    if confirms_revocation(case):
        return Said(FindingKind.ALLOW, "One text that confirms the end of consent needs none.")
    exempt = spared(case)
    if exempt and exempt.kind is FindingKind.ALLOW:
        return Said(FindingKind.ALLOW, exempt.reason, spared=exempt)
    reason = f"This call needs {LABELS[tier]}, and none stands for this number."
    return Said(FindingKind.DENY, reason + _nearest(held, case, tier), spared=exempt)


def _nearest(held: tuple[Consent, ...], case: Case, tier: ConsentTier) -> str:
    """What the youngest consent lacks."""
    if not held:
        return ""
    youngest = max(held, key=lambda consent: consent.given_at)
    day = youngest.given_at.date().isoformat()
    return f" That of {day} {agreements.lack(youngest, case, tier)}."


def _inputs(case: Case) -> dict[str, Any]:
    inputs = case.known("consents", case.facts.consents, lambda held: list(map(to_plain, held)))
    return inputs | case.known("line_type", case.facts.line_type)
