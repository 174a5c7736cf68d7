"""Each page in each of its states: template, role, context."""

from dataclasses import replace

from api.views.audit import AuditCall, Mark
from api.views.manager import ManagerPage
from api.views.workspace import OwedCall, Queue
from tests.templates.sample_boards import AUDIT, BOARD, FILTERS, HITS, PROOF, STEPS
from tests.templates.sample_leads import DEAD, LEAD, QUEUE, lead, workspace
from tests.templates.sample_rules import DUE, NONE, RULES
from tests.templates.sample_verdicts import GATE, NOT, UNKNOWN

OWED = OwedCall("c1", "ended", True, "Wants to hear from us on Mon")
STATES: dict[str, tuple[str, str, dict[str, object]]] = {
    "sign-in": ("pages/sign_in.html", "", {}),
    "sign-in-wrong": (
        "pages/sign_in.html",
        "",
        {
            "problem": "E-mail and password do not fit together. Try again in 4 s.",
            "email": "ana@example.com",
        },
    ),
    "queue": ("pages/queue.html", "agent", {"here": "/", "queue": QUEUE}),
    "queue-dead": ("pages/queue.html", "agent", {"here": "/", "queue": DEAD, "rehearsal": None}),
    "queue-empty": ("pages/queue.html", "agent", {"here": "/", "queue": Queue()}),
    "queue-problem": (
        "pages/queue.html",
        "agent",
        {
            "here": "/",
            "queue": replace(
                QUEUE,
                problem="Podio does not answer. These leads are as they were at 2:31 PM; calls "
                "are judged as strictly as ever.",
            ),
            "rehearsal": "Fri Nov 20, 2:46 PM Chicago",
        },
    ),
    "rules": ("pages/rules.html", "agent", {"here": "/rules", "page": RULES}),
    "rules-due": ("pages/rules.html", "manager", {"here": "/rules", "page": DUE}),
    "rules-none": ("pages/rules.html", "auditor", {"here": "/rules", "page": NONE}),
    "workspace": ("pages/workspace.html", "agent", workspace()),
    "workspace-not": ("pages/workspace.html", "agent", workspace(lead(NOT))),
    "workspace-unknown": ("pages/workspace.html", "agent", workspace(lead(UNKNOWN))),
    "workspace-gate": ("pages/workspace.html", "agent", workspace(lead(GATE))),
    "workspace-owed": ("pages/workspace.html", "agent", workspace(LEAD, OWED)),
    "workspace-bare": (
        "pages/workspace.html",
        "agent",
        workspace(replace(LEAD, numbers=(), address="", details=(), history=())),
    ),
    "manager": ("pages/manager.html", "manager", {"here": "/manager", "page": BOARD}),
    "manager-empty": (
        "pages/manager.html",
        "manager",
        {"here": "/manager", "page": ManagerPage("Friday, November 20", filters=FILTERS)},
    ),
    "audit": ("pages/audit.html", "auditor", {"here": "/audit", "page": AUDIT}),
    "audit-found": (
        "pages/audit.html",
        "auditor",
        {"here": "/audit", "page": replace(AUDIT, searched="Delgado", hits=HITS)},
    ),
    "audit-none": (
        "pages/audit.html",
        "auditor",
        {"here": "/audit", "page": replace(AUDIT, searched="Nobody")},
    ),
    "audit-call": (
        "pages/audit_call.html",
        "auditor",
        {
            "here": "",
            "call": AuditCall(
                "Call to Maria Delgado",
                "Fri Nov 20, 2:44 PM Chicago · by Ana Ruiz · talked 3:12 · callback scheduled",
                "call:a",
                STEPS,
                PROOF,
            ),
        },
    ),
    "audit-damaged": (
        "pages/audit_call.html",
        "auditor",
        {
            "here": "",
            "call": AuditCall(
                "Call to Maria Delgado",
                "Fri Nov 20, 2:44 PM Chicago · by Ana Ruiz",
                "call:a",
                (STEPS[0], replace(STEPS[1], mark=Mark("not", "Changed after it was signed"))),
                Mark("not", "Damaged: record 1 does not fit its signature"),
            ),
        },
    ),
    "shortcuts": ("pages/shortcuts.html", "agent", {"here": ""}),
    "problem": (
        "pages/problem.html",
        "agent",
        {
            "here": "",
            "problem": {
                "title": "Not here",
                "detail": "There is no such lead, or it is not yours to see.",
                "safe": "Nothing was changed.",
            },
        },
    ),
}
