"""Invented verdicts for the page templates."""

from dataclasses import replace

from api.views import words
from api.views.verdict import Cut, DayBar, FindingRow, Gate, Span, VerdictCard

NOW = "2026-11-20T20:46:00.000000Z"
NAMES = {"agent": "Ana Ruiz", "manager": "Mo Carter", "auditor": "Ida Berg", "": ""}
CFR = "https://www.ecfr.gov/current/title-47/section-64.1200"
WORDS = {"phases": words.PHASES, "causes": words.CAUSES, "refusals": words.REFUSALS}
SETTINGS = {
    "sdk": "/static/vendor/twilio.min.js",
    "prelude": None,
    "options": {},
    "call": None,
    "words": WORDS,
}

DAY = DayBar(
    (Span(480, 1200),),
    886,
    "Chicago",
    (
        Cut(480, "Opens 8:00 AM", "47 CFR 64.1200(c)(1)"),
        Cut(1200, "Closes 8:00 PM", "815 ILCS 413/15"),
    ),
    "May be called from 8:00 AM to 8:00 PM in Chicago; it is 2:46 PM",
)
LATE = replace(
    DAY, now=1262, label="May be called from 8:00 AM to 8:00 PM in Chicago; it is 9:02 PM"
)


def _row(
    finding: str, reason: str, section: str, fact: str = "", gate: str | None = None
) -> FindingRow:
    return FindingRow(finding, reason, section, CFR, fact, gate)


CHECKED = (
    _row(
        "allow",
        "It is between 8 AM and 9 PM in every zone this number may be in.",
        "47 CFR 64.1200(c)(1)",
        "Chicago, from area code 312 and the address",
    ),
    _row(
        "allow",
        "Illinois: no call before 8 AM or after 8 PM.",
        "815 ILCS 413/15",
        "Address verified 12 days ago",
    ),
    _row("allow", "Not on our own do-not-call list.", "47 CFR 64.1200(d)", "Read just now"),
    _row(
        "allow",
        "Not on the national list.",
        "47 CFR 64.1200(c)(2)",
        "List for 312 of Nov 14, 6 days old",
    ),
    _row("allow", "1 call in the last 24 hours; 3 are allowed.", "House rule", "Last call 3 h ago"),
    _row(
        "not_applicable",
        "A person dials by hand: the consent for artificial voices is not needed.",
        "47 CFR 64.1200(a)(1)",
    ),
    _row("not_applicable", "No state law bans calls to mobile phones here.", "House rule"),
    _row("allow", "No attorney is on record.", "11 USC 524", "Podio, 2 min ago"),
)
MAY = VerdictCard(
    "may",
    "You may call until 8:00 PM in Chicago, 5 h 14 min left.",
    "",
    DAY,
    CHECKED,
    notices=("Ask first whether another broker lists the property.",),
)
NOT = VerdictCard(
    "not",
    "Not now. Illinois opens at 8:00 AM on Saturday.",
    "",
    LATE,
    (
        _row(
            "deny",
            "It is 9:02 PM in Chicago; Illinois allows calls until 8 PM.",
            "815 ILCS 413/15",
            "Address verified 12 days ago",
        ),
        *CHECKED[2:],
    ),
)
UNKNOWN = VerdictCard(
    "unknown",
    "Cannot know: the national list for 415 is 34 days old.",
    "",
    replace(DAY, city="San Francisco"),
    (
        _row(
            "unknown",
            "The list of area code 415 is 34 days old; 31 days are allowed.",
            "47 CFR 64.1200(c)(2)(i)(D)",
            "List of Oct 17",
        ),
        *CHECKED[:3],
    ),
)
GATE = replace(
    MAY,
    tone="gate",
    headline="You may call until 8:00 PM, after you have acknowledged one thing.",
    notices=(),
    findings=(
        _row(
            "unknown",
            "The owner lives in a home in foreclosure: a disclosure must be read.",
            "765 ILCS 940/20",
            "Podio, 2 min ago",
            "foreclosure",
        ),
        *CHECKED,
    ),
    gates=(
        Gate(
            "foreclosure",
            "The owner lives in a home in foreclosure. Illinois asks you to read a notice.",
            "You may cancel any agreement with us. Ask a lawyer before you sign.",
            "If they ask what it means: say that you are no lawyer.",
            "765 ILCS 940/20",
            CFR,
        ),
    ),
)
