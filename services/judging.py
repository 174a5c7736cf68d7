"""Facts gathered and judged: the one way to a verdict."""

from dataclasses import dataclass
from datetime import datetime

from services.compliance.as_json import verdict_json
from services.compliance.facts_json import facts_json, question_json
from services.compliance.judge import judge
from services.compliance.model import CallKind, Purpose, Question, Verdict
from services.domain.lead import Lead, LeadNumber
from services.gathering import Gathering
from services.ports import Data

KIND, PURPOSE = CallKind.LIVE_MANUAL, Purpose.TELEMARKETING


@dataclass(frozen=True)
class Judging:
    gathering: Gathering

    def judge(
        self,
        lead: Lead,
        number: LeadNumber,
        *,
        at: datetime,
        acknowledgements: frozenset[str] = frozenset(),
        except_call: str | None = None,
    ) -> Verdict:
        """May this person call this number by hand at `at`? `except_call`: its own attempt does
        not count against it. Raises StoreUnavailable."""
        question = Question(KIND, PURPOSE, number.e164, at, acknowledgements)
        facts = self.gathering.gather(lead, number, KIND, at, except_call=except_call)
        return judge(question, facts)


def decision_body(verdict: Verdict) -> Data:
    """The verdict as it stands in a record, with all that judging again needs but the number."""
    body = {"verdict": "allow" if verdict.allowed else "deny", "decision": verdict_json(verdict)}
    if verdict.question is None or verdict.facts is None:
        return body
    return body | {"question": question_json(verdict.question), "facts": facts_json(verdict.facts)}
