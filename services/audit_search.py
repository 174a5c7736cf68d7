"""Which calls an auditor means: by number, call, agent, lead, rule or day."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from services.domain.story import StoryHit
from services.domain.story_words import sentence
from services.domain.times import to_text
from services.ports import AuditTrail, Data, Documents, Record
from services.stores.number_index import NumberIndex
from services.stores.records import Records

MOST = 50  # hits
DEPTH = 5000  # judgements read for one answer, newest first
JUDGED = "call.judged"
OBJECTIONS = ("deny", "unknown")
CALL_ID = re.compile(r"[0-9a-f]{32}")
NUMBER = re.compile(r"\+?[\d\s().-]{10,24}")


@dataclass(frozen=True)
class AuditSearch:
    """`documents` is the audit store."""

    documents: Documents
    trail: AuditTrail
    index: NumberIndex

    def find(self, text: str, day: date | None = None) -> list[StoryHit]:
        """At most fifty calls, newest first. `text`: a number, a call's id, an agent's or lead's
        id, a rule's id, or "" for all. `day` is a day in UTC."""
        text = text.strip().lower()
        if CALL_ID.fullmatch(text):
            found = self._judgements([f"call:{text}"])
        elif NUMBER.fullmatch(text):
            found = self._judgements(self.index.subjects(_e164(text)))
        else:
            return list(islice(self._scan(text, day), MOST))
        hits = [hit(record) for record in found if day is None or record.at[:10] == str(day)]
        return sorted(hits, key=lambda h: h.at, reverse=True)[:MOST]

    def _judgements(self, subjects: Iterable[str]) -> Iterator[Record]:
        for subject in subjects:
            if subject.startswith("call:"):
                yield from [r for r in self.trail.chain(subject) if r.action == JUDGED][:1]

    def _scan(self, text: str, day: date | None) -> Iterator[StoryHit]:
        since, until = _span(day) if day else (None, None)
        records = Records(self.documents).of_action(JUDGED, since, until)
        hits = (hit(record) for record in islice(records, DEPTH))
        return (found for found in hits if not text or text in _names(found))


def hit(judged: Record) -> StoryHit:
    """The call of a judgement."""
    objections = [f["rule"] for f in findings(judged.body) if f["finding"] in OBJECTIONS]
    return StoryHit(
        call_id=judged.subject.partition(":")[2],
        at=judged.at,
        actor=judged.actor,
        verdict=judged.body.get("verdict", ""),
        sentence=sentence(judged.action, judged.body),
        lead_id=judged.body.get("lead_id", ""),
        rules=tuple(objections),
    )


def findings(body: Data) -> list[Data]:
    """A judgement's, in the order in which they were recorded."""
    return list((body.get("decision") or {}).get("findings", []))


def _names(found: StoryHit) -> set[str]:
    agent = found.actor.rpartition(":")[2]
    return {found.actor, agent, found.lead_id, found.lead_id.removeprefix("lead-"), *found.rules}


def _e164(text: str) -> str:
    """American unless it says otherwise."""
    digits = re.sub(r"\D", "", text)
    return f"+{digits}" if text.startswith("+") or len(digits) > 10 else f"+1{digits}"


def _span(day: date) -> tuple[str, str]:
    start = datetime.combine(day, time(), UTC)
    return to_text(start), to_text(start + timedelta(days=1))
