"""The composition root's part for the carrier. Only bootstrap_calls.py imports it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from config import Settings
    from services.twilio_service.telephony import TwilioTelephony


def telephony(settings: Settings) -> TwilioTelephony:
    from services.twilio_service.telephony import TwilioTelephony

    return TwilioTelephony(_once(partial(_rest_client, settings)))


def _rest_client(settings: Settings) -> Any:
    from services.twilio_service import rest

    token = settings.twilio_auth_token[0].get_secret_value()
    return rest.client(settings.twilio_account_sid, token, settings.twilio_api_url)


def _once(make: Callable[[], Any]) -> Callable[[], Any]:
    """Made at the first use, by one thread, and kept: its connections are pooled."""
    from functools import cache
    from threading import Lock

    made, making = cache(make), Lock()

    def get() -> Any:
        with making:
            return made()

    return get
