"""The REST client: pooled, with timeouts, a breaker, and the host that settings name."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

PROVIDER = "https://api.twilio.com"
TIMEOUT_S = 8.0  # to connect, and to read: below the 15 s that the carrier waits for a webhook
FAILURES_TO_OPEN, OPEN_S = 5, 10


def client(account_sid: str, auth_token: str, api_url: str) -> Any:
    """A twilio.rest.Client whose requests go to `api_url` instead of the provider's host."""
    from twilio.rest import Client

    return Client(account_sid, auth_token, http_client=_http_client(api_url))


def _http_client(api_url: str) -> Any:
    import pybreaker
    import requests
    from twilio.http.http_client import TwilioHttpClient

    breaker = pybreaker.CircuitBreaker(fail_max=FAILURES_TO_OPEN, reset_timeout=OPEN_S)

    class Swapped(TwilioHttpClient):  # type: ignore[misc]  # twilio ships no types
        def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
            kwargs["timeout"] = TIMEOUT_S
            try:
                return breaker.call(super().request, method, swap(url, api_url), *args, **kwargs)
            except pybreaker.CircuitBreakerError:
                raise requests.ConnectionError("the breaker is open") from None

    return Swapped(pool_connections=True)


def swap(url: str, api_url: str) -> str:
    """`url` with scheme and host of `api_url`; path and query stay."""
    base, asked = urlsplit(api_url), urlsplit(url)
    return urlunsplit((base.scheme, base.netloc, asked.path, asked.query, ""))
