"""An auditor's questions: which calls, what happened in one, and can it be proved?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.audit_proof import AuditProof
from services.audit_search import AuditSearch, findings
from services.audit_trail import Trail
from services.domain.audit import record_id
from services.domain.errors import Conflict, Erased, NotFound
from services.domain.story import Fact, Proof, ProofState, Step, Story, StoryHit
from services.domain.story_words import sentence
from services.ports import Record
from services.stores.calls import Calls

# Told beside the calls.
CHAINS = ("lead:", "number:", "refusals:", "texts:", "playbook:", "rulebook")
TOLD_ELSEWHERE = {"cause", "decision", "verdict"}
SEALED = {"k", "n", "c"}
WORST = (ProofState.VERIFIED, ProofState.YOUNGER, ProofState.DAMAGED)


@dataclass(frozen=True)
class AuditStory:
    trail: Trail
    proof: AuditProof
    finder: AuditSearch
    calls: Calls

    def search(self, text: str, day: date | None = None) -> list[StoryHit]:
        """At most fifty calls, newest first. `day` is a day in UTC."""
        return self.finder.find(text, day)

    def search_beside(self, text: str, day: date | None = None) -> list[StoryHit]:
        """At most fifty requests not to be called and permits refused, newest first."""
        return self.finder.find_beside(text, day)

    def denials(self, since: str, until: str) -> Iterator[StoryHit]:
        """Every denial of [since, until), instants as text, newest first."""
        return self.finder.denials(since, until)

    def standing(self) -> Proof:
        """How the whole log stands, by its last checkpoint."""
        return self.proof.standing()

    def story(self, call_id: str) -> Story:
        """Every record of the call, in words, each with its proof. Raises NotFound."""
        told = self._told(f"call:{call_id}", call_id)
        cut_off = self._cut_off(call_id, len(told.steps))
        return replace(told, proof=cut_off) if cut_off else told

    def of_chain(self, subject: str) -> Story:
        """Every record of a person who was called, or of an agent's refusals. Raises NotFound."""
        if not subject.startswith(CHAINS):
            raise NotFound("no such chain")
        return self._told(subject)

    def _told(self, subject: str, call_id: str = "") -> Story:
        chain = self.trail.chain(subject)
        if not chain:
            raise NotFound("no such chain")
        proofs = self.proof.of(chain)
        steps = tuple(self._step(r, p) for r, p in zip(chain, proofs, strict=True))
        worst = max(proofs, key=lambda proof: WORST.index(proof.state))
        return Story(call_id, subject, steps, worst)

    def _cut_off(self, call_id: str, length: int) -> Proof | None:
        """Damage, when the call's document was folded from more records than there are."""
        stored = self.calls.get(call_id)
        known = stored.data["audit_seq"] if stored else 0
        if known <= length:
            return None
        words = f"Damaged: its end is missing ({known - length} of {known} records)."
        return Proof(ProofState.DAMAGED, words)

    def _step(self, record: Record, proof: Proof) -> Step:
        return Step(
            seq=record.seq,
            record_id=record_id(record.subject, record.seq),
            at=record.at,
            actor=record.actor,
            action=record.action,
            sentence=sentence(record.action, record.body),
            facts=tuple(self._facts(record)),
            findings=tuple(findings(record.body)),
            proof=proof,
            hash=record.hash,
        )

    def _facts(self, record: Record) -> Iterator[Fact]:
        for name, value in record.body.items():
            if isinstance(value, dict) and set(value) == SEALED:
                yield Fact(_label(name), self._opened(record, name), personal=True)
            elif name not in TOLD_ELSEWHERE and value not in (None, "", [], {}):
                yield Fact(_label(name), _text(value))

    def _opened(self, record: Record, name: str) -> str:
        try:
            return self.trail.open_personal(record, name)
        except Erased:
            return "erased"
        except Conflict:
            return "cannot be opened"


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    if isinstance(value, dict):
        return ", ".join(f"{_label(k)}: {_text(v)}" for k, v in value.items())
    return str(value)
