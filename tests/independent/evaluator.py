"""A second judge: slow, and of another hand. It reads a case as docs/decision.md has it, walks
through the sheet of law and says `allow`, or `deny` with its reasons.

It shares no code and no table with the rulebook, and knows nothing of its order, reasons or times.
It does not read, and `cases.py` does not draw: calls to somebody else about a debt; ZIPs, which
refine a split state; facts without an instant; the next legal time; and whatever only
shows and never denies.
"""

from tests.independent import debts, house, machines, people, states
from tests.independent.reading import Case

PARTS = (people, states, machines, debts, house)


def verdict(said):
    """`(word, reasons)`: the reasons as they were met, none for an `allow`."""
    case = Case(said)
    reasons = [reason for part in PARTS for reason in part.objections(case)]
    return ("deny" if reasons else "allow"), reasons
