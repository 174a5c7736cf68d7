"""What a debtor told us, by the words of Regulation F: no more contact, not by this medium, not at
work. TOLD-US binds every other call to the same."""

from collections.abc import Iterator
from typing import Any

from services.compliance.case import Case, Ruling
from services.compliance.facts import Told
from services.compliance.model import CallKind, Finding, FindingKind, Purpose
from services.compliance.register import FindingOf, rule_of
from services.compliance.rules.idle import idle

CEASE, MEDIUM, PLACE = "REGF-CEASE", "REGF-MEDIUM", "REGF-PLACE"
cease, medium, place = rule_of(CEASE), rule_of(MEDIUM), rule_of(PLACE)

ANOTHER = "This binds calls that collect a debt."
CEASED = {
    "cease": "This person asked for no more contact.",
    "refuses_to_pay": "This person refuses to pay.",
}
BY_MEDIUM = {
    CallKind.SMS: ("text", "This person asked for no texts."),
    CallKind.ARTIFICIAL_VOICE: ("voice", "This person asked for no automated voice."),
    CallKind.VOICEMAIL_DROP: ("voice", "This person asked for no automated voice."),
}


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


def _ceased(_: Case, told: Told) -> str | None:
    return " ".join(words for flag, words in CEASED.items() if flag in told.flags) or None


def _medium(case: Case, told: Told) -> str | None:
    """`stop calling` closes the telephone for every debt; a text is another medium."""
    kind = case.question.kind
    if kind is not CallKind.SMS and "stop_calling" in told.flags:
        return "This person asked us to stop calling: no call about any debt, none to confirm it."
    scope, words = BY_MEDIUM.get(kind, ("", ""))
    return words if scope in told.restrictions else None


def _place(case: Case, told: Told) -> str | None:
    """A landline is tied to a place; a text reaches the person, wherever that is."""
    if case.question.kind is CallKind.SMS or "work" not in told.restrictions:
        return None
    return "This number rings at work, where the person may not take such calls."


def _shown(told: Told) -> dict[str, Any]:
    return {"restrictions": sorted(told.restrictions), "flags": sorted(told.flags)}
