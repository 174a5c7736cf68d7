"""Recorded decisions as they can be judged again: question, facts, and number out of its seal."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from services.audit_proof import chain_fault
from services.domain.errors import Conflict, Erased, NotFound
from services.ports import AuditTrail, Data, Documents, Record
from services.stores.records import JUDGED, Records

NUMBER = "number"


class Reading(StrEnum):
    OPEN = "open"
    ERASED = "erased"
    DAMAGED = "damaged"


@dataclass(frozen=True)
class Decision:
    """`id` is the call's id and the record's place in its chain. `recorded`: the verdict as JSON;
    `line`: what a rulebook needs to judge again, None when nobody can; `why` says so."""

    id: str
    call_id: str
    at: str
    rulebook: str
    recorded: Data
    reading: Reading
    line: Data | None = None
    why: str = ""


@dataclass(frozen=True)
class Decisions:
    """`documents` is the audit store."""

    documents: Documents
    trail: AuditTrail

    def of_call(self, call_id: str) -> list[Decision]:
        """Every judgement of one call, in their order. Raises NotFound."""
        chain = self.trail.chain(f"call:{call_id}") if call_id.isalnum() else ()
        if not chain:
            raise NotFound("no such call")
        return list(self._of_chain(call_id, chain))

    def one(self, decision_id: str) -> Decision:
        """Raises NotFound."""
        found = self.of_call(decision_id.partition("-")[0])
        known = next((d for d in found if d.id == decision_id), None)
        if known is None:
            raise NotFound("no such decision")
        return known

    def asked(self, since: str | None = None, until: str | None = None) -> Iterator[Decision]:
        """Of every call asked for in [since, until), newest call first, read as they are wanted."""
        for record in Records(self.documents).of_action(JUDGED, since, until):
            call_id = record.subject.removeprefix("call:")
            yield from self._of_chain(call_id, self.trail.chain(record.subject))

    def _of_chain(self, call_id: str, chain: tuple[Record, ...]) -> Iterator[Decision]:
        faults = (chain_fault(chain, place) for place in range(len(chain)))
        fault = next((f for f in faults if f), "")
        number = "" if fault else self._number(chain)
        for record in chain:
            if isinstance(record.body.get("decision"), dict):
                yield _decision(call_id, record, fault, number)

    def _number(self, chain: tuple[Record, ...]) -> str | None | Reading:
        """The number that was judged, None when there was none; ERASED, or DAMAGED."""
        sealed = next((r for r in chain if r.action == JUDGED and NUMBER in r.body), None)
        if sealed is None:
            return Reading.DAMAGED
        try:
            return self.trail.open_personal(sealed, NUMBER) or None
        except Erased:
            return Reading.ERASED
        except (Conflict, KeyError, TypeError, ValueError):
            return Reading.DAMAGED


def _decision(call_id: str, record: Record, fault: str, number: str | None | Reading) -> Decision:
    body = record.body
    about = (f"{call_id}-{record.seq}", call_id, record.at, str(body["decision"].get("rulebook")))
    if fault:
        return Decision(*about, body["decision"], Reading.DAMAGED, why=fault)
    if isinstance(number, Reading):
        why = "its number cannot be opened" if number is Reading.DAMAGED else ""
        return Decision(*about, body["decision"], number, why=why)
    if "question" not in body or "facts" not in body:
        why = "its facts were not recorded"
        return Decision(*about, body["decision"], Reading.DAMAGED, why=why)
    line: Data = {"question": body["question"], "facts": body["facts"], "number": number}
    if "facts_version" in body:
        line["facts_version"] = body["facts_version"]
    return Decision(*about, body["decision"], Reading.OPEN, line)
