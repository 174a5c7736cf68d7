"""What the caller was understood to say: the closed set that rules and model both speak."""

from dataclasses import dataclass
from enum import StrEnum


class Cmd(StrEnum):
    SET_SLOT = "set_slot"
    CORRECT_SLOT = "correct_slot"
    AFFIRM = "affirm"
    DENY = "deny"
    CHOOSE = "choose"  # `value`: the id of an offered option
    FAQ = "faq"  # `value`: the id of a known question
    HUMAN = "human"
    CALL_BACK = "call_back"
    OPT_OUT = "opt_out"
    DISPUTE = "dispute"
    HARDSHIP = "hardship"
    ALREADY_PAID = "already_paid"
    REFUSE = "refuse"
    NOT_INTERESTED = "not_interested"
    WHO_IS_THIS = "who_is_this"
    NOT_ME = "not_me"  # somebody else than the person we asked for
    DO_NOT_KNOW = "do_not_know"
    REPEAT = "repeat"
    WAIT = "wait"
    GOODBYE = "goodbye"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Command:
    """`quote`: the caller's own words, of this turn, that say it. `value` is canonical text:
    a date `2026-11-24`, a time `14:30`, money in cents `12550`, digits `60611`, an option's id.
    `confidence`: percent."""

    cmd: Cmd
    quote: str
    slot: str | None = None
    value: str | None = None
    confidence: int = 100
