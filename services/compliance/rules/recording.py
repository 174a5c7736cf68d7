"""A recording, or a transcript, by the strictest of all the states that the call may touch."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from services.compliance.book import FEDERAL
from services.compliance.case import Case, Ruling
from services.compliance.facts import Recording
from services.compliance.law_states import RecordingConsent, RecordingRow
from services.compliance.model import CallKind, Finding, FindingKind
from services.compliance.plain import to_plain
from services.compliance.register import code_rules, rule_of
from services.compliance.rules.idle import idle
from services.compliance.state_law import Table, state_law

RULE = "REC-STRICTEST"
UNREAD = "U"  # the mark of a row
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
    known = (FEDERAL, *case.reach.states, planned.agent_state, planned.recorder_state)
    rows = {state: rows_of(case, state_law().recording, state) for state in known}
    strict = [state for state, held in rows.items() if is_strict(held)]
    inputs = _inputs(case) | {"states": [state or "unknown" for state in rows]}
    if not strict:
        reason = "In every state of this call one party may record it."
        return Ruling(made(FindingKind.ALLOW, reason, inputs))
    texts = dict.fromkeys(row.text for held in rows.values() for row in held if row.text)
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


def rows_of(case: Case, table: Table[RecordingRow], state: str) -> tuple[RecordingRow, ...]:
    """Those that speak of such a call and are in force."""
    moment = case.moment
    return tuple(r for r in table.of(state) if moment.speaks_of(r) and moment.in_force(r))


def is_strict(rows: tuple[RecordingRow, ...]) -> bool:
    """A state that nobody knows, or whose law nobody has read, is one where all must agree."""
    one = RecordingConsent.ONE
    return not rows or any(r.consent is not one or r.law["mark"] == UNREAD for r in rows)


def _name(case: Case, state: str) -> str:
    if state == FEDERAL:
        return "the United States"
    known = case.book.states.get(state)
    return known.name if known else "a state that nobody knows"


def _inputs(case: Case) -> dict[str, Any]:
    return case.known("recording", case.facts.recording, to_plain) | case.known(
        "script", case.facts.script, to_plain
    )
