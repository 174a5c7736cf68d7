"""What to do about what nobody knows: every `unknown` ends with a sentence that says so."""

import re
from collections.abc import Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cache, lru_cache

from services.compliance import tables
from services.compliance.case import Ruling
from services.compliance.model import Finding, FindingKind

NAMED = re.compile(r"\b([Ff]etch|[Ii]mport|[Rr]efresh|[Aa]sk) (area code|it|the)\b")


@cache
def cures() -> Mapping[str, str]:
    """A sentence for each fact, by its name in Facts. Raises BrokenTable."""
    said: dict[str, str] = _table()["cure"]
    return said


@cache
def _table() -> dict[str, dict[str, str]]:
    return tables.load_toml("cures.toml")


def cured(ruling: Ruling) -> Ruling:
    """The same, its reason followed by what to do when it is unknown and does not say so itself."""
    found = ruling.finding
    if found.finding is not FindingKind.UNKNOWN or NAMED.search(found.reason):
        return ruling
    reason = f"{found.reason} {cures()[_lacking(found)]}"
    return ruling._replace(finding=replace(found, reason=reason))


def _lacking(found: Finding) -> str:
    """The first fact that the rule read and that has no value; else the one that it is about."""
    for name, shown in found.inputs.items():
        if name in cures() and isinstance(shown, Mapping) and shown.get("value", "") is None:
            return name
    return _about(found.rule)


@lru_cache(maxsize=1_024)
def _about(rule: str) -> str:
    return next(fact for like, fact in _table()["lacks"].items() if fnmatchcase(rule, like))
