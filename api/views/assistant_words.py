"""Words for what an assistant does, for agents, managers and auditors."""

PLAYBOOKS = {
    "real_estate": "Real estate: would they sell?",
    "healthcare_intake": "Healthcare: intake and appointment",
    "debt_collection": "Debt collection",
}
SHORT_NAMES = {
    "real_estate": "Real estate",
    "healthcare_intake": "Healthcare",
    "debt_collection": "Debt collection",
}

PHASES = {
    "permitted": "The assistant is about to dial",
    "connecting": "The assistant is about to dial",
    "dialling": "The assistant dials",
    "ringing": "It rings",
    "talking": "The assistant talks",
    "waiting": "The lead asks for a person",
    "handing_over": "{agent} is joining",
    "with_agent": "{agent} talks with the lead",
    "ended": "The assistant's call has ended",
}

ENDS = {
    "lead_hung_up": "The lead hung up.",
    "assistant_hung_up": "The assistant ended the call.",
    "voicemail_left": "The assistant left its message on the voicemail.",
    "stopped": "The call was ended from here.",
    "agent_hung_up": "The agent hung up.",
}

OUTCOMES = {
    "appointment_booked": "An appointment is booked",
    "appointment": "An appointment is booked",
    "attorney": "Has an attorney: do not call",
    "call_back_requested": "Asked to be called back",
    "deceased": "The person has died: do not call",
    "emergency": "An emergency: told to dial 911 or 988",
    "hung_up": "Hung up before the end",
    "limit_reached": "Did not get through the questions",
    "no_answer": "Nobody answered",
    "not_interested": "Not interested",
    "not_owner": "Does not own the property",
    "opted_out": "Wants no more calls: on the list",
    "qualified": "All questions answered",
    "third_party": "Somebody else answered",
    "transferred": "Asked for a person",
    "voicemail_left": "Message left on the voicemail",
    "wrong_number": "Wrong number: never called again",
}

STATUSES = {"heard": "heard", "confirmed": "confirmed", "verified": "verified"}


def label(name: str) -> str:
    """`would_sell` as `Would sell`"""
    return name.replace("_", " ").replace(".", " ").capitalize()


def outcome(code: str | None) -> str:
    return OUTCOMES.get(code, label(code)) if code else ""


def playbook(id_: str) -> str:
    return SHORT_NAMES.get(id_, label(id_))
