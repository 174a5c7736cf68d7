"""Invented leads and queues for the page templates."""

from dataclasses import replace

from api.views.script_pane import Line, Piece
from api.views.verdict import VerdictCard
from api.views.workspace import (
    LeadCard,
    NumberChoice,
    OwedCall,
    PastCall,
    Queue,
    QueueRow,
    Workspace,
)
from tests.templates.sample_verdicts import DAY, MAY, SETTINGS, UNKNOWN

QUEUE = Queue(
    tuple(
        QueueRow(name, f"/workspace/{n}", time, city, line, tone, place, day, n == 0)
        for n, (name, time, city, line, tone, place, day) in enumerate(
            [
                (
                    "Maria Delgado",
                    "2:46 PM",
                    "Chicago",
                    "until 8:00 PM",
                    "may",
                    "412 Oak St, Springfield IL",
                    DAY,
                ),
                (
                    "Jorge Reyes",
                    "12:46 PM",
                    "Los Angeles",
                    "until 9:00 PM",
                    "may",
                    "9 Palm Ave, Fresno CA",
                    replace(DAY, now=766),
                ),
                (
                    "Tanya Woods",
                    "3:46 PM",
                    "New York",
                    "until 9:00 PM",
                    "may",
                    "77 Elm St, Albany NY",
                    replace(DAY, now=946),
                ),
                (
                    "Oluwaseun Adebayo-Richardson the Third",
                    "2:46 PM",
                    "Dallas",
                    "acknowledge one thing",
                    "gate",
                    "1 Long Lane, Fort Worth TX",
                    DAY,
                ),
                (
                    "Kim Lee",
                    "10:46 AM",
                    "Honolulu",
                    "list is 34 days old",
                    "unknown",
                    "3 Beach Rd, Honolulu HI",
                    replace(DAY, now=646),
                ),
                (
                    "Ben Abbot",
                    "2:46 PM",
                    "Jackson",
                    "on the national list",
                    "not",
                    "5 Main St, Jackson MS",
                    DAY,
                ),
                (
                    "Rosa Park",
                    "2:46 PM",
                    "Mobile",
                    "opens Sat 8:00 AM",
                    "not",
                    "8 Bay St, Mobile AL",
                    DAY,
                ),
            ]
        )
    ),
    open_now=3,
    opens="Sat 8:00 AM in Mobile",
)
DEAD = replace(
    QUEUE,
    open_now=0,
    opens="Mon 8:00 AM in New York, in 5 h 12 min",
    rehearse="2026-11-20T18:00:00Z",
)
WORDS = (
    Line(
        (Piece("This is "), Piece("your name", "blank"), Piece(" with "), Piece("Birch", "filled")),
        "FED-DNC-ID",
        "47 CFR 64.1200(d)(4)",
        "at once",
        spoken=True,
    ),
    Line((Piece("Birch", "filled"), Piece(", what you offer.")), "ST-FL-ID", "501.613", "30 s"),
)
LEAD = LeadCard(
    "lead-41",
    41,
    "Maria Delgado",
    "412 Oak St, Springfield IL 62701",
    "2:46 PM",
    "Chicago",
    "America/Chicago",
    (
        ("Score", "82 HOT"),
        ("Equity", "64 %, $121,000"),
        ("Estimated value", "$189,000"),
        ("Property", "Single family, 1962"),
        ("Distress", "Probate"),
        ("Owner lives there", "No"),
    ),
    ("e-mail", "auction date"),
    "2 min ago",
    (
        NumberChoice("n1", "+1 312 ••• 0144", "mobile", MAY, WORDS),
        NumberChoice("n2", "+1 415 ••• 0190", "home", UNKNOWN, WORDS),
    ),
    (
        PastCall("Tue 2:10 PM", "No answer, by Ana"),
        PastCall("Mon 9:04 AM", "Voicemail, by Lee", "Asked to be called after lunch."),
    ),
)


def lead(verdict: VerdictCard) -> LeadCard:
    return replace(LEAD, numbers=(replace(LEAD.numbers[0], verdict=verdict), LEAD.numbers[1]))


def workspace(shown: LeadCard = LEAD, owed: OwedCall | None = None) -> dict[str, object]:
    call = owed and {"call_id": owed.call_id, "state": owed.state, "owed": True}
    return {
        "here": "/workspace",
        "workspace": Workspace(shown, QUEUE, owed, "2026-11-20", SETTINGS | {"call": call}),
    }
