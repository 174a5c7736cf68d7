"""A verdict as JSON, for the API, for records and for pages. docs/decision.md describes it."""

from typing import Any

from services.compliance.model import Finding, Verdict
from services.domain.times import to_text

VERSION = 1


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """JSON values only, no floats, nothing that names a person. Instants as `times.to_text`."""
    return {
        "version": VERSION,
        "allowed": verdict.allowed,
        "rulebook": verdict.rulebook,
        "legal_until": verdict.legal_until and to_text(verdict.legal_until),
        "next_legal_time": verdict.next_legal_time and to_text(verdict.next_legal_time),
        "findings": [finding_json(finding) for finding in verdict.findings],
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "jurisdiction": finding.jurisdiction,
        "finding": finding.finding.value,
        "reason": finding.reason,
        "citation": {"section": finding.citation.section, "url": finding.citation.url},
        "inputs": {k: dict(v) if isinstance(v, dict) else v for k, v in finding.inputs.items()},
        "gate": finding.gate,
        "notice": finding.notice,
        "text": finding.text,
    }
