"""Names of those who stand in records only by their ids, and who bears a name."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from services.domain.errors import DomainError
from services.stores.leads import Leads
from services.users import Users

SCANNED = 5000  # leads opened for one question
FOUND = 20


@dataclass(frozen=True)
class People:
    leads: Leads
    users: Users

    def lead(self, lead_id: str) -> str:
        """The lead's name; "" when it is deleted, erased or has none."""
        lead = self.leads.get(lead_id)
        return lead.name if lead else ""

    def user(self, user_id: str) -> str:
        try:
            return self.users.name_of(user_id)
        except DomainError:
            return ""

    def named(self, text: str) -> list[str]:
        """Ids of users and leads whose name holds `text`, whatever its case; at most twenty."""
        wanted = text.strip().casefold()
        matching = (id_ for id_, name in self._all() if wanted in name.casefold())
        return list(islice(matching, FOUND)) if wanted else []

    def _all(self) -> Iterator[tuple[str, str]]:
        for person in self.users.all():
            yield person.user.id, person.name
        for lead_id, _ in islice(self.leads.present(), SCANNED):
            yield lead_id, self.lead(lead_id)
