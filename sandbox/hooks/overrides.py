"""Connection overrides in the fragment of a webhook URL: `#rc=3&rp=all&ct=2000&rt=5000`.

Source: twilio.com/docs/usage/webhooks/webhooks-connection-overrides. Without one: one retry, and
only after a failure to connect. All requests together last at most 15 s (`tt`).
"""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

CONNECT, READ = "ct", "rt"


@dataclass(frozen=True)
class Overrides:
    """Times in seconds. `retry_on`: 4xx, 5xx, ct, rt, all."""

    connect_s: float = 5.0
    read_s: float = 15.0
    total_s: float = 15.0
    retries: int = 1
    retry_on: frozenset[str] = frozenset({CONNECT})

    def wants(self, failure: str) -> bool:
        return "all" in self.retry_on or failure in self.retry_on


def overrides(url: str) -> Overrides:
    given = {name: values[-1] for name, values in parse_qs(urlsplit(url).fragment).items()}
    return Overrides(
        connect_s=_milliseconds(given.get("ct"), 100, 10_000, 5_000),
        read_s=_milliseconds(given.get("rt"), 100, 15_000, 15_000),
        total_s=_milliseconds(given.get("tt"), 100, 15_000, 15_000),
        retries=_within(given.get("rc"), 0, 5, 1),
        retry_on=frozenset(given.get("rp", CONNECT).split(",")),
    )


def _milliseconds(text: str | None, low: int, high: int, default: int) -> float:
    return _within(text, low, high, default) / 1000


def _within(text: str | None, low: int, high: int, default: int) -> int:
    if text is None or not text.isdigit():
        return default
    return min(max(int(text), low), high)
