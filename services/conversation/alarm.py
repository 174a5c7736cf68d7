"""What no turn may miss, in order of priority. Found by rules before any understanding."""

from dataclasses import dataclass
from enum import StrEnum


class Alarm(StrEnum):
    """The order is the priority: an emergency goes before everything."""

    EMERGENCY = "emergency"  # 911
    SELF_HARM = "self_harm"  # 988
    OPT_OUT = "opt_out"  # hard: list, one sentence, hang up
    OPT_OUT_BARE = "opt_out_bare"  # "stop", "quit" alone: hard after the notice, else asked once
    OPT_OUT_SCOPED = "opt_out_scoped"  # not at work, not on Sundays, not by text
    OPT_OUT_SOFT = "opt_out_soft"  # "not interested"
    CEASE = "cease"
    DISPUTE = "dispute"
    ATTORNEY = "attorney"
    BANKRUPTCY = "bankruptcy"
    DECEASED = "deceased"
    WRONG_PERSON = "wrong_person"
    HUMAN = "human"
    IS_BOT = "is_bot"
    RECORDING_OBJECTION = "recording_objection"


@dataclass(frozen=True)
class Alarmed:
    """`quote`: the caller's words. `scope`: for OPT_OUT_SCOPED one of `work`, `sunday`, `saturday`,
    `weekend`, `evening`, `morning`, `text`, `email`, `voice`, `this_number`; else empty."""

    alarm: Alarm
    quote: str
    scope: str = ""
