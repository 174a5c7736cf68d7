"""Whether what a row names as its opening is there: a consent, a tie, a word of the script."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from services.compliance import standing
from services.compliance.agreements import LABELS
from services.compliance.case import Case
from services.compliance.facts import ConsentTier, Tie
from services.compliance.model import FindingKind
from services.compliance.moment import first_instant
from services.compliance.speech import listed
from services.compliance.ways import Ways, facts_of

OPEN, SHUT, UNKNOWN = FindingKind.ALLOW, FindingKind.DENY, FindingKind.UNKNOWN


class Opening(NamedTuple):
    """`words`: what opens, or what nobody knows. `not_after`: it opens until then only."""

    kind: FindingKind
    words: str = ""
    not_after: datetime | None = None


Way = Callable[[Case], Opening]


def opening(case: Case, ways: Ways) -> Opening:
    """Open when one of the ways is; unknown when one may be; else shut."""
    found = [_all_of(case, parts) for parts in ways]
    for kind in (OPEN, UNKNOWN):
        hits = [one for one in found if one.kind is kind]
        if hits:
            return _longest(hits) if kind is OPEN else hits[0]
    return Opening(SHUT)


def read_by(case: Case, ways: Ways) -> dict[str, Any]:
    """The facts by which these ways are judged, as a finding's input: how many, never which."""
    read: dict[str, Any] = {}
    for name in facts_of(ways):
        read |= case.known(name, getattr(case.facts, name), _shown)
    return read


def _all_of(case: Case, parts: tuple[str, ...]) -> Opening:
    found = [_way(part)(case) for part in parts]
    for kind in (SHUT, UNKNOWN):
        hit = next((one for one in found if one.kind is kind), None)
        if hit:
            return hit
    ends = [one.not_after for one in found if one.not_after]
    return Opening(OPEN, listed(one.words for one in found), min(ends, default=None))


def _longest(hits: list[Opening]) -> Opening:
    ends = [(one.not_after, one) for one in hits]
    lasting = next((one for end, one in ends if end is None), None)
    return lasting or max((end, one) for end, one in ends if end)[1]


def _way(part: str) -> Way:
    word, _, what = part.partition(":")
    return OF_WORDS[word](what) if what else WAYS[word]


def _consent(tier: ConsentTier) -> Way:
    def way(case: Case) -> Opening:
        held = standing.consents(case, tier)
        if held is None:
            return Opening(UNKNOWN, "the consents for this number were not read")
        found = [Opening(OPEN, f"{LABELS[tier]} of {c.given_at.date()}", c.until) for c in held]
        return _longest(found) if found else Opening(SHUT)

    return way


def _tie(named: str, longest: Mapping[Tie, tuple[int, int] | None]) -> Way:
    def way(case: Case) -> Opening:
        ties = case.facts.relationships.value
        if ties is None:
            return Opening(UNKNOWN, "earlier business with this person was not read")
        fit = [
            (tie, standing.tie_ends(tie, longest[tie.kind]))
            for tie in ties
            if tie.kind in longest and not standing.ended(tie, ties)
        ]
        held = [(t.on, ends) for t, ends in fit if standing.holds(case, t, ends)]
        if not held:
            return Opening(SHUT)
        on, ends = max(held, key=_by_end)
        return Opening(OPEN, f"{named} of {on}", first_instant(case.moment, ends))

    return way


def _by_end(held: tuple[date, date]) -> date:
    return held[1]


def _script(field: str, named: str) -> Way:
    def way(case: Case) -> Opening:
        script = case.facts.script.value
        if script is None:
            return Opening(UNKNOWN, "what will be said was not read")
        return Opening(OPEN, named) if getattr(script, field) else Opening(SHUT)

    return way


def _exemption(word: str) -> Way:
    def way(case: Case) -> Opening:
        declared = case.facts.exemptions.value
        if declared is None:
            return Opening(UNKNOWN, "what the seller is was not read")
        return Opening(OPEN, f"the exemption {word}") if word in declared else Opening(SHUT)

    return way


def _topic(word: str) -> Way:
    def way(case: Case) -> Opening:
        health = case.facts.health.value
        if health is None:
            return Opening(UNKNOWN, "what the message is about was not read")
        return Opening(OPEN, f"a message of {word}") if health.topic == word else Opening(SHUT)

    return way


def _shown(value: Any) -> Any:
    """No more than was needed: how many consents or ties, which words of a set."""
    if isinstance(value, frozenset):
        return sorted(value)
    return len(value) if isinstance(value, tuple) else getattr(value, "topic", "read")


WAYS: dict[str, Way] = {
    "consent": _consent(ConsentTier.EXPRESS),
    "written_consent": _consent(ConsentTier.WRITTEN),
    "ebr": _tie("business", standing.LONGEST),
    "transaction_18m": _tie("business", {Tie.TRANSACTION: standing.TRANSACTION}),
    "transaction_12m": _tie("business", {Tie.TRANSACTION: (12, 365)}),
    "past_transaction": _tie("business", {Tie.TRANSACTION: None}),
    "personal": _tie("a personal tie", {Tie.PERSONAL: None}),
    "natural_voice": _script("natural_voice", "a person who asks first"),
    "ai_disclosure": _script("ai_disclosure", "the word that a machine speaks"),
}
OF_WORDS: dict[str, Callable[[str], Way]] = {"exempt": _exemption, "topic": _topic}
