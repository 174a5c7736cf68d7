"""Ten thousand cases judged twice: by the rulebook, and by a second reading of the sheet of law
that shares no code and no table with it."""

import json

from services.checking.answering import decided
from services.checking.reading import asked_from
from tests.independent.cases import cases
from tests.independent.evaluator import verdict

CASES = 10_000


def objections(said):
    decision = decided(asked_from(said))
    against = {
        f["rule"]: f["reason"] for f in decision["findings"] if f["finding"] in ("deny", "unknown")
    }
    return decision["verdict"], against


def test_both_judges_say_the_same_of_ten_thousand_cases():
    allowed = 0
    for said in cases("every day", CASES):
        ours, against = objections(said)
        theirs, reasons = verdict(said)
        assert ours == theirs, f"{json.dumps(said)}\nthe rulebook: {against}\nthe other: {reasons}"
        allowed += ours == "allow"
    assert allowed > CASES * 0.3
