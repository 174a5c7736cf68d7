"""Which calls an auditor means: by number, call, agent, lead, rule or day. Beside the calls stand
requests not to be called, permits that were refused, and what managers changed of assistants and
of the rulebook."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from heapq import merge
from itertools import islice

from services.domain.story import StoryHit
from services.domain.story_words import sentence
from services.domain.times import to_text
from services.ports import AuditTrail, Data, Documents, Record
from services.stores.number_index import NumberIndex
from services.stores.records import JUDGED, Records

MOST = 50  # hits
DEPTH = 5000  # judgements read for one answer, newest first
BESIDE = (
    "do_not_call.set",
    "permit.refused",
    "playbook.switched",
    "rulebook.adopted",
    "rulebook.approved",
    "rulebook.proposed",
    "rulebook.rejected",
    "rulebook.rolled_back",
    "rulebook.shadow_run",
    "text.proposed",
    "text.approved",
    "text.rejected",
    "text.restored",
)
OBJECTIONS = ("deny", "unknown")
CALL_ID = re.compile(r"([0-9a-f]{32})(-\d+)?")  # of a call, or of a decision about it
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
        if asked := CALL_ID.fullmatch(text):
            return _on(day, self._told([f"call:{asked[1]}"], (JUDGED,)))
        if NUMBER.fullmatch(text):
            calls = [s for s in self._subjects(text) if s.startswith("call:")]
            return _on(day, self._told(calls, (JUDGED,)))
        return list(islice(self._scan(text, day, (JUDGED,)), MOST))

    def find_beside(self, text: str, day: date | None = None) -> list[StoryHit]:
        """At most fifty records of no call, newest first: requests not to be called, by number
        or lead; permits refused, by agent or by the call that they were for; what managers changed
        of an assistant, by its playbook."""
        text = text.strip().lower()
        if asked := CALL_ID.fullmatch(text):
            text = asked[1]
        elif NUMBER.fullmatch(text):
            others = [s for s in self._subjects(text) if not s.startswith("call:")]
            return _on(day, self._told(others, BESIDE))
        return list(islice(self._scan(text, day, BESIDE), MOST))

    def denials(self, since: str, until: str) -> Iterator[StoryHit]:
        """Every judgement of [since, until) that said no, newest first, read as it is wanted."""
        return map(hit, Records(self.documents).denied(since, until))

    def _subjects(self, number: str) -> tuple[str, ...]:
        return self.index.subjects(_e164(number))

    def _told(self, subjects: Iterable[str], actions: tuple[str, ...]) -> Iterator[Record]:
        for subject in subjects:
            yield from (r for r in self.trail.chain(subject) if r.action in actions)

    def _scan(self, text: str, day: date | None, actions: tuple[str, ...]) -> Iterator[StoryHit]:
        since, until = _span(day) if day else (None, None)
        of_action = Records(self.documents).of_action
        each = (of_action(action, since, until) for action in actions)
        records = merge(*each, key=lambda record: record.at, reverse=True)
        read = islice(records, DEPTH)
        return (hit(record) for record in read if not text or _speaks_of(record, text))


def hit(told: Record) -> StoryHit:
    """The call of a judgement, or another chain's record."""
    objections = [f["rule"] for f in findings(told.body) if f["finding"] in OBJECTIONS]
    kind, _, id_ = told.subject.partition(":")
    return StoryHit(
        call_id=id_ if kind == "call" else "",
        at=told.at,
        actor=told.actor,
        verdict=told.body.get("verdict", ""),
        sentence=sentence(told.action, told.body),
        lead_id=id_ if kind == "lead" else told.body.get("lead_id", ""),
        rules=tuple(objections),
        subject=told.subject,
    )


def findings(body: Data) -> list[Data]:
    """A judgement's, in the order in which they were recorded."""
    return list((body.get("decision") or {}).get("findings", []))


def _on(day: date | None, records: Iterable[Record]) -> list[StoryHit]:
    """The newest first, of one day when there is one."""
    hits = [hit(record) for record in records if day is None or record.at[:10] == str(day)]
    return sorted(hits, key=lambda found: found.at, reverse=True)[:MOST]


def _speaks_of(record: Record, text: str) -> bool:
    """By an id, or by words of a rule that objected. `text` is lower case."""
    found = hit(record)
    ids = (found.actor, found.lead_id, found.subject, str(record.body.get("call_id", "")))
    names = {*ids, *(id_.rpartition(":")[2] for id_ in ids), found.lead_id.removeprefix("lead-")}
    words = text.replace("-", " ")
    return text in names or any(words in rule.lower().replace("-", " ") for rule in found.rules)


def _e164(text: str) -> str:
    """American unless it says otherwise."""
    digits = re.sub(r"\D", "", text)
    return f"+{digits}" if text.startswith("+") or len(digits) > 10 else f"+1{digits}"


def _span(day: date) -> tuple[str, str]:
    start = datetime.combine(day, time(), UTC)
    return to_text(start), to_text(start + timedelta(days=1))
