"""Letters and digits that name something: a member id, a policy number."""

from collections.abc import Iterator

from services.conversation.understanding.address_units import Unit, units
from services.conversation.understanding.expected import Value, surest
from services.conversation.understanding.phrases import listed
from services.conversation.understanding.words import Utterance, heard

SURE, DIGITS_ONLY = 90, 85
SHORTEST, LONGEST = 4, 24


def read_code(text: str, *, language: str) -> Value | None:
    """`W123456789`: capitals and digits, at least one digit, without dashes."""
    said = heard(text)
    return surest(
        Value(code, said.quote(first, behind), DIGITS_ONLY if code.isdecimal() else SURE)
        for code, first, behind in codes(said, language)
    )


def codes(said: Utterance, language: str) -> Iterator[tuple[str, int, int]]:
    """Each row of letters and digits, with its words."""
    parts = units(said, language)
    at = 0
    while at < len(parts):
        behind, code = _row(parts, at)
        if SHORTEST <= len(code) <= LONGEST and any(sign.isdecimal() for sign in code):
            yield code, parts[at].first, parts[behind - 1].behind
        at = max(behind, at + 1)


def _row(parts: list[Unit], first: int) -> tuple[int, str]:
    """Where the row ends that begins here, and what it says."""
    at, behind, code = first, first, ""
    while at < len(parts):
        unit = parts[at]
        if _belongs(parts, at):
            code += unit.text[0] if unit.text in listed("alphabet") else unit.text
            behind = at = at + 1
        elif code and unit.sign == "-":
            at += 1
        elif code and _names_letter(parts, at):
            behind = at = at + 3
        else:
            break
    return behind, code.upper()


def _belongs(parts: list[Unit], at: int) -> bool:
    unit = parts[at]
    if unit.sign:
        return False
    if unit.short or unit.text in listed("alphabet"):
        return True
    after_glued = at + 1 < len(parts) and parts[at + 1].glued and parts[at + 1].text.isdecimal()
    return after_glued or (unit.glued and at > 0 and parts[at - 1].text.isdecimal())


def _names_letter(parts: list[Unit], at: int) -> bool:
    """ "B as in boy", "B for boy" """
    words = [unit.text for unit in parts[at : at + 3]]
    return len(words) == 3 and words[:2] in (["as", "in"], ["like", "in"], ["de", "de"])
