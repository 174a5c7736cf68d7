"""`leads/<lead id>`: what the CRM last said of a lead, its personal part sealed as one."""

import json
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from services.crm_ports import LeadSnapshot
from services.domain.errors import Erased
from services.domain.lead import Lead, LeadNumber
from services.domain.times import from_text, to_text
from services.ports import Data, Documents, Personal, Query, Stored, Transaction, Vault
from services.stores.lead_profile import profile_from, profile_text

LEADS, SYNC = "leads", "lead_sync"
POLL = "poll"
PAGE = 500
CLOSED = frozenset({"not_interested", "wrong_number", "do_not_call"})
UNREACHABLE = 1000  # after everybody who has a number


def lead_id_of(item_id: int) -> str:
    return f"lead-{item_id}"


def lead_named(text: str) -> str:
    """The id of a lead that is named by its item's number, or by itself."""
    numbered = re.fullmatch(r"[0-9]{1,18}", text)
    return lead_id_of(int(text)) if numbered else text.encode("utf-8", "replace").decode()


def item_id_of(lead_id: str) -> int:
    return int(lead_id.removeprefix("lead-"))


def profile_place(lead_id: str) -> str:
    return f"{LEADS}/{lead_id}/profile"


def disposed(data: Data, code: str, next_action_on: str | None) -> Data:
    """The lead's document after a disposition, for a transaction that has read it."""
    changed = data | {"last_disposition": code, "next_action_on": next_action_on or ""}
    return changed | {"queue": _queue(changed)}


@dataclass(frozen=True)
class Leads:
    """`number_key`: HMAC under K1. `new_id`: random ids that say nothing of a number."""

    documents: Documents
    vault: Vault
    number_key: Callable[[str], str]
    new_id: Callable[[], str] = lambda: secrets.token_hex(8)

    def get(self, lead_id: str) -> Lead | None:
        """None when it is unknown here, deleted in the CRM, or erased."""
        return self._got(lead_id, deleted_too=False)

    def kept(self, lead_id: str) -> Lead | None:
        """Also when it is deleted in the CRM: for what has begun and must be ended."""
        return self._got(lead_id, deleted_too=True)

    def by_item(self, item_id: int) -> Lead | None:
        return self.get(lead_id_of(item_id))

    def polled(self) -> datetime | None:
        """When the last whole poll began: what it did not name was still so then."""
        stored = self.documents.get(SYNC, POLL)
        return from_text(stored.data["at"]) if stored else None

    def remember_poll(self, began: datetime) -> None:
        row = {"at": to_text(began)}
        self.documents.transaction(lambda tx: tx.put(SYNC, POLL, row))

    def stored(self, lead_id: str) -> Data | None:
        """The document as it lies."""
        found = self.documents.get(LEADS, lead_id)
        return found.data if found else None

    def save(self, snapshot: LeadSnapshot, *, at: datetime) -> Lead:
        """Keep it unless a newer revision is kept already. Numbers that were known keep their
        ids. Raises Erased for an erased person, who is not taken in again."""
        sealed = self.vault.seal(
            Personal(snapshot.lead.person, profile_text(snapshot.lead)),
            aad=profile_place(snapshot.lead.id),
        )
        ids = [self.new_id() for _ in snapshot.lead.numbers]

        def write(tx: Transaction) -> Data:
            found = tx.get(LEADS, snapshot.lead.id)
            known = found.data if found else {}
            if known and known["revision"] > snapshot.lead.revision:
                return known
            numbers = self._numbered(snapshot.lead, known.get("numbers", []), ids)
            data = _document(snapshot, known, numbers) | {"profile": sealed}
            data["fetched_at"] = to_text(at)
            tx.put(LEADS, snapshot.lead.id, data)
            return data

        data = self.documents.transaction(write)
        lead = self._opened(Stored(snapshot.lead.id, data, ""), None)
        if lead is None:
            raise Erased("this person has no key")
        return lead

    def change(self, lead_id: str, **fields: Any) -> None:
        """Set plain fields of the document, if it is there, and its place in the queue."""

        def write(tx: Transaction) -> None:
            found = tx.get(LEADS, lead_id)
            if found:
                changed = found.data | fields
                tx.put(LEADS, lead_id, changed | {"queue": _queue(changed)})

        self.documents.transaction(write)

    def queue(self, today: str, limit: int = 50) -> list[Lead]:
        """Whom to call next: follow-ups due by `today` (YYYY-MM-DD), then the best fresh ones."""
        due = Query(LEADS, (("queue", "due"),), order="next_action_on", until=today + "~")
        fresh = Query(LEADS, (("queue", "fresh"),), order="rank")
        rows = self.documents.query(replace(due, limit=limit))
        rows += self.documents.query(replace(fresh, limit=limit))
        polled = self.polled()
        leads = [self._opened(row, polled) for row in rows[:limit]]
        return [lead for lead in leads if lead]

    def present(self) -> Iterator[tuple[str, int]]:
        """(lead id, item id) of every lead that is not deleted."""
        query = Query(LEADS, (("deleted", False),), order="item_id", limit=PAGE)
        while page := self.documents.query(query):
            yield from ((row.id, row.data["item_id"]) for row in page)
            query = replace(query, after=(page[-1].data["item_id"], page[-1].id))

    def _got(self, lead_id: str, *, deleted_too: bool) -> Lead | None:
        stored = self.documents.get(LEADS, lead_id)
        if stored is None or (stored.data["deleted"] and not deleted_too):
            return None
        return self._opened(stored, self.polled())

    def _opened(self, stored: Stored, polled: datetime | None) -> Lead | None:
        data = stored.data
        try:
            profile = json.loads(self.vault.open(data["profile"], aad=profile_place(stored.id)))
        except Erased:
            return None
        fetched = from_text(data["fetched_at"])
        seen = max(fetched, polled) if polled else fetched
        return profile_from(profile, data, lead_id=stored.id, fetched_at=seen)

    def _numbered(self, lead: Lead, known: list[Data], ids: list[str]) -> list[Data]:
        """Each number with its key and an id: the one it had, else the fresh one of its place."""
        by_key = {row["key"]: row["id"] for row in known if row["key"]}
        keys = [self._key(number) for number in lead.numbers]
        return [
            {"id": by_key.get(key, new), "key": key} for key, new in zip(keys, ids, strict=True)
        ]

    def _key(self, number: LeadNumber) -> str:
        return self.number_key(number.e164) if number.e164 else ""


@dataclass(frozen=True)
class KeptLeads:
    """The leads, those among them that are deleted in the CRM."""

    leads: Leads

    def get(self, lead_id: str) -> Lead | None:
        return self.leads.kept(lead_id)


def _document(snapshot: LeadSnapshot, known: Data, numbers: list[Data]) -> Data:
    """The plain part. What we know ourselves stays; a do-not-call is never taken back."""
    lead, reachable = snapshot.lead, any(row["key"] for row in numbers)
    data: Data = {
        "item_id": lead.item_id,
        "revision": lead.revision,
        "edited_at": snapshot.edited_at,
        "state": lead.address.state,
        "numbers": numbers,
        "rank": 100 - (snapshot.score or 0) + (0 if reachable else UNREACHABLE),
        "deleted": False,
        "do_not_call": snapshot.do_not_call or known.get("do_not_call", False),
        "stopped": known.get("stopped", False),
        "last_disposition": known.get("last_disposition", ""),
        "next_action_on": known.get("next_action_on", ""),
    }
    return data | {"queue": _queue(data)}


def _queue(data: Data) -> str:
    """`due` has a date, `fresh` waits for a first call, `none` is not to be offered."""
    if data["deleted"] or data["do_not_call"] or data["last_disposition"] in CLOSED:
        return "none"
    return "due" if data["next_action_on"] else "fresh"
