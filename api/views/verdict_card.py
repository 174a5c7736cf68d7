"""The verdict card of an outlook."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from api.views import times
from api.views.spoken import spoken
from api.views.verdict import Cut, DayBar, FindingRow, Gate, Span, VerdictCard
from services.compliance.clock import city, local
from services.compliance.model import Finding, FindingKind, Verdict
from services.compliance.speech import clock_time
from services.domain.times import to_text
from services.outlook import Outlook

READ_FIRST = "Before we speak I must tell you why I call and for whom."
ASKED = "First acknowledge what the law asks of you."
GIVEN = "Acknowledged for this call."


def card(
    outlook: Outlook, now: datetime, acknowledged: frozenset[str] = frozenset()
) -> VerdictCard:
    """`acknowledged`: the gates with which the call that is on was opened."""
    given = bool(outlook.gates) and acknowledged.issuperset(f.gate for f in outlook.gates)
    verdict = outlook.opened if given else outlook.verdict
    gates = () if given else outlook.gates
    until, opens = outlook.opened.legal_until, verdict.next_legal_time
    return VerdictCard(
        tone="may" if given else tone(outlook),
        headline=outlook.headline,
        detail=GIVEN if given else ASKED if gates else "",
        given=given,
        day=_day(outlook, now),
        findings=tuple(row(finding) for finding in verdict.findings),
        gates=tuple(_gate(finding) for finding in gates),
        notices=tuple(_notices(verdict)) if outlook.may else (),
        legal_until=to_text(until) if until else None,
        next_legal_time=to_text(opens) if opens else None,
    )


def tone(outlook: Outlook) -> str:
    if outlook.may:
        return "gate" if outlook.gates else "may"
    denied = any(f.finding is FindingKind.DENY for f in outlook.opened.objections)
    return "not" if denied else "unknown"


def row(finding: Finding) -> FindingRow:
    return recorded_row(
        {
            "rule": finding.rule,
            "finding": finding.finding.value,
            "reason": finding.reason,
            "citation": {"section": finding.citation.section, "url": finding.citation.url},
            "inputs": finding.inputs,
            "gate": finding.gate,
        }
    )


def recorded_row(finding: Mapping[str, Any]) -> FindingRow:
    """Of a finding as JSON, as records keep it."""
    citation = finding["citation"]
    return FindingRow(
        finding["finding"],
        finding["reason"],
        citation["section"],
        citation["url"],
        "; ".join(_facts(finding.get("inputs") or {})),
        finding.get("gate"),
        finding.get("rule", ""),
    )


def _facts(inputs: Mapping[str, Any]) -> Iterator[str]:
    """Who said what was read, and how old it is."""
    for name, known in inputs.items():
        if isinstance(known, dict) and "source" in known:
            said = f", {times.age(known['age_s'])}" if "age_s" in known else ""
            yield f"{_sourced(name.replace('_', ' '), known['source'])}{said}"
    if inputs.get("evidence") not in (None, "every call"):
        yield f"By {inputs['evidence']}"


def _sourced(name: str, source: str) -> str:
    """`Line type: Podio`; a source that names the thing itself is said alone."""
    said = source if name in source else f"{name}: {source}"
    return said[:1].upper() + said[1:]


def _gate(finding: Finding) -> Gate:
    said = spoken(finding.text or READ_FIRST)
    return Gate(
        finding.gate or "",
        finding.reason,
        said.words,
        said.aside,
        finding.citation.section,
        finding.citation.url,
        finding.rule,
    )


def _notices(verdict: Verdict) -> Iterator[str]:
    """Soft gates: why care is due. The script pane has the words."""
    return (finding.reason for finding in verdict.findings if finding.notice)


def _day(outlook: Outlook, now: datetime) -> DayBar:
    spans = tuple(Span(s.start, s.end) for s in outlook.day if s.legal)
    there = local(now, outlook.zone)
    where = city(outlook.zone)
    legal = " and ".join(f"{clock_time(s.start)} to {clock_time(s.end)}" for s in spans)
    label = f"Legal hours in {where}: {legal or 'none today'}. It is {clock_time(there.minute)}."
    return DayBar(spans, there.minute, where, tuple(_cuts(outlook)), label)


def _cuts(outlook: Outlook) -> Iterator[Cut]:
    """Where the day opens and closes, each with the law that says so."""
    sections = {f.rule: f.citation.section for f in outlook.verdict.findings}
    for before, after in pairwise(outlook.day):
        if before.legal != after.legal:
            law = sections.get(before.rule or after.rule, "")
            word = "Opens" if after.legal else "Closes"
            yield Cut(after.start, f"{word} {clock_time(after.start)}", law)
    if not any(segment.legal for segment in outlook.day):
        first = outlook.day[0]
        yield Cut(0, first.reason, sections.get(first.rule, ""))
