"""What an assistant's talk came to, in the words that an agent's call is closed with. Rows, not
code: an outcome that stands nowhere is called again, as one that was broken off."""

from dataclasses import dataclass

from services.domain.disposition import Code


@dataclass(frozen=True)
class Closing:
    """`days`: when the next step is due, where the code needs a day and the talk named none."""

    code: Code
    label: str
    days: int | None = None


OUTCOMES: dict[str, Closing] = {
    "appointment_booked": Closing(Code.APPOINTMENT_SET, "Appointment booked", 1),
    "call_back_requested": Closing(Code.CALLBACK_SCHEDULED, "Call back asked for", 1),
    "qualified": Closing(Code.CALLBACK_SCHEDULED, "Qualified", 1),
    "transferred": Closing(Code.CALLBACK_SCHEDULED, "Handed to an agent", 1),
    "promised_to_pay": Closing(Code.CALLBACK_SCHEDULED, "Promised to pay", 1),
    "partial_promise": Closing(Code.CALLBACK_SCHEDULED, "Promised a part", 1),
    "not_interested": Closing(Code.NOT_INTERESTED, "Not interested"),
    "not_owner": Closing(Code.NOT_INTERESTED, "Not the owner"),
    "declined": Closing(Code.NOT_INTERESTED, "Declined"),
    "refused": Closing(Code.NOT_INTERESTED, "Refused"),
    "hardship": Closing(Code.NOT_INTERESTED, "Hardship"),
    "already_paid": Closing(Code.NOT_INTERESTED, "Says it is paid"),
    "disputed": Closing(Code.NOT_INTERESTED, "Disputed"),
    "attorney": Closing(Code.NOT_INTERESTED, "Has an attorney"),
    "bankruptcy": Closing(Code.NOT_INTERESTED, "Bankruptcy"),
    "deceased": Closing(Code.DO_NOT_CALL, "Deceased"),
    "cease": Closing(Code.DO_NOT_CALL, "Wants no more contact"),
    "opted_out": Closing(Code.DO_NOT_CALL, "Asked not to be called"),
    "wrong_number": Closing(Code.WRONG_NUMBER, "Wrong number"),
    "no_agreement": Closing(Code.CALLBACK_SCHEDULED, "No agreement", 1),
    "insurance_unmatched": Closing(Code.CALLBACK_SCHEDULED, "Insurance not matched", 1),
    "no_provider": Closing(Code.CALLBACK_SCHEDULED, "No provider found", 1),
    "not_verified": Closing(Code.NO_ANSWER, "Could not be verified"),
    "third_party": Closing(Code.NO_ANSWER, "Somebody else answered"),
    "voicemail_left": Closing(Code.VOICEMAIL, "Message left"),
    "no_answer": Closing(Code.NO_ANSWER, "No answer"),
    "emergency": Closing(Code.NO_ANSWER, "Emergency"),
    "hung_up": Closing(Code.NO_ANSWER, "Hung up"),
    "limit_reached": Closing(Code.NO_ANSWER, "Broken off"),
}
BROKEN_OFF = OUTCOMES["limit_reached"]
CAUSES = {"busy": "no_answer", "no_answer": "no_answer", "failed": "no_answer"}


def closing_of(outcome: str | None, cause: str | None) -> Closing:
    """By the talk's own word; without a talk by the carrier's."""
    known = outcome or CAUSES.get(cause or "", "")
    return OUTCOMES.get(known, BROKEN_OFF)
