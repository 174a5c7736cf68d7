"""Yes or no, also where it is said in other words."""

from services.conversation.understanding.expected import Value
from services.conversation.understanding.phrases import Found, lexicon
from services.conversation.understanding.words import heard

SURE, MIXED, MAYBE = 95, 65, 55
MIXING = "no", "yes"


def read_yes_no(text: str, *, language: str) -> Value | None:
    """`yes` or `no`. When both are said the no wins, less sure: "yeah, no", "no, that's right"."""
    said = heard(text)
    found = lexicon("yes_no", language).find(said)
    answers = [one for one in found if one.label in MIXING and not _cleared(one, found)]
    answers = [one for one in answers if not any(_inside(one, other) for other in answers)]
    if not answers:
        return None
    labels = {one.label for one in answers}
    label = "no" if "no" in labels else "yes"
    first = next(one for one in answers if one.label == label)
    unsure = any(one.label == "maybe" for one in found)
    confidence = MAYBE if unsure else MIXED if len(labels) > 1 else SURE
    return Value(label, said.quote(first.first, first.behind), confidence)


def _cleared(one: Found, found: list[Found]) -> bool:
    """A yes that holds all of it, "why not", is not cleared by what clears the "not"."""
    clears = (other for other in found if other.label == "clear" and other.meets(one))
    return any(one.label == "no" or not _holds(one, other) for other in clears)


def _holds(one: Found, other: Found) -> bool:
    return one.first <= other.first and other.behind <= one.behind


def _inside(one: Found, other: Found) -> bool:
    """A word of a longer answer: "right" in "that's not right"."""
    longer = other.behind - other.first > one.behind - one.first
    return longer and other.first <= one.first and one.behind <= other.behind
