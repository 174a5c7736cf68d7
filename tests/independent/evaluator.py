"""A second judge: slow, and of another hand. It reads a case as docs/decision.md has it, walks
through the sheet of law and says `allow`, or `deny` with its reasons.

It shares no code and no table with the rulebook. It does not read, and `cases.py` does not draw:
the organization's own rules; health-care messages; consent to more calls about a debt; calls to
somebody else about it; ZIPs, which refine a split state; calls at work; the litigator list; what
only shows and never denies; the next legal time; and a fact of the future or without an instant.
"""

from tests.independent import debts, machines, people, states
from tests.independent.reading import Case

PARTS = (people, states, machines, debts)


def verdict(said):
    """`(word, reasons)`: the reasons as they were met, none for an `allow`."""
    case = Case(said)
    reasons = [reason for part in PARTS for reason in part.objections(case)]
    return ("deny" if reasons else "allow"), reasons
