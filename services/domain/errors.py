"""What can go wrong, in the field's words. Retry knowledge lives on the type."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any


class DomainError(Exception):
    """Every failure that a caller may have to tell a person about."""


class NotFound(DomainError):
    """No such thing here, or not for you."""


class Forbidden(DomainError):
    """You are known, but this is not yours to do."""


class Conflict(DomainError):
    """Somebody else changed it first. Read again, then decide."""


class Unprocessable(DomainError):
    """Well formed, but something is owed. `field` names it."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} is owed")
        self.field = field


class Unfit(DomainError):
    """It cannot be put in force as it is. `faults`: a sentence each."""

    def __init__(self, *faults: str) -> None:
        super().__init__(". ".join(faults))
        self.faults = faults


class AlreadyExists(Conflict):
    """A document of this id exists. For `create` this is the answer, not a fault."""


class StoreUnavailable(DomainError):
    """The store did not promise the write. Nothing was done; the caller may try again."""


class ClockBehind(StoreUnavailable):
    """The clock went back behind what the log has signed. Nothing may be recorded before it says
    `opens`, or has been set right."""

    def __init__(self, signed: datetime, now: datetime, opens: datetime) -> None:
        super().__init__(
            f"The clock says {now:%Y-%m-%d %H:%M} UTC, and the log is signed up to "
            f"{signed:%Y-%m-%d %H:%M} UTC. Set the clock right; until then nothing is recorded "
            f"before {opens:%H:%M} UTC of that day."
        )


class RulebookUnavailable(StoreUnavailable):
    """The rulebook in force cannot be asked, so nobody may be called. Says why."""


class RulebookChanged(RulebookUnavailable):
    """What is kept under a version's name is not what was kept."""


class WrongStore(DomainError):
    """A document was offered to a database that must not hold it."""


class Unstorable(DomainError, ValueError):
    """A document, id or query breaks the store's rules. Said in advance, alike on every engine."""


class YetToCome(DomainError):
    """Nobody can have said on that day what is to be kept."""

    def __init__(self, day: date) -> None:
        super().__init__(f"{day.isoformat()} is yet to come")


class Busy(DomainError):
    """The agent or the lead is not free. `reason` is one of the words of POST /calls."""

    def __init__(self, reason: str, call_id: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.call_id = call_id


class CallDenied(DomainError):
    """The verdict is no. `decision` is its JSON; it stands in the log under `decision_id`."""

    def __init__(self, decision_id: str, decision: Mapping[str, Any]) -> None:
        super().__init__("this call is not allowed now")
        self.decision_id = decision_id
        self.findings = decision["findings"]
        self.next_legal_time = decision["next_legal_time"]


class PermitRefused(DomainError):
    """A permit that may not be used.

    `reason`: expired, forged, foreign, voided, used, session_ended, over.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Erased(DomainError):
    """The person's key is gone. The value cannot be read again by anybody."""


class CarrierRefused(DomainError):
    """The carrier understood and said no. Nothing was dialled. `code` is the carrier's."""

    def __init__(self, code: int) -> None:
        super().__init__(f"the carrier refused with code {code}")
        self.code = code


class CarrierUnavailable(DomainError):
    """The carrier did not answer in time. The outcome is unknown: reconcile, never redial."""


class AddressUnavailable(DomainError):
    """Nobody could check the address in time."""


class NotNow(DomainError):
    """Whoever was to do it asked to wait, and did nothing. `after_s`: seconds."""

    def __init__(self, after_s: float) -> None:
        super().__init__("asked to wait")
        self.after_s = after_s


class OutcomeUnknown(DomainError):
    """It may or may not have been done. Probe before another try."""


class Rejected(DomainError):
    """It will never be taken as it is. A person must look. `code` names the cause."""

    def __init__(self, code: str) -> None:
        super().__init__(f"rejected: {code}")
        self.code = code


class CrmRetryable(NotNow):
    """The CRM asked to wait, and did nothing."""


class CrmOutcomeUnknown(OutcomeUnknown):
    """The CRM may or may not have done it."""


class CrmRejected(Rejected):
    """The CRM will never take this as it is."""


class MailRetryable(NotNow):
    """The mail server asked to wait, or could not be reached. Nothing was sent."""


class MailOutcomeUnknown(OutcomeUnknown):
    """The mail server fell silent after it had the letter."""


class MailRejected(Rejected):
    """The mail server will never take this letter."""


class NotSignedIn(DomainError):
    """Nobody is signed in here, or no longer."""


class TooSoon(DomainError):
    """Too many tries. Nothing was looked at; try again in `after_s` seconds."""

    def __init__(self, after_s: int) -> None:
        super().__init__(f"try again in {after_s} seconds")
        self.after_s = after_s
