"""What a state has the caller say or do: a person reads it, a script has it."""

from collections.abc import Iterator
from dataclasses import replace

from services.compliance.case import Case, Ruling
from services.compliance.facts import Script
from services.compliance.law_states import DutyRow
from services.compliance.lines import VOICES
from services.compliance.model import FindingKind
from services.compliance.plain import to_plain
from services.compliance.rules.hung_up import called_back
from services.compliance.rules.state_rows import finding, idle, rows_here
from services.compliance.state_law import state_law

LACKS = {
    "identification": "who calls, at the beginning",
    "purpose_said": "why it calls",
    "number_said": "our telephone number",
    "opt_out_delay_s": "how to stop the calls",
}
WAY_OUT = "opt_out_delay_s"  # None says that no way out is told, and not that nobody knows


def duties(case: Case) -> Iterator[Ruling]:
    for row, name in rows_here(case, state_law().duties):
        if not case.moment.speaks_of(row):
            yield idle(row)
        elif row.most_ring_s is not None:
            yield _rings(case, row, f"{name}: {row.told}", row.most_ring_s)
        elif row.hung_up:
            yield called_back(case, row, f"{name}: {row.told}")
        elif case.question.kind in VOICES and row.needs:
            yield _scripted(case, row, f"{name}: {row.told}")
        else:
            made = finding(row, FindingKind.ALLOW, f"{name}: {row.told}")
            yield Ruling(replace(made, text=row.text))


def _scripted(case: Case, row: DutyRow, law: str) -> Ruling:
    fact = case.facts.script
    inputs = case.known("script", fact, to_plain)
    kind, said = _says(fact.value, row.needs)
    return Ruling(replace(finding(row, kind, f"{said} {law}", inputs), text=row.text))


def _says(script: Script | None, needs: tuple[str, ...]) -> tuple[FindingKind, str]:
    if script is None:
        return FindingKind.UNKNOWN, "Cannot know: what the machine will say was not read."
    had = {need: getattr(script, need) for need in needs}
    if WAY_OUT in had and had[WAY_OUT] is None:
        had[WAY_OUT] = False
    for need, there in had.items():
        if there is False:
            return FindingKind.DENY, f"The script does not say {LACKS[need]}."
    for need, there in had.items():
        if there is None:
            return FindingKind.UNKNOWN, f"Cannot know: whether the script says {LACKS[need]}."
    return FindingKind.ALLOW, "The script says it."


def _rings(case: Case, row: DutyRow, law: str, most: int) -> Ruling:
    """Without word of its dialling a call rings as long as the house lets it: FED-RING has every
    machine say how long."""
    fact = case.facts.dialing
    ring_s = fact.value.ring_s if fact.value else None
    inputs = case.known("dialing", fact, to_plain)
    if ring_s is None:
        return idle(row, f"{law} Nobody said how long this call rings.")
    kind = FindingKind.ALLOW if ring_s <= most else FindingKind.DENY
    return Ruling(finding(row, kind, f"{law} This call rings {ring_s} seconds.", inputs))
