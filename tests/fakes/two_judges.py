"""One case, two judges: the rulebook, and the second reading of the sheet of law."""

import json

from services.checking.answering import decided
from services.checking.reading import asked_from
from tests.independent.cases import cases
from tests.independent.evaluator import verdict


def agreed(seed: str, count: int) -> int:
    """How many of the cases of a seed both allow. Raises AssertionError for the first on which
    they differ, with the case and what each has against it."""
    return sum(_both_allow(said) for said in cases(seed, count))


def _both_allow(said) -> bool:
    decision = decided(asked_from(said))
    theirs, reasons = verdict(said)
    if decision["verdict"] != theirs:
        against = [f for f in decision["findings"] if f["finding"] in ("deny", "unknown")]
        ours = {finding["rule"]: finding["reason"] for finding in against}
        raise AssertionError(f"{json.dumps(said)}\nthe rulebook: {ours}\nthe other: {reasons}")
    return theirs == "allow"
