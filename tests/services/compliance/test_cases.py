"""Every case of cases/*.toml: the verdict, the finding of its rule, and the citation."""

from collections import Counter

import pytest
from case_files import case_files, cases_of, verdict_of, wall

from services.compliance.model import FindingKind

CASES = [case for path in case_files() for case in cases_of(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_case_is_decided_as_it_says(case):
    verdict = verdict_of(case)
    found = [f for f in verdict.findings if f.rule == case["rule"]]
    assert verdict.allowed is (case["expect"] == "allow"), objections(verdict)
    assert FindingKind(case["finding"]) in {f.finding for f in found}, found
    assert {f.citation.section for f in found} == {case["citation"]}
    assert any(case.get("reason", "") in f.reason for f in found), found
    if "next" in case:
        promised = verdict.next_legal_time
        assert promised == (None if case["next"] == "none" else wall(case["next"]))


def objections(verdict):
    return [(f.rule, f.finding.value, f.reason) for f in verdict.objections]


def test_no_two_cases_have_one_id():
    assert [name for name, count in Counter(c["id"] for c in CASES).items() if count > 1] == []


def test_every_case_expects_allow_or_deny():
    assert {case["expect"] for case in CASES} <= {"allow", "deny"}
