"""Duties of a collector that no single call can break: they are listed, and allow."""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.model import FindingKind, Purpose
from services.compliance.register import code_rules, rule_of
from services.compliance.rules.idle import idle

DUTIES = ("REGF-CREDIT", "REGF-RETAIN")
ANOTHER = "This binds whoever collects a debt."


def duties_of_a_collector(case: Case) -> Iterator[Ruling]:
    for rule in DUTIES:
        if case.question.purpose is not Purpose.DEBT:
            yield idle(rule, ANOTHER)
        else:
            yield Ruling(rule_of(rule)(FindingKind.ALLOW, code_rules()[rule].sentence))
