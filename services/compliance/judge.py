"""May this call be made? Every rule answers; one objection denies."""

from services.compliance.facts import Facts
from services.compliance.model import Question, Verdict


def judge(question: Question, facts: Facts) -> Verdict:
    """Total and deterministic: the same question, facts and rulebook give the same verdict.

    Every rule is evaluated and listed, in the rulebook's order; unknown denies. A dial that must
    hold for two more minutes compares `legal_until` with the clock itself.
    """
    raise NotImplementedError
