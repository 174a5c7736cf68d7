"""Facts gathered and judged: the one way to a verdict."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.compliance.facts import UNKNOWN, Fact, Script
from services.compliance.facts_json import FACTS_VERSION, facts_json, question_json
from services.compliance.model import CallKind, Purpose, Question, Verdict
from services.domain.lead import Lead, LeadNumber
from services.gathering import Gathering
from services.ports import Data
from services.rulebook_judge import Judge, decision_json


@dataclass(frozen=True)
class Manner:
    """How a call is made, and what for. `assistant`: the playbook that speaks, "" when a person
    does; `script`: what that playbook says, as it was read."""

    kind: CallKind = CallKind.LIVE_MANUAL
    purpose: Purpose = Purpose.TELEMARKETING
    assistant: str = ""
    script: Fact[Script] = UNKNOWN


BY_HAND = Manner()


@dataclass(frozen=True)
class Judging:
    """`by`: who judges: the rulebook in force with the house rules."""

    gathering: Gathering
    by: Judge

    def judge(
        self,
        lead: Lead,
        number: LeadNumber,
        *,
        at: datetime,
        acknowledgements: frozenset[str] = frozenset(),
        except_call: str | None = None,
        manner: Manner = BY_HAND,
    ) -> Verdict:
        """May this number be called in this manner at `at`? `except_call`: its own attempt does
        not count against it. Raises StoreUnavailable, RulebookUnavailable."""
        question = Question(manner.kind, manner.purpose, number.e164, at, acknowledgements)
        facts = self.gathering.gather(
            lead,
            number,
            manner.kind,
            at,
            purpose=manner.purpose,
            playbook=manner.assistant,
            except_call=except_call,
        )
        return self.by(question, replace(facts, script=manner.script))


def decision_body(verdict: Verdict) -> Data:
    """The verdict as it stands in a record, with all that judging again needs but the number."""
    body = {"verdict": "allow" if verdict.allowed else "deny", "decision": decision_json(verdict)}
    if verdict.question is None or verdict.facts is None:
        return body
    return body | {
        "question": question_json(verdict.question),
        "facts": facts_json(verdict.facts),
        "facts_version": FACTS_VERSION,
    }
