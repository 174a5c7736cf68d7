"""Records in plain sentences. An action that nobody described is shown by its name."""

from collections.abc import Mapping
from typing import Any

SENTENCES = {
    "call.asked": "The agent asked to make this call.",
    "call.judged": "Every rule was checked: {verdict}.",
    "gate.acknowledged": "The agent acknowledged a warning for this one call.",
    "permit.issued": "A permit was issued, for this one call.",
    "permit.used": "The permit was used: the phone company connected the agent.",
    "permit.refused": "A permit was refused: {reason}. Nobody was dialled.",
    "permit.revoked": "The permit was taken back: {reason}.",
    "page.joined": "The agent's page heard the line open.",
    "page.hung_up": "The agent hung up.",
    "page.left": "The agent's page said that the agent left.",
    "tick.joined": "The minute's check found the agent in the room.",
    "tick.left": "The minute's check found the agent gone.",
    "dial.judged": "Every rule was checked again just before dialling: {verdict}.",
    "dial.denied": "Checked again just before dialling, the call was stopped: {reason}.",
    "dial.claimed": "Checked again and still lawful: the dial was claimed, once and for all.",
    "dial.sent": "The phone company took the order to dial the lead.",
    "dial.found": "The lead's leg was found at the phone company.",
    "dial.refused": "The phone company refused to dial (code {code}).",
    "dial.unknown": "The phone company did not answer; the outcome is looked for, never repeated.",
    "callback.foreign": "News of a leg that this call did not order ({status}): ignored.",
    "dial.settled": "The dial was settled: {outcome}.",
    "hangup.asked": "The phone company was told to hang up.",
    "room.end_asked": "The phone company was told to end the room.",
    "call.lapsed": "The permit ran out before the agent was connected.",
    "call.incoming": "Somebody called a number of ours, and the assistant answered: {assistant}.",
    "amd.answered": "The phone company listened to who answered: {answered_by}.",
    "assistant.turn": "Turn {turn} of the talk, after {event}: {state_before} to {state_after}.",
    "consent.given": "A consent to be called was recorded: {tier}, by {source}.",
    "consent.revoked": "Consent was taken back: {means}.",
    "relationship.kept": "What ties the person to us was recorded: {kind} on {on}.",
    "line.kept": "What a line is was recorded: {type}, by {source}.",
    "place.stated": "Where the person is, in his own words, was recorded: {state}.",
    "seller.declared": "What the seller is was declared, by {source}.",
    "emergency.set": "An emergency in force was recorded: {state}, since {since}.",
    "emergency.cleared": "An emergency was recorded as over: {state}.",
    "holiday.set": "A proclaimed holiday was recorded: {state}, {on}.",
    "holiday.cleared": "A holiday was recorded as proclaimed no more: {state}, {on}.",
    "emergencies.confirmed": "Somebody looked and confirmed what is proclaimed, and nothing else.",
    "reassigned.imported": "Answers on reassigned numbers were taken in: {count}.",
    "call.abandoned": "The lead answered and found nobody: an abandoned call.",
    "call.disposed": "The agent recorded how it went: {code}.",
    "handover.claimed": "An agent asked to take the call from the assistant.",
    "handover.used": "The phone company connected the agent who takes the call.",
    "handover.moved": "The agent is there: the phone company was told to bring the lead to him.",
    "handover.failed": "The agent did not get the call ({reason}): the assistant went on.",
    "playbook.switched": "The assistant was turned {turned_to}.",
    "text.proposed": "Proposal {number}: other words for {text_id} ({language}).",
    "text.approved": "Proposal {number} was approved by a second manager.",
    "text.rejected": "Proposal {number} was rejected.",
    "text.restored": "Change {number}: {text_id} ({language}) went back to earlier words.",
    "rulebook.adopted": "A rulebook came into force with this release.",
    "rulebook.proposed": "Proposal of a change of what judges: {what}.",
    "rulebook.shadow_run": "Proposal {number} was tried on what was decided lately.",
    "rulebook.approved": "Proposal {number} of the rulebook was approved by a second person.",
    "rulebook.rejected": "Proposal {number} of the rulebook was rejected.",
    "rulebook.rolled_back": "Change {number} of the rulebook was taken back.",
    "tick.met": "The minute's check found the lead in the agent's room.",
    "crm.activity": "The call was written to the CRM.",
    "crm.double_merged": "The CRM held the {what} twice: the second copy was deleted.",
    "crm.double_found": "The CRM holds the {what} twice, and the copies differ: a person decides.",
    "crm.task": "The follow-up task was written to the CRM.",
    "do_not_call.set": "Put on the company's do-not-call list ({source}).",
    "person.erased": "The person's key was destroyed: what was sealed can be read by nobody.",
    "room.conference-start": "The room opened.",
    "room.conference-end": "The room closed.",
    "room.participant-join": "{label} joined the room.",
    "room.participant-leave": "{label} left the room.",
    "room.participant-mute": "{label} was muted.",
    "room.participant-unmute": "{label} was heard again.",
}

LEGS = {
    "queued": "{who}: the call waits at the phone company.",
    "initiated": "{who}: the phone company began to call.",
    "ringing": "{who}: it rings.",
    "in-progress": "{who}: answered.",
    "answered": "{who}: answered.",
    "completed": "{who}: hung up.",
    "busy": "{who}: busy.",
    "no-answer": "{who}: nobody answered.",
    "failed": "{who}: the call could not be put through.",
    "canceled": "{who}: ended before an answer.",
}

OF_ASSISTANTS = {
    "permit.issued": "A permit was issued for the assistant {assistant}, for this one call.",
    "permit.used": "The permit was used at once: the assistant {assistant} calls.",
}

WHO = {"leg": "Lead's line", "agent": "Agent's line"}
VERDICTS = {"allow": "this call is lawful", "deny": "this call is not lawful"}


def sentence(action: str, body: Mapping[str, Any]) -> str:
    """What the record says, without a personal value."""
    family, _, word = action.partition(".")
    template = OF_ASSISTANTS.get(action) if body.get("assistant") else None
    template = template or SENTENCES.get(action)
    if template is None and family in WHO:
        template = LEGS.get(word)
    if template is None:
        return f"{action.replace('.', ' ').replace('_', ' ').capitalize()}."
    return template.format_map(_Said(body, who=WHO.get(family, "")))


class _Said(dict[str, str]):
    """Words of a body by name; what is missing reads "unknown"."""

    def __init__(self, body: Mapping[str, Any], who: str) -> None:
        plain = {k: _words(v) for k, v in body.items() if isinstance(v, str | int)}
        plain["label"] = plain.get("label", "somebody").capitalize()
        plain["turned_to"] = "on" if body.get("on") else "off"
        plain["verdict"] = VERDICTS.get(str(body.get("verdict")), "no verdict")
        super().__init__(plain, who=who)

    def __missing__(self, name: str) -> str:
        return "unknown"


def _words(value: str | int) -> str:
    return str(value).replace("_", " ")
