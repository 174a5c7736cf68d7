"""Podio's two hourly allowances: 1,000 calls, of which 250 heavy ones, each per app token.

Source: developers.podio.com/index/limits. The reset time is not exposed.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

HOUR = timedelta(hours=1)
WAIT_S = 300


@dataclass
class Limits:
    general: int = 1000
    heavy: int = 250
    used: Counter[tuple[int, str]] = field(default_factory=Counter)
    since: datetime | None = None
    exceeded: set[int] = field(default_factory=set)

    def spend(self, app_id: int, *, heavy: bool, now: datetime) -> bool:
        """Count one call; False when it is one too many. Past the limit, every call is refused."""
        if self.since is None or now - self.since >= HOUR:
            self.since = now
            self.used.clear()
            self.exceeded.clear()
        kinds = ("general", "heavy") if heavy else ("general",)
        for kind in kinds:
            self.used[app_id, kind] += 1
            if self.used[app_id, kind] > getattr(self, kind):
                self.exceeded.add(app_id)
        return app_id not in self.exceeded

    def headers(self, app_id: int, *, heavy: bool) -> dict[str, str]:
        kind = "heavy" if heavy else "general"
        limit = getattr(self, kind)
        left = max(0, limit - self.used[app_id, kind])
        return {"X-Rate-Limit-Limit": str(limit), "X-Rate-Limit-Remaining": str(left)}
