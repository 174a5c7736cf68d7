"""What a debtor told us, by the words of Regulation F: no more contact, not by this medium, not at
work. What the person's words close is decided in told_us, which binds every other call too."""

from collections.abc import Iterator
from typing import Any

from services.compliance.case import Case, Ruling
from services.compliance.facts import Told
from services.compliance.model import Finding, FindingKind, Purpose
from services.compliance.register import FindingOf, rule_of
from services.compliance.rules.idle import idle
from services.compliance.rules.told_us import at_work, closed, stopped
from services.compliance.speech import listed

CEASE, MEDIUM, PLACE = "REGF-CEASE", "REGF-MEDIUM", "REGF-PLACE"
cease, medium, place = rule_of(CEASE), rule_of(MEDIUM), rule_of(PLACE)

ANOTHER = "This binds calls that collect a debt."
CEASING = ("cease", "refuses_to_pay")


def told_a_collector(case: Case) -> Iterator[Ruling]:
    if case.question.purpose is not Purpose.DEBT:
        yield from (idle(rule, ANOTHER) for rule in (CEASE, MEDIUM, PLACE))
        return
    fact = case.facts.told_us
    inputs = case.known("told_us", fact, _shown)
    for made, against, holds in (
        (cease, _ceased, "This person did not end all contact."),
        (medium, _medium, "This person did not close this way of contact."),
        (place, _place, "Nothing says that this number rings where the person must not be called."),
    ):
        yield Ruling(_judged(made, None if fact.value is None else against(case, fact.value),
                             holds, inputs, known=fact.value is not None))  # fmt: skip


def _judged(
    made: FindingOf, objection: str | None, holds: str, inputs: dict[str, Any], *, known: bool
) -> Finding:
    if not known:
        reason = "Cannot know: what this person told us was not read."
        return made(FindingKind.UNKNOWN, reason, inputs)
    if objection:
        return made(FindingKind.DENY, objection, inputs)
    return made(FindingKind.ALLOW, holds, inputs)


def _ceased(case: Case, told: Told) -> str | None:
    found = stopped(case, told)
    return " ".join(found[flag] for flag in CEASING if flag in found) or None


def _medium(case: Case, told: Told) -> str | None:
    """For every debt, and no call confirms it."""
    return stopped(case, told).get("stop_calling") or _asked(closed(case, told))


def _place(_: Case, told: Told) -> str | None:
    return _asked(at_work(told))


def _asked(wishes: list[str]) -> str | None:
    return f"This person asked: {listed(wishes)}." if wishes else None


def _shown(told: Told) -> dict[str, Any]:
    return {"restrictions": sorted(told.restrictions), "flags": sorted(told.flags)}
