"""The last day on which an owner may redeem a property from a tax lien: named while it is far off,
and a locked gate when it is near, past or unknown."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from services.compliance.case import Case, Ruling
from services.compliance.clock import day_later
from services.compliance.model import Purpose
from services.compliance.moment import days, first_instant
from services.compliance.rules.gates import gate, notice
from services.compliance.rules.idle import idle
from services.compliance.speech import day_said

GATE, RULE = "tax_lien_redemption", "GATE-TAX-LIEN-REDEMPTION"
UNREAD = "Cannot know: whether a tax lien lies on the property, which its owner may redeem."
UNDATED = "Cannot know: the last day on which the owner may redeem the property."
NEAR = "redemption"  # the fact of ages.toml that says how many days are near


def redemption_deadline(case: Case) -> Iterator[Ruling]:
    distress, estate = case.facts.distress.value, case.facts.estate
    if case.question.purpose is not Purpose.TELEMARKETING:
        yield idle(RULE, "This binds offers to the owner; the call makes none.")
        return
    if distress is not None and "tax_lien" not in distress:
        yield idle(RULE, "No tax lien lies on the property.")
        return
    last = estate.value.redemption_ends if estate.value else None
    inputs = case.known("distress", case.facts.distress, sorted)
    inputs |= case.known("estate", estate, lambda _: {"redemption_ends": last and last.isoformat()})
    if last is None or distress is None:
        reason = UNREAD if distress is None else UNDATED
        yield gate(case, GATE, reason, unknown=True, inputs=inputs)
    else:
        yield _until(case, last, inputs)


def _until(case: Case, last: date, inputs: dict[str, Any]) -> Ruling:
    today = max(days(case.moment))
    near = day_later(last, -case.book.max_age(NEAR, today).days)
    day = f"{day_said(last)}, {last.year}"
    if today > last:
        reason = f"The right to redeem ended on {day}: find out first who owns the property."
        return gate(case, GATE, reason, unknown=False, inputs=inputs)
    if today >= near:
        reason = f"The owner may redeem until {day}, which is near: say so before any offer."
        return gate(case, GATE, reason, unknown=False, inputs=inputs)
    soft = notice(RULE, f"The owner may redeem the property until {day}.", inputs)
    return soft._replace(not_after=first_instant(case.moment, near))
