"""What the person told us in an earlier call: when and where not to call, and what stands in the
way of any call at all."""

from collections.abc import Iterator
from typing import Any

from services.compliance.case import Case, Ruling
from services.compliance.facts import Told
from services.compliance.lines import VOICES
from services.compliance.model import CallKind, FindingKind, Purpose
from services.compliance.moment import here
from services.compliance.plain import to_plain
from services.compliance.register import rule_of
from services.compliance.speech import listed
from services.compliance.wishes import forbidding, turns, wishes_of

wish = rule_of("TOLD-US-WHEN")
bar = rule_of("TOLD-US-STOP")

WORK = "not at work, and this is the number"
BY_KIND = {
    "text": (frozenset({CallKind.SMS}), "not by text"),
    "voice": (VOICES, "not by an automated voice"),
}
ENDS = {
    "cease": "This person asked for no more contact.",
    "deceased": "We were told that this person has died.",
}
STOP = {"stop_calling": "This person asked us to stop calling."}
FOR_DEBT = {
    "dispute": "This person disputes the debt, and nobody has answered that yet.",
    "already_paid": "This person says that the debt is paid, and nobody has looked into it yet.",
    "bankruptcy": "This person told us of a bankruptcy.",
    "refuses_to_pay": "This person refuses to pay.",
}


def told_us(case: Case) -> Iterator[Ruling]:
    fact = case.facts.told_us
    inputs = case.known("told_us", fact, _shown)
    if fact.value is None:
        reason = "Cannot know: what this person told us was not read."
        yield Ruling(bar(FindingKind.UNKNOWN, reason, inputs))
        yield Ruling(wish(FindingKind.UNKNOWN, reason, inputs))
        return
    yield _stop(case, fact.value, inputs)
    yield _when(case, fact.value, inputs)


def _stop(case: Case, told: Told, inputs: dict[str, Any]) -> Ruling:
    found = stopped(case, told)
    if found:
        return Ruling(bar(FindingKind.DENY, " ".join(found.values()), inputs))
    reason = "Nothing that this person told us stands in the way."
    return Ruling(bar(FindingKind.ALLOW, reason, inputs))


def stopped(case: Case, told: Told) -> dict[str, str]:
    """What ends such calls, by its flag. "Stop calling" leaves a text about a debt, which is
    another medium: 12 CFR 1006.14(h)(1)."""
    debt = case.question.purpose is Purpose.DEBT
    spared = debt and case.question.kind is CallKind.SMS
    bars = ENDS | (FOR_DEBT if debt else {}) | ({} if spared else STOP)
    return {flag: words for flag, words in bars.items() if flag in told.flags}


def _when(case: Case, told: Told, inputs: dict[str, Any]) -> Ruling:
    timed, at = wishes_of(told.restrictions, told.inconvenient), case.question.at
    zones = tuple(case.reach.zones)
    if timed and not zones:
        reason = "Cannot know: this person said when not to call, and nobody knows his clock."
        return Ruling(wish(FindingKind.UNKNOWN, reason, inputs))
    now = forbidding(timed, here(case.moment).values())
    ways = [*at_work(told), *closed(case, told)]
    if not now and not ways:
        reason = "This person did not ask us to leave out this time and way."
        until = turns(timed, zones, at, to=True)
        return Ruling(wish(FindingKind.ALLOW, reason, inputs), not_after=until)
    said = dict.fromkeys([*ways, *(one.words for one in now)])
    later = None if ways else turns(timed, zones, at, to=False)
    reason = f"This person asked: {listed(said)}."
    return Ruling(wish(FindingKind.DENY, reason, inputs), not_before=later)


def at_work(told: Told) -> list[str]:
    """A wish that no waiting fulfils, and no other kind of call: the number itself is meant."""
    return [WORK] if "work" in told.restrictions else []


def closed(case: Case, told: Told) -> list[str]:
    """Wishes that no waiting fulfils: not in this way."""
    asked = [bound for scope, bound in BY_KIND.items() if scope in told.restrictions]
    return [words for kinds, words in asked if case.question.kind in kinds]


def _shown(told: Told) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "restrictions": sorted(told.restrictions),
        "flags": sorted(told.flags),
    }
    if told.inconvenient:
        shown["inconvenient"] = [to_plain(time) for time in told.inconvenient]
    return shown
