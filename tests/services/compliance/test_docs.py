"""What docs/compliance.md and docs/decision.md promise is what the code does."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

from law import ask

from services.compliance.as_json import finding_json, verdict_json
from services.compliance.book import current
from services.compliance.model import CallKind, Purpose
from services.compliance.rule_list import RULES

DOCS = Path(__file__).parents[3] / "docs"
COMPLIANCE = (DOCS / "compliance.md").read_text()
DECISION = (DOCS / "decision.md").read_text()
MACHINES = (
    "+12135550144", "+17025550144", "+15025550144", "+15055550144", "+19735550144",
    "+18025550144", "+12075550144", "+18015550144", "+14125550144", "+17135550144",
)  # fmt: skip
PEOPLE = ("+12145550144", "+16025550144", "+13075550144", "+12155550144", "+13055550144")
SUNDAY = datetime(2026, 11, 22, 16, tzinfo=UTC)


def example():
    return json.loads(re.search(r"```json\n(.*?)```", DECISION, re.S)[1])


def test_the_example_of_a_decision_is_what_the_judge_says():
    verdict = ask("+12145550144", SUNDAY)
    said, shown = verdict_json(verdict), example()
    assert said.keys() == shown.keys()
    finding = next(f for f in verdict.findings if f.rule == "ST-TX-HOURS")
    written = shown["findings"][0]
    written["inputs"]["tzdata"] = finding.inputs["tzdata"]
    assert finding_json(finding) == written
    assert said["next_legal_time"] == shown["next_legal_time"]


def test_every_rule_that_can_speak_stands_in_the_table():
    spoken = set()
    for number in (
        "+12145550144",
        "+16025550144",
        "+13075550144",
        "+12155550144",
        "+13055550144",
        *MACHINES,
    ):
        kind = CallKind.ARTIFICIAL_VOICE if number in MACHINES else CallKind.LIVE_MANUAL
        for purpose in Purpose:
            asked = ask(number, SUNDAY, kind=kind, purpose=purpose)
            spoken |= {finding.rule for finding in asked.findings}
    for rule in spoken:
        assert f"`{family(rule)}`" in COMPLIANCE, rule


def family(rule):
    """One row of the table stands for the like rules of all states."""
    if re.match(r"ST-(ADAD-|\w\w-ADAD-PERMIT)", rule):
        return "ST-<ST>-ADAD-PERMIT" if "PERMIT" in rule else "ST-ADAD-<ST>"
    return re.sub(r"^ST-(UNREAD|[A-Z]{2})-(?!DEBT)", "ST-<ST>-", rule)


def test_every_rule_has_a_file_of_its_own():
    assert len({rule.__module__ for rule in RULES}) == len(RULES)


def test_the_area_codes_that_are_missing_are_named_and_missing():
    named = re.search(r"nothing sure was found of ([\d,\s]+and\s+\d+)", COMPLIANCE)[1]
    assert len(re.findall(r"\d{3}", named)) == 2
    assert not {code for code in re.findall(r"\d{3}", named) if code in current().area_codes}


def test_every_row_cites_a_section_and_a_page():
    book = current()
    rows = [row for rules in book.hours.values() for rule in rules for row in rule.rows]
    for row in (*rows, *book.caps, *book.bans, *book.ages, *book.disclosures):
        assert row.citation.section and row.citation.url.startswith("http"), row.rule
        assert row.law["mark"] in ("V", "S", "U", "H"), row.rule
