"""What was agreed, withdrawn, tried and said before this call."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from services.compliance.kinds import Answer, CallKind, Purpose


class ConsentTier(StrEnum):
    EXPRESS = "express"
    WRITTEN = "written"


@dataclass(frozen=True)
class Consent:
    """Consent for this number. `artificial_voice`: the words named artificial or prerecorded
    voice. Instants aware; revoked_at None while it stands; `until`: when it ends by itself.

    `written` is a signed agreement as 47 CFR 64.1200(f)(9) asks. Each of `signed`,
    `not_a_condition`, `names_seller`, `names_number`, `automated` (the words named automated
    dialling or selection) is None when the source says no more than the tier, and False when it
    is known to lack that. `kinds` and `purposes`: what it covers, None for all.
    `to_caller`: given to us and not to somebody before us. `more_calls_about`: ids of the debts
    about which the person agreed to more calls than the law allows, 12 CFR 1006.14(b)(3)(i). The
    hashes are SHA-256 in hex of the exact text shown and of the evidence file."""

    tier: ConsentTier
    given_at: datetime
    revoked_at: datetime | None = None
    artificial_voice: bool = False
    source: str = ""
    until: datetime | None = None
    signed: bool | None = None
    not_a_condition: bool | None = None
    names_seller: bool | None = None
    names_number: bool | None = None
    automated: bool | None = None
    to_caller: bool = True
    kinds: frozenset[CallKind] | None = None
    purposes: frozenset[Purpose] | None = None
    text_sha256: str = ""
    evidence_sha256: str = ""
    more_calls_about: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Revocation:
    """Consent withdrawn, by whatever means: keypress, words, reply, email, letter, web, voicemail.
    `in_reply_to`: what the person answered, "" when nothing. `kinds`, `purposes`: what the person
    meant, as was heard; None for everything. The scope is kept, and does not narrow the effect."""

    at: datetime
    means: str = ""
    in_reply_to: str = ""
    kinds: frozenset[CallKind] | None = None
    purposes: frozenset[Purpose] | None = None


class Tie(StrEnum):
    TRANSACTION = "transaction"
    INQUIRY = "inquiry"
    APPLICATION = "application"
    PERSONAL = "personal"


@dataclass(frozen=True)
class Relationship:
    """`on`: the day of the last purchase, transaction, inquiry or application. `ended_on`: the day
    on which the person ended it, as by asking for no more calls. `subject`: what it was about."""

    kind: Tie
    on: date
    ended_on: date | None = None
    subject: str = ""


class Outcome(StrEnum):
    UNKNOWN = "unknown"
    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    VOICEMAIL = "voicemail"
    BUSY = "busy"
    NOT_IN_SERVICE = "not_in_service"
    FAILED = "failed"
    WRONG_NUMBER = "wrong_number"


@dataclass(frozen=True)
class Attempt:
    """One attempt to reach the person: a call, a text, a drop. An unknown outcome counts as one
    that rang. `debts`: ids of the debts it was about, empty when nobody knows, which counts to
    every debt. `purpose` None counts to each. `same_number` False: over another number of the
    person. `third_party`: to somebody else, to learn where the person is. `hung_up`: the person
    answered a machine and hung up on it; what nobody says, outcome and talks tell."""

    at: datetime
    kind: CallKind = CallKind.LIVE_MANUAL
    outcome: Outcome = Outcome.UNKNOWN
    purpose: Purpose | None = None
    debts: frozenset[str] = frozenset()
    same_number: bool = True
    at_work: bool = False
    third_party: bool = False
    hung_up: Answer = Answer.UNKNOWN


@dataclass(frozen=True)
class Conversation:
    """Words were exchanged by telephone, whoever called. `debts`, `same_number` as in Attempt."""

    at: datetime
    debts: frozenset[str] = frozenset()
    third_party: bool = False
    same_number: bool = True


@dataclass(frozen=True)
class Debt:
    """The debt that the call is about. `first_contact_on`: the day of the first communication;
    `notice_on`: the day on which the validation notice was sent or spoken; `disputed_on`,
    `verified_on`: the day of a written dispute and of the answer to it."""

    id: str = ""
    first_contact_on: date | None = None
    notice_on: date | None = None
    disputed_on: date | None = None
    verified_on: date | None = None
    time_barred: Answer = Answer.UNKNOWN
    secured_by_home: bool = False
