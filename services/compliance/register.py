"""The rules whose shape is code: what each is called, where it stands, and since when."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Protocol

from services.compliance import tables
from services.compliance.law import RuleRow
from services.compliance.model import Finding, FindingKind


class FindingOf(Protocol):
    def __call__(
        self, kind: FindingKind, reason: str, inputs: Mapping[str, Any] | None = None
    ) -> Finding: ...


@cache
def code_rules() -> dict[str, RuleRow]:
    """Every row of tables/rules/*.toml by its rule. Raises BrokenTable."""
    folder = resources.files("services.compliance").joinpath("tables", "rules")
    found: dict[str, RuleRow] = {}
    for name in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")):
        for row in tables.rules(f"rules/{name}", tables.load_toml(f"rules/{name}")["row"]):
            if row.rule in found:
                raise tables.BrokenTable(f"rules/{name}, {row.rule}: twice")
            found[row.rule] = row
    return found


def rule_of(rule: str) -> FindingOf:
    """A maker of one rule's findings; jurisdiction and citation are its row's.
    The maker raises KeyError for a rule without a row."""

    def finding(kind: FindingKind, reason: str, inputs: Mapping[str, Any] | None = None) -> Finding:
        row = code_rules()[rule]
        return Finding(rule, row.state, kind, reason, row.citation, inputs or {})

    return finding
