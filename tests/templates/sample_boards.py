"""Invented days and stories for the page templates."""

from api.views.audit import AuditPage, Hit, Mark, Step
from api.views.manager import AgentRow, CallRow, Choice, Filter, HeldBack, ManagerPage, OutboxRow
from tests.templates.sample_verdicts import CHECKED

PROOF = Mark("may", "Whole and unchanged up to checkpoint 812, signed 14:05")
YOUNG = Mark("notice", "Younger than checkpoint 812")
STEPS = (
    Step(
        0,
        "20:44:01.120",
        "Asked and judged: allowed",
        "Ana Ruiz",
        "Every rule agreed. Legal until 8:00 PM in Chicago.",
        (("Number", "+1 312 555 0144"), ("Rulebook", "7f3a09c1")),
        CHECKED,
        Mark("may", "Checkpoint 812, 14:05"),
        "may",
    ),
    Step(
        1,
        "20:44:01.128",
        "Permit issued",
        "Ana Ruiz",
        "Holds until 20:44:31, for this lead, number and agent only.",
        mark=Mark("may", "Checkpoint 812, 14:05"),
    ),
    Step(
        2,
        "20:44:01.902",
        "Permit used",
        "Phone company",
        "The agent's line was opened.",
        (("Call", "CA1f…09"),),
        (),
        Mark("may", "Checkpoint 812, 14:05"),
    ),
    Step(
        3,
        "20:44:03.020",
        "The lead was dialled",
        "Cleardial",
        "Judged once more, two minutes ahead: allowed.",
        (),
        CHECKED[:3],
        Mark("may", "Checkpoint 812, 14:05"),
        "may",
    ),
    Step(4, "20:44:09.511", "The lead answered", "Phone company", "", (), (), YOUNG),
    Step(
        5,
        "20:47:21.300",
        "The lead hung up",
        "Phone company",
        "They talked for 3:12.",
        (),
        (),
        YOUNG,
    ),
    Step(
        6,
        "20:47:40.010",
        "Outcome: callback scheduled",
        "Ana Ruiz",
        "“Wants to hear from us on Monday, after her brother has agreed.”",
        (("Next action", "Mon Nov 23"),),
        (),
        YOUNG,
    ),
    Step(7, "20:47:41.220", "Written to Podio", "Cleardial", "", (("Item", "88213"),), (), YOUNG),
)
HITS = (
    Hit(
        "Call to Maria Delgado",
        "Allowed · talked 3:12 · callback scheduled",
        "Today 2:44 PM",
        "/audit/calls/a",
        "may",
    ),
    Hit(
        "Asked to call Maria Delgado",
        "Denied: Illinois allows calls until 8 PM",
        "Yesterday 9:02 PM",
        "/audit/calls/b",
        "not",
    ),
)
AUDIT = AuditPage(PROOF)
FILTERS = (
    Filter(
        "agent",
        "Agent",
        (Choice("", "Everybody"), Choice("ana", "Ana Ruiz"), Choice("lee", "Lee Wong")),
    ),
    Filter("outcome", "Outcome", (Choice("", "Any outcome"), Choice("no_answer", "No answer"))),
    Filter(
        "verdict",
        "Verdict",
        (Choice("", "Allowed and denied"), Choice("allow", "Allowed"), Choice("deny", "Denied")),
    ),
)
BOARD = ManagerPage(
    "Friday, November 20",
    (
        CallRow("2:44 PM", "Ana Ruiz", "Maria Delgado", "Talking", "1:02", "Allowed", "may"),
        CallRow(
            "2:31 PM",
            "Lee Wong",
            "Jorge Reyes",
            "Callback scheduled",
            "3:12",
            "Allowed",
            "may",
            note="Mon Nov 23",
        ),
        CallRow(
            "2:12 PM", "Lee Wong", "Ben Abbot", "Not called", "", "On the national list", "not"
        ),
        CallRow("1:58 PM", "Ana Ruiz", "Tanya Woods", "No answer", "0:00", "Allowed", "may"),
    ),
    FILTERS,
    (
        HeldBack("Outside calling hours", 9, "47 CFR 64.1200(c)(1)"),
        HeldBack("On the national list", 3, "47 CFR 64.1200(c)(2)"),
        HeldBack("The list is missing or too old", 2),
        HeldBack("A state bans calls to mobiles", 1),
    ),
    25,
    (
        OutboxRow(
            "activity:1",
            "Call activity",
            "Jorge Reyes",
            "Failed",
            "Podio rejects the field “asking price”: it expects a number.",
            "2:32 PM",
            True,
        ),
        OutboxRow(
            "task:2",
            "Follow-up task",
            "Tanya Woods",
            "Waiting",
            "Podio asks to wait; next try in 40 s.",
            "1:58 PM",
        ),
    ),
    (
        AgentRow("Ana Ruiz", "Talking", "may", "1:02", 14),
        AgentRow("Lee Wong", "Owes an outcome", "notice", "0:48", 11),
        AgentRow("Sam Fox", "Signed out", "grey", "", 0),
    ),
)
