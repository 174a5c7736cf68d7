"""What is said in a sales call: who calls and where to reach him; that it sells, and what."""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.lines import VOICES, business, selling
from services.compliance.model import CallKind, FindingKind
from services.compliance.plain import to_plain
from services.compliance.register import rule_of
from services.compliance.rules.idle import idle

NAMED, DISCLOSED = "FED-DNC-ID", "TSR-DISCLOSE"
FACE_TO_FACE = "face_to_face_sale"
INFORMS = "This call sells nothing."
UNREAD = "Cannot know: what is going to be said was not read."
SHOWN = "The agent's page shows the words, and the agent says them."


def sales_words(case: Case) -> Iterator[Ruling]:
    yield _named(case)
    yield _disclosed(case)


def _named(case: Case) -> Ruling:
    """An artificial voice has rules of its own for this, FED-AV-ID and FED-AV-NUMBER."""
    if not selling(case) or case.question.kind in VOICES:
        return idle(NAMED, INFORMS if not selling(case) else "A machine speaks, not a person.")
    script = case.facts.script.value
    if script is None:
        return _unread(case, NAMED)
    if not script.identification:
        return _made(case, NAMED, "The script does not begin by saying who calls and for whom.")
    if not script.number_said:
        return _made(case, NAMED, "The script does not say where the seller can be reached.")
    return _made(case, NAMED, None)


def _disclosed(case: Case) -> Ruling:
    if not selling(case):
        return idle(DISCLOSED, INFORMS)
    if business(case) or FACE_TO_FACE in (case.facts.exemptions.value or ()):
        return idle(DISCLOSED, "A sale to a business, or one that is closed face to face.")
    script = case.facts.script.value
    if script is None or script.purpose_said is None:
        return _unread(case, DISCLOSED)
    said = script.purpose_said
    return _made(case, DISCLOSED, None if said else "The script does not say that it sells.")


def _unread(case: Case, rule: str) -> Ruling:
    if case.question.kind is CallKind.LIVE_MANUAL:
        return idle(rule, SHOWN)
    inputs = case.known("script", case.facts.script, to_plain)
    return Ruling(rule_of(rule)(FindingKind.UNKNOWN, UNREAD, inputs))


def _made(case: Case, rule: str, against: str | None) -> Ruling:
    kind = FindingKind.DENY if against else FindingKind.ALLOW
    inputs = case.known("script", case.facts.script, to_plain)
    return Ruling(rule_of(rule)(kind, against or "The script says it.", inputs))
