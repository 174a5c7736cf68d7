"""What no assistant may say, in words of our own: the playbooks' lists are not asked."""

import re

THREATS = re.compile(
    r"\b(?:arrest|jail|prison|police|lawsuit|sue you|suing|court|garnish|seize|repossess|"
    r"credit (?:score|report|rating)|last chance|final notice|your (?:boss|employer)|"
    r"c[aá]rcel|polic[ií]a|demandar|embarg|tribunal|historial de cr[eé]dito|"
    r"[uú]ltima oportunidad)\b",
    re.I,
)
MEDICINE = re.compile(
    r"\b(?:diagnos|you (?:probably )?have (?:a |an )?(?:cancer|flu|covid|infection)|"
    r"nothing serious|take (?:an? )?(?:aspirin|ibuprofen)|don't worry|do not worry|"
    r"nada grave|no se preocupe|diagn[oó]stic)",
    re.I,
)
STEERING = re.compile(
    r"\b(?:neighborhood|church|school district|families|children|race|religion|ethnic|disab|"
    r"foreclosure|market value|is worth|you should sell|vecindario|iglesia|religi[oó]n|"
    r"ni[nñ]os|deber[ií]a vender)\b",
    re.I,
)
PROMISES = re.compile(r"\bguarant|\bgarantiz|\bpirate\b|\bforgiven?\b|\bperdonad", re.I)
BY_PLAYBOOK = {
    "real_estate": (STEERING, PROMISES),
    "healthcare_intake": (MEDICINE, PROMISES),
    "debt_collection": (THREATS, PROMISES),
}


def said(playbook: str, text: str) -> str:
    """The first forbidden thing in `text`; empty when there is none."""
    found = (pattern.search(text) for pattern in BY_PLAYBOOK[playbook])
    return next((match.group() for match in found if match), "")
