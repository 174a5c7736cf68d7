"""`attempts/<number key>`: the calls to and from a number, and what became of each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from services.compliance.facts import Attempt, Conversation, Outcome
from services.compliance.kinds import CallKind, Purpose
from services.domain.disposition import Code
from services.domain.times import from_text, to_text
from services.ports import Data, Documents, Stored, Transaction

ATTEMPTS = "attempts"
KEPT_FOR = timedelta(days=31)
KEPT_AT_LEAST = 50  # per number, however old
KEPT_AT_MOST = 1000
TALK_S = 10  # whoever speaks with us for so long has had a conversation

MISSED = {"busy": Outcome.BUSY, "no_answer": Outcome.NO_ANSWER, "failed": Outcome.FAILED}
NEVER_DIALLED = frozenset({"lapsed", "refused", "refused_at_dial", "carrier_refused"})
DISPOSED = {
    Code.NO_ANSWER: Outcome.NO_ANSWER,
    Code.VOICEMAIL: Outcome.VOICEMAIL,
    Code.WRONG_NUMBER: Outcome.WRONG_NUMBER,
}
Write = Callable[[], None]


@dataclass(frozen=True)
class Attempts:
    documents: Documents

    def of(self, key: str) -> list[Data]:
        """The kept calls of one number."""
        return rows(self.documents.get(ATTEMPTS, key))


def rows(stored: Stored | None, except_call: str | None = None) -> list[Data]:
    """The calls of one number's document, without one call."""
    calls = stored.data["calls"] if stored else []
    return [call for call in calls if call["call_id"] != except_call]


def attempt(row: Data, *, same_number: bool) -> Attempt | None:
    """None for a call that came from the person."""
    if row.get("incoming"):
        return None
    return Attempt(
        from_text(row["at"]),
        CallKind(row.get("kind", CallKind.LIVE_MANUAL)),
        Outcome(row.get("outcome", Outcome.UNKNOWN)),
        Purpose(row["purpose"]) if row.get("purpose") else None,
        frozenset(row.get("debts", ())),
        same_number,
    )


def conversation(row: Data, *, same_number: bool) -> Conversation | None:
    """None when nobody talked."""
    if not (talked_at := row.get("talked_at")):
        return None
    debts = frozenset(row.get("debts", ()))
    return Conversation(from_text(talked_at), debts, same_number=same_number)


def count(tx: Transaction, permit: Data, at: str) -> Write:
    """Reads the attempts to the permit's number; returns the write that adds this call, once."""
    row = {"at": at, "call_id": permit["call_id"]}
    return _putting(tx, permit["number_key"], row | _manner(permit))


def note_outcome(tx: Transaction, before: Data, data: Data) -> Write:
    """Reads the attempts of the call's number; returns the write of what became of it, as often as
    that is told anew."""
    became, key, incoming = _became(data), data.get("number_key"), data.get("incoming")
    counts = data["consumed_at"] and became and (became["talked_at"] or not incoming)
    if not counts or not key or became == _became(before):
        return lambda: None
    row = {"at": data["consumed_at"], "call_id": data["call_id"]} | _manner(data)
    return _putting(tx, key, row, became)


def _manner(data: Data) -> Data:
    if data.get("incoming"):
        return {"incoming": True}
    return {"kind": data["kind"], "purpose": data["purpose"]}


def _putting(tx: Transaction, key: str, new: Data, became: Data | None = None) -> Write:
    stored = tx.get(ATTEMPTS, key)
    calls: list[Data] = list(stored.data["calls"]) if stored else []
    place = next((n for n, row in enumerate(calls) if row["call_id"] == new["call_id"]), None)
    if place is None:
        changed = [*calls, new | (became or {})]
    else:
        changed = [*calls]
        changed[place] = calls[place] | (became or {})

    def write() -> None:
        if changed != calls:
            tx.put(ATTEMPTS, key, {"calls": _young(changed)})

    return write


def _young(calls: list[Data]) -> list[Data]:
    since = to_text(from_text(max(row["at"] for row in calls)) - KEPT_FOR)
    latest = calls[-KEPT_AT_LEAST:]
    kept = [row for row in calls[:-KEPT_AT_LEAST] if row["at"] >= since]
    return [*kept, *latest][-KEPT_AT_MOST:]


def _became(data: Data) -> Data:
    """What an ended call's document says of its end; nothing while it lives."""
    if data.get("cause") is None:
        return {}
    outcome = _outcome(data)
    talked = outcome is Outcome.ANSWERED and (_disposed(data) or data["talk_s"] >= TALK_S)
    return {"outcome": outcome.value, "talked_at": data["answered_at"] if talked else None}


def _outcome(data: Data) -> Outcome:
    """The agent's word goes before the carrier's; an assistant's own has no such weight."""
    if said := _disposed(data):
        return DISPOSED.get(Code(said), Outcome.ANSWERED)
    cause = data["cause"]
    if data.get("outcome") == Outcome.WRONG_NUMBER:
        return Outcome.WRONG_NUMBER
    if cause in MISSED:
        return MISSED[cause]
    if cause in NEVER_DIALLED:
        return Outcome.FAILED
    if cause == "voicemail_left" or (data.get("answered_by") or "").startswith("machine"):
        return Outcome.VOICEMAIL
    if data.get("answered_at"):
        return Outcome.ANSWERED
    return Outcome.NO_ANSWER if data.get("ringing_at") else Outcome.UNKNOWN


def _disposed(data: Data) -> str:
    said = data.get("disposition")
    by_person = not data.get("assistant") or data.get("handed_over_at")
    return said["code"] if said and by_person else ""
