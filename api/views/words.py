"""Codes and the words people read for them. One table for the pages and for the browser."""

PHASES = {
    "idle": "Ready to call",
    "barred": "No call now",
    "refused": "The call did not start",
    "microphone": "Waiting for your microphone",
    "permitting": "Checking the law once more",
    "permitted": "Connecting you",
    "connecting": "Connecting you",
    "listening": "Checking the sound",
    "joined": "You are on the line",
    "dialling": "Dialling",
    "ringing": "Ringing",
    "talking": "Talking",
    "leaving": "Hanging up",
    "ended": "The call has ended",
}

CAUSES = {
    "lead_hung_up": "The lead hung up.",
    "agent_hung_up": "You hung up.",
    "no_answer": "Nobody answered.",
    "busy": "The line was busy.",
    "failed": "The call could not be put through.",
    "canceled": "You hung up before anybody answered.",
    "refused_at_dial": "The call was stopped just before dialling. Nobody was called.",
    "carrier_refused": "The phone company refused this number. Nobody was called.",
    "not_dialled": "The lead was not dialled. Nobody was called.",
    "agent_left": "You left before the lead was dialled. Nobody was called.",
    "refused": "The permission was taken back before dialling. Nobody was called.",
    "abandoned": "The lead answered after you had left. It is recorded as an abandoned call.",
    "time_limit": "The call reached its longest time.",
    "lapsed": "You were not connected in time. Nobody was called.",
    "carrier_unavailable": "The phone company did not answer. Nobody is being called now.",
    "given_back": "You were not connected in time: the assistant goes on with the lead.",
    "no_sound": "No sound reached you. Nobody was called. Turn off a VPN or try another network "
    "(the browser needs UDP), then call again.",
}

CAUSES_OF_OTHERS = CAUSES | {
    "agent_hung_up": "The agent hung up.",
    "canceled": "The agent hung up before anybody answered.",
    "agent_left": "The agent left before the lead was dialled. Nobody was called.",
    "abandoned": "Abandoned: the lead answered after the agent had left.",
    "lapsed": "The agent was not connected in time. Nobody was called.",
    "assistant_hung_up": "The assistant ended the call.",
    "voicemail_left": "The assistant left a message.",
    "stopped": "The call was ended from here.",
}

DISPOSITIONS = {
    "no_answer": "No answer",
    "voicemail": "Voicemail",
    "not_interested": "Not interested",
    "callback_scheduled": "Callback scheduled",
    "appointment_set": "Appointment set",
    "wrong_number": "Wrong number",
    "do_not_call": "Do not call",
}

DATE_OWED = frozenset({"callback_scheduled", "appointment_set"})

SUGGESTED = {"no_answer": "no_answer", "busy": "no_answer"}

MOTIVATIONS = {
    "high": "High: urgent sale",
    "medium": "Medium: flexible",
    "low": "Low: exploring",
    "unknown": "Unknown",
}

FINDINGS = {
    "deny": "No",
    "unknown": "Cannot know",
    "allow": "Yes",
    "not_applicable": "Does not apply",
}

REFUSALS = {
    "disposition_owed": "You still owe the outcome of your last call.",
    "already_calling": "You are already on a call, perhaps in another tab or on another machine.",
    "lead_busy": "A colleague is talking to this lead right now.",
    "taken": "A colleague was faster and takes this call.",
    "call_over": "The call has ended.",
    "not_answered": "Nobody has answered yet.",
}


SHORT = {
    "DNC-COMPANY": "asked not to be called",
    "DNC-NATIONAL": "on the national list",
    "TSR-DNC": "on the national list",
    "NUMBER-VALID": "no number that can be called",
    "EMERG-LINES": "an emergency line",
    "REVOKE": "withdrew consent",
    "RND": "the number is somebody else's now",
    "HOURS": "outside the legal hours",
    "TSR-TIME": "outside the legal hours",
    "HOLIDAY": "a holiday",
    "FREQ": "called often enough today",
    "MOBILE": "a state bans calls to mobiles",
    "PLAUSIBLE": "nobody knows where they are",
    **dict.fromkeys(
        ("PEWC", "PEC", "AI-VOICE", "RVM", "ATDS", "PRERECORDED"), "consent is missing"
    ),
    **dict.fromkeys(("FED-HC-", "RES-3IN30"), "called often enough without consent"),
    **dict.fromkeys(("FED-CID", "CALLERID", "SPOOF"), "the wrong number would be shown"),
    **dict.fromkeys(("FED-AV-", "DNC-ID", "DISCLOSE"), "the script lacks words"),
    "FED-RING": "it would ring too short",
    "ABANDON": "too many answered calls were abandoned",
    "DUAL-PURPOSE": "it sells as well as informs",
    "HOUSE-LITIGATOR": "on the litigators' list",
}
NOT_KNOWN = {
    "DNC-COMPANY": "our own list cannot be read",
    "DNC-NATIONAL": "no fresh copy of the national list",
    "TSR-DNC": "no fresh copy of the national list",
    "EMERG-LINES": "no list of emergency lines",
    "REVOKE": "nobody knows whether consent was withdrawn",
    "RND": "nobody asked whether the number changed hands",
    "PEWC": "nobody knows what was agreed",
    "PEC": "nobody knows what was agreed",
    "MOBILE": "nobody knows whether it is a mobile",
    "FREQ": "nobody knows how often they were called",
}


def named_here(rule: str) -> bool:
    """Whether managers chose this name, which therefore says nothing of the law."""
    return rule.startswith("HOUSE-") and rule != "HOUSE-LITIGATOR"


def short(rule: str, finding: str = "deny") -> str:
    """An objection in a few words, by a rule's id."""
    if named_here(rule):
        return "a rule of this house"
    table = SHORT | (NOT_KNOWN if finding == "unknown" else {})
    return next((text for part, text in table.items() if part in rule), "not allowed")


def of(table: dict[str, str], code: str | None) -> str:
    """The words for `code`; an unknown code is shown with spaces, and none as an empty text."""
    return table.get(code, code.replace("_", " ").capitalize()) if code else ""
