"""Twilio's answers in our words, as a table.

Source: https://www.twilio.com/docs/api/errors and docs/voice/api/conference-participant-resource.
"""

from services.domain.errors import CarrierRefused, CarrierUnavailable, DomainError

NOT_IN_PROGRESS = frozenset({20404, 21220})  # there is nothing to move
ALREADY_OVER = frozenset({20404, 21220, 16001, 16022})  # ending what has ended is done


def translated(status: int, code: int | None) -> DomainError:
    """A 4xx was understood and refused; 429 and 5xx leave the outcome open."""
    if 400 <= status < 500 and status != 429:
        return CarrierRefused(code or status)
    return CarrierUnavailable(f"the carrier answered {status}")


def already_over(status: int, code: int | None) -> bool:
    """An ended conference answers 400 without a code of its own."""
    return code in ALREADY_OVER or status in (400, 404)
