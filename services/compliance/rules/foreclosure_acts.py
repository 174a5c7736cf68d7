"""States whose acts give the owner of a home in foreclosure rights to cancel: each has its words.

A row `GATE-FORECLOSURE-<ST>` of tables/rules/estate.toml is such an act, and its gate
`foreclosure_<st>`."""

from collections.abc import Iterator
from functools import cache

from services.compliance.case import Case, Ruling
from services.compliance.register import code_rules
from services.compliance.rules.foreclosure import certain, inputs_of, may_live_there
from services.compliance.rules.gates import gate
from services.compliance.rules.idle import idle

PREFIX = "GATE-FORECLOSURE-"


def foreclosure_acts(case: Case) -> Iterator[Ruling]:
    for state in case.reach.states:
        rule = acts().get(state)
        if rule is None:
            continue
        if may_live_there(case) and case.binds(rule):
            yield _locked(case, rule)
        else:
            yield idle(rule, "No offer goes to an owner who lives in a home in foreclosure.")


@cache
def acts() -> dict[str, str]:
    """State to the rule of its act."""
    return {row.state: rule for rule, row in code_rules().items() if rule.startswith(PREFIX)}


def _locked(case: Case, rule: str) -> Ruling:
    sure, place = certain(case), case.book.states[code_rules()[rule].state].name
    inputs = inputs_of(case) | case.known("estate", case.facts.estate, lambda e: str(e.sale_on))
    reason = f"{place} gives this owner rights to cancel: read them before any offer."
    if case.facts.distress.value is None:
        reason = f"Cannot know: whether the home is in foreclosure. If it is: {reason}"
    name = rule.removeprefix("GATE-").lower().replace("-", "_")
    return gate(case, name, reason, unknown=not sure, inputs=inputs)
