"""What is known of the call itself before it is made: its words, its dialling, its recording."""

from dataclasses import dataclass

from services.compliance.kinds import Answer


@dataclass(frozen=True)
class Script:
    """What a machine is going to say, as it was read from its playbook, of which `sha256` are the
    bytes. `identification`: who calls is said at the beginning. `opt_out_delay_s`: whole seconds
    from its end to the beginning of how to opt out, None when that is not said or does not end the
    call. `ai_disclosure`: that no human speaks is said at the beginning. `number_said`: our
    telephone number is said before the end. `voicemail`: a message may be left on a machine;
    `toll_free`: it names a toll-free number that opts out.

    The rest may stay unsaid. `purpose_said`, `recording_notice`, `debt_collector_said`: said when
    the law wants it. `wording`: what else it contains, as marketing, billing, debt, health_detail,
    third_party, deceptive, confirmation (of an opt-out); and of a limited-content message
    business_name, reply_request, person_name, reply_number. `opt_out_offered`: a text says how to
    stop. `natural_voice`: a person, unrecorded, asks first whether the message may be played.
    `ai_disclosure_end`: that no human speaks, and how to reach one, is said again at the end."""

    playbook: str = ""
    version: int = 0
    sha256: str = ""
    identification: bool = False
    opt_out_delay_s: int | None = None
    ai_disclosure: bool = False
    number_said: bool = False
    voicemail: bool = False
    toll_free: bool = False
    purpose_said: bool | None = None
    recording_notice: bool | None = None
    debt_collector_said: bool | None = None
    opt_out_offered: bool | None = None
    natural_voice: bool = False
    ai_disclosure_end: bool = False
    wording: frozenset[str] = frozenset()
    duration_s: int | None = None
    characters: int | None = None


@dataclass(frozen=True)
class Dialing:
    """How the number is dialled. `ring_s`: how long it rings before we hang up; `person_within_s`:
    after a greeting, until one of ours speaks. `answered`, `abandoned`: calls of this campaign in
    its running period of 30 days. `random_numbers`: a random or sequential generator stored or
    produced the number. `caller_id`: own, seller, blocked, foreign (a number without the right to
    it); `caller_id_answers`: do-not-call requests are taken there in business hours.
    `feigns_presence`: the number shown
    is local to the person called, and neither we nor the seller have a place of business there."""

    ring_s: int | None = None
    person_within_s: int | None = None
    answered: int | None = None
    abandoned: int | None = None
    random_numbers: bool = False
    caller_id: str = "own"
    caller_id_answers: bool = True
    feigns_presence: bool = False


@dataclass(frozen=True)
class Recording:
    """Whether the call is recorded or transcribed, and the two letters of the states, "" when
    nobody knows, in which the agent and the recorder are."""

    planned: bool = False
    agent_state: str = ""
    recorder_state: str = ""


@dataclass(frozen=True)
class HealthMessage:
    """A health-care message. `topic`: appointment, wellness, preregistration, preop, lab_results,
    post_discharge, prescription, home_health; `number_from_patient`; `covered`: by a HIPAA covered
    entity or its associate; `free_to_end_user`: not charged, nor counted against a plan."""

    topic: str = ""
    number_from_patient: Answer = Answer.UNKNOWN
    covered: Answer = Answer.UNKNOWN
    free_to_end_user: Answer = Answer.UNKNOWN
