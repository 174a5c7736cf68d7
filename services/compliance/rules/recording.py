"""A recording, or a transcript, by the strictest of all the states that the call may touch."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from services.compliance.case import Case, Ruling
from services.compliance.facts import Recording
from services.compliance.law_states import RecordingConsent, RecordingRow
from services.compliance.model import CallKind, Finding, FindingKind
from services.compliance.plain import to_plain
from services.compliance.register import code_rules, rule_of
from services.compliance.rules.idle import idle
from services.compliance.state_law import state_law

RULE = "REC-STRICTEST"
made = rule_of(RULE)


def recording(case: Case) -> Iterator[Ruling]:
    planned = case.facts.recording.value
    by_hand = case.question.kind is CallKind.LIVE_MANUAL
    if not case.binds(RULE) or (planned is None and by_hand):
        reason = "Nothing is recorded or transcribed, as far as this call says."
        yield idle(RULE, reason)
    elif planned is None:
        reason = "Cannot know: whether the call is recorded or transcribed was not read."
        yield Ruling(made(FindingKind.UNKNOWN, reason, _inputs(case)))
    elif not planned.planned:
        yield idle(RULE, "Nothing is recorded or transcribed.")
    else:
        yield _planned(case, planned)


def _planned(case: Case, planned: Recording) -> Ruling:
    states = dict.fromkeys((*case.reach.states, planned.agent_state, planned.recorder_state))
    rows = {state: _row(state) for state in states}
    strict = [state for state, row in rows.items() if _strict(row)]
    inputs = _inputs(case) | {"states": [state or "unknown" for state in states]}
    if not strict:
        reason = "In every state of this call one party may record it."
        return Ruling(made(FindingKind.ALLOW, reason, inputs))
    texts = dict.fromkeys(row.text for row in rows.values() if row and row.text)
    text = " ".join(texts) or code_rules()[RULE].text
    places = ", ".join(_name(case, state) for state in strict)
    return Ruling(replace(_announced(case, places, inputs), text=text))


def _announced(case: Case, places: str, inputs: dict[str, Any]) -> Finding:
    """A person says the words on the page; a machine's script must hold them."""
    law = f"all must know of a recording in {places}"
    script = case.facts.script.value
    said = script.recording_notice if script else None
    if said is False:
        return made(FindingKind.DENY, f"The script does not say it: {law}.", inputs)
    if said is None and case.question.kind is not CallKind.LIVE_MANUAL:
        reason = f"Cannot know: {law}, and whether the script says so was not read."
        return made(FindingKind.UNKNOWN, reason, inputs)
    return made(FindingKind.ALLOW, f"Say it before anything is recorded: {law}.", inputs)


def _row(state: str) -> RecordingRow | None:
    return next(iter(state_law().recording.of(state)), None)


def _strict(row: RecordingRow | None) -> bool:
    """A state that nobody knows, or has read, is one where all must agree."""
    return row is None or row.consent is not RecordingConsent.ONE


def _name(case: Case, state: str) -> str:
    known = case.book.states.get(state)
    return known.name if known else "a state that nobody knows"


def _inputs(case: Case) -> dict[str, Any]:
    return case.known("recording", case.facts.recording, to_plain) | case.known(
        "script", case.facts.script, to_plain
    )
