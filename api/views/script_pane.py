"""What is said in a call, in the order in which it must be said, with this call's names in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from api.views.spoken import spoken
from services.compliance.law_states import DutyRow
from services.compliance.model import Finding, FindingKind
from services.compliance.state_law import state_law
from services.compliance.told import Part

RECORDED, NAMED, STOPPED = "REC-STRICTEST", "FED-DNC-ID", "FED-DNC-COMPANY"
FIRST, OPENING, DUTY, LATER, WHENEVER = range(5)
BLANKS = {
    "agent": "your name",
    "company": "the company",
    "phone": "our telephone number",
    "property": "the property's address",
}


@dataclass(frozen=True)
class Piece:
    """`kind`: said as it stands (""), filled in, or a blank that the agent fills."""

    words: str
    kind: str = ""


@dataclass(frozen=True)
class Line:
    """`within`: by when the law wants it said. `aside`: what the agent does, and does not say.
    `spoken`: to the word; else it tells what is to be said."""

    pieces: tuple[Piece, ...]
    rule: str
    section: str
    within: str = ""
    aside: str = ""
    spoken: bool = False


def script(findings: Iterable[Finding], names: dict[str, str]) -> tuple[Line, ...]:
    """`names`: agent, company, phone and property, "" for what is not known."""
    held = {finding.rule: finding for finding in findings}
    ranked = [*_always(held, names), *_asked(held.values(), names)]
    return tuple(line for _, line in sorted(ranked, key=lambda pair: pair[0]))


Ranked = tuple[tuple[int, int], Line]


def _asked(findings: Iterable[Finding], names: dict[str, str]) -> Iterator[Ranked]:
    """Every finding that has words, whatever it decides."""
    for finding in findings:
        if finding.text and finding.finding is not FindingKind.NOT_APPLICABLE:
            duty = _duty(finding)
            place = FIRST if finding.rule == RECORDED else DUTY if duty else LATER
            made = _told(finding, duty, names) if duty else _to_the_word(finding)
            yield (place, duty.within_s or 0 if duty else 0), made


def _duty(finding: Finding) -> DutyRow | None:
    rows = state_law().duties.of(finding.jurisdiction)
    return next((row for row in rows if row.rule == finding.rule), None)


def _told(finding: Finding, duty: DutyRow, names: dict[str, str]) -> Line:
    """With this call's names in it, where the words are those of the row of this code."""
    parts = duty.parts if finding.text == duty.text else (Part(finding.text),)
    within = f"{duty.within_s} s" if duty.within_s else "at once"
    return _line(tuple(_filled(parts, names)), finding, within=within)


def _to_the_word(finding: Finding) -> Line:
    said = spoken(finding.text)
    within = "first" if finding.rule == RECORDED else ""
    return _line(
        (Piece(said.words),), finding, within=within, aside=said.aside, spoken=said.exactly
    )


def _line(
    pieces: tuple[Piece, ...],
    finding: Finding,
    *,
    within: str,
    aside: str = "",
    spoken: bool = False,
) -> Line:
    return Line(pieces, finding.rule, finding.citation.section, within, aside, spoken)


def _always(held: dict[str, Finding], names: dict[str, str]) -> Iterator[Ranked]:
    """Who calls, for whom and about what; where to reach us; what ends it all.
    16 CFR 310.4(d), 47 CFR 64.1200(d)(4)."""
    opening = (
        Piece("This is "), _name("agent", names), Piece(" with "), _name("company", names),
        Piece(", calling about "), _name("property", names), Piece("."),
    )  # fmt: skip
    yield (OPENING, 0), Line(opening, NAMED, _section(held, NAMED), "at once", spoken=True)
    reach = (Piece("If they ask where to reach us: "), _name("phone", names), Piece("."))
    yield (WHENEVER, 0), Line(reach, NAMED, _section(held, NAMED))
    stop = (Piece("If they say stop: press d. It holds at once."),)
    yield (WHENEVER, 1), Line(stop, STOPPED, _section(held, STOPPED))


def _section(held: dict[str, Finding], rule: str) -> str:
    return held[rule].citation.section if rule in held else ""


def _filled(parts: tuple[Part, ...], names: dict[str, str]) -> Iterator[Piece]:
    for n, part in enumerate(parts):
        words = part.words if n else f"{part.words[:1].upper()}{part.words[1:]}"
        yield _name(part.name, names) if part.name else Piece(words)


def _name(field: str, names: dict[str, str]) -> Piece:
    known = names.get(field, "").strip()
    return Piece(known, "filled") if known else Piece(BLANKS[field], "blank")
