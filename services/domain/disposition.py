"""How a call ended, in the agent's words, and what each word implies."""

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    NO_ANSWER = "no_answer"
    VOICEMAIL = "voicemail"
    NOT_INTERESTED = "not_interested"
    CALLBACK_SCHEDULED = "callback_scheduled"
    APPOINTMENT_SET = "appointment_set"
    WRONG_NUMBER = "wrong_number"
    DO_NOT_CALL = "do_not_call"


class Motivation(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNKNOWN = "unknown"


LABELS: dict[str, str] = {
    Code.NO_ANSWER: "No Answer",
    Code.VOICEMAIL: "Voicemail",
    Code.NOT_INTERESTED: "Not Interested",
    Code.CALLBACK_SCHEDULED: "Callback Scheduled",
    Code.APPOINTMENT_SET: "Appointment Set",
    Code.WRONG_NUMBER: "Wrong Number",
    Code.DO_NOT_CALL: "Do Not Call",
}
OWES_A_DATE = frozenset({Code.CALLBACK_SCHEDULED, Code.APPOINTMENT_SET})
STOPS_THE_NUMBER = frozenset({Code.DO_NOT_CALL, Code.WRONG_NUMBER})


@dataclass(frozen=True)
class Disposition:
    """`asking_price`: US dollars as decimal text. `next_action_on`: YYYY-MM-DD."""

    code: Code
    notes: str = ""
    motivation: Motivation = Motivation.UNKNOWN
    asking_price: str | None = None
    next_action_on: str | None = None

    @property
    def lacks_its_date(self) -> bool:
        return self.code in OWES_A_DATE and self.next_action_on is None
