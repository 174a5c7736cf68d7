"""Consent for machines: artificial voices, autodialers, voicemail drops and texts."""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.clock import text
from services.compliance.facts import Consent, ConsentTier
from services.compliance.model import CallKind, Finding, FindingKind, Purpose
from services.compliance.register import rule_of

express = rule_of("FED-TCPA-PEC")
written = rule_of("FED-TCPA-PEWC")

VOICES = frozenset({CallKind.ARTIFICIAL_VOICE, CallKind.VOICEMAIL_DROP})
LABELS = {ConsentTier.EXPRESS: "prior express consent", ConsentTier.WRITTEN: "written consent"}


def consent_tier(case: Case) -> Iterator[Ruling]:
    selling = case.question.purpose is Purpose.TELEMARKETING
    finding = written if selling else express
    if case.question.kind is CallKind.LIVE_MANUAL:
        reason = "A person dials one number and speaks: no consent for machines is needed."
        yield Ruling(finding(FindingKind.NOT_APPLICABLE, reason))
        return
    kind, reason = _says(case, ConsentTier.WRITTEN if selling else ConsentTier.EXPRESS)
    inputs = case.known("consents", case.facts.consents, lambda held: list(map(_shown, held)))
    made: Finding = finding(kind, reason, inputs)
    yield Ruling(made)


def _says(case: Case, tier: ConsentTier) -> tuple[FindingKind, str]:
    held = case.facts.consents.value
    if held is None:
        return FindingKind.UNKNOWN, "Cannot know: the consents for this number were not read."
    standing = next((c for c in held if _covers(c, case, tier)), None)
    if standing:
        day = standing.given_at.date().isoformat()
        return FindingKind.ALLOW, f"The {LABELS[tier]} of {day} covers this call."
    return FindingKind.DENY, f"This call needs {LABELS[tier]}, and none stands for this number."


def _covers(consent: Consent, case: Case, tier: ConsentTier) -> bool:
    at = case.question.at
    stands = consent.given_at <= at and (consent.revoked_at is None or at < consent.revoked_at)
    strong = tier is ConsentTier.EXPRESS or consent.tier is ConsentTier.WRITTEN
    names_voice = consent.artificial_voice or case.question.kind not in VOICES
    return stands and strong and (names_voice or tier is ConsentTier.EXPRESS)


def _shown(consent: Consent) -> dict[str, str | bool | None]:
    revoked = text(consent.revoked_at) if consent.revoked_at else None
    return {
        "tier": consent.tier.value,
        "given_at": text(consent.given_at),
        "revoked_at": revoked,
        "artificial_voice": consent.artificial_voice,
        "source": consent.source,
    }
