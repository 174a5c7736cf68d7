"""Asking the Reassigned Numbers Database by files: whom to ask about, and what it said.

47 CFR 64.1200(m): was the number disconnected since the person agreed, or was last reached?
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date

from services.compliance.facts import Reassigned
from services.domain.lead import Lead, LeadNumber
from services.domain.times import from_text
from services.ports import AuditTrail, Clock, Deed
from services.reassigned_file import AnswerFile, AnswersRefused
from services.stores.attempts import Attempts
from services.stores.consents import Consents
from services.stores.leads import Leads
from services.stores.reassigned import ReassignedAnswers

SUBJECT = "reassigned_numbers"


@dataclass(frozen=True)
class ReassignedNumbers:
    """`number_key`: HMAC under K1."""

    leads: Leads
    consents: Consents
    attempts: Attempts
    answers: ReassignedAnswers
    trail: AuditTrail
    clock: Clock
    number_key: Callable[[str], str]

    def to_ask(self) -> Iterator[tuple[str, date]]:
        """Each number (E.164) that somebody agreed to be called on or was reached at, with the day
        since when. Those that have neither are not asked about: there is no day to ask for."""
        for lead_id, _ in self.leads.present():
            lead = self.leads.get(lead_id)
            yield from self._of(lead) if lead else ()

    def _of(self, lead: Lead) -> Iterator[tuple[str, date]]:
        for number in lead.numbers:
            since = self._since(number) if number.e164 and number.key else None
            if number.e164 and since:
                yield number.e164, since

    def _since(self, number: LeadNumber) -> date | None:
        """The last day on which the number was surely the person's."""
        agreed = [one.given_at for one in self.consents.of(number.key) if not one.revoked_at]
        rows = self.attempts.of(number.key)
        reached = [from_text(row["talked_at"]) for row in rows if row.get("talked_at")]
        return max((at.astimezone(UTC).date() for at in (*agreed, *reached)), default=None)

    def take(self, file: AnswerFile, queried_on: date, *, actor: str) -> int:
        """The answers are in force; how many. The same file again changes nothing. Raises
        AnswersRefused for a day to come."""
        if queried_on > self.clock.now().astimezone(UTC).date():
            raise AnswersRefused(["the day of the query is yet to come"])
        said = {
            self.number_key(row.number): Reassigned(row.answer, row.since, queried_on)
            for row in file.rows
        }
        body = {"queried_on": queried_on.isoformat(), "sha256": file.sha256, "count": len(said)}
        cause = f"{queried_on.isoformat()}:{file.sha256}"
        self.trail.append(Deed(SUBJECT, "reassigned.imported", body, actor=actor, cause=cause))
        self.answers.put(said)
        return len(said)
