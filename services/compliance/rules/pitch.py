"""An owner who sells by himself, or whose listing ran out: asking for it is a sales call."""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.model import Purpose
from services.compliance.rules.gates import gate, notice
from services.compliance.rules.idle import idle

GATE, RULE = "listing_pitch", "GATE-LISTING-PITCH"
SELLERS = {"fsbo": "sells by himself", "expired": "had a listing that ran out"}


def listing_pitch(case: Case) -> Iterator[Ruling]:
    """A call that says it only informs is locked: it may inform of one known buyer, no more."""
    distress = case.facts.distress.value or frozenset()
    found = [words for word, words in SELLERS.items() if word in distress]
    if not found or case.question.purpose is Purpose.DEBT:
        yield idle(RULE, "The owner is not known to sell without a broker.")
        return
    inputs = case.known("distress", case.facts.distress, sorted)
    if case.question.purpose is Purpose.TELEMARKETING:
        reason = f"This owner {found[0]}: asking for the listing is a sales call."
        yield notice(RULE, reason, inputs)
    else:
        reason = f"This owner {found[0]}: speak of a buyer whom you can name, and of no listing."
        yield gate(case, GATE, reason, unknown=False, inputs=inputs)
