"""Podio's answers and failures, in the domain's words.

| what happened                | read                 | write                |
|------------------------------|----------------------|----------------------|
| no connection                | CrmRetryable         | CrmRetryable         |
| no answer, 5xx, not JSON     | CrmRetryable         | CrmOutcomeUnknown    |
| 420, 429                     | CrmRetryable(wait)   | CrmRetryable(wait)   |
| 401 twice, grant refused     | CrmRetryable         | CrmRetryable         |
| 400, 403, 404, 409, 410      | CrmRejected(code)    | CrmRejected(code)    |

Bodies may hold a lead's data, so messages never quote them. Source of the statuses:
developers.podio.com/index/api and /index/limits.
"""

import re
from typing import Any

from services.domain.errors import CrmOutcomeUnknown, CrmRejected, CrmRetryable, DomainError

SHORT_S, LONG_S = 30.0, 900.0
UNTOLD_S = 3600.0  # a 420 that names no wait: the allowance is an hourly one
CODES = {400: "invalid_value", 403: "forbidden", 404: "not_found", 409: "conflict", 410: "gone"}
_WAIT = re.compile(r"wait (\d{1,5}) seconds")


def unreached() -> DomainError:
    """Nothing was sent."""
    return CrmRetryable(SHORT_S)


def unanswered(*, writing: bool) -> DomainError:
    return CrmOutcomeUnknown("Podio did not answer") if writing else CrmRetryable(SHORT_S)


def refusal(status: int, body: Any, *, writing: bool) -> DomainError:
    """The error that this answer is. `body` is parsed JSON, or None when it was none."""
    if status in (420, 429):
        return CrmRetryable(told_wait(body))
    if status == 401 or _error(body) in ("invalid_grant", "invalid_client"):
        return CrmRetryable(LONG_S)
    if status in CODES:
        return CrmRejected(CODES[status])
    return unanswered(writing=writing)


def told_wait(body: Any) -> float:
    text = body.get("error_description") if isinstance(body, dict) else None
    found = _WAIT.search(text) if isinstance(text, str) else None
    return float(found[1]) if found else UNTOLD_S


def _error(body: Any) -> str | None:
    return body.get("error") if isinstance(body, dict) else None
