"""What an assistant may ask before its next word: reads and holds, 1.5 s at most, never an error.

Answers are rows (`{"rows": {name: [...]}}`) and fields; see services/conversation/tools.py.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from services.address_ports import AddressCheck, PostalAddress
from services.assistant_calls import AssistantCall
from services.assistant_offers import arrangement_rows, fitting, offered, promised_cents
from services.compliance.clock import zone
from services.conversation.effect import ToolCall
from services.conversation.event import ToolResult
from services.conversation.understanding.addresses import address_of
from services.domain.account import Account
from services.domain.days import lead_day
from services.domain.errors import DomainError
from services.domain.people_file import AGENTS
from services.ports import Clock
from services.stores.providers import Providers
from services.stores.slots import Slots

log = logging.getLogger("cleardial.assistant_tools")
Values = Mapping[str, Any]
Found = dict[str, Any]


class Refused(Exception):
    """The answer is no: another was faster, or there is no such thing. `found`: why."""

    def __init__(self, found: Found | None = None) -> None:
        super().__init__("no")
        self.found = found or {}


@dataclass(frozen=True)
class AssistantTools:
    """`account_of`: what the call is about, where it is about money."""

    slots: Slots
    providers: Providers
    address: AddressCheck
    account_of: Callable[[AssistantCall], Account | None]
    clock: Clock

    def answer(self, call: AssistantCall, asked: ToolCall) -> ToolResult:
        """A tool that failed says so; what it raised is not for the caller's ears."""
        tools: dict[str, Callable[[AssistantCall, Values], Found]] = {
            "open_slots": self._open_slots,
            "hold_slot": self._hold_slot,
            "release_slot": self._release_slot,
            "check_address": self._check_address,
            "find_providers": self._find_providers,
            "allowed_arrangements": self._allowed_arrangements,
            "check_promise": self._check_promise,
        }
        try:
            return ToolResult(asked.tool, True, tools[asked.tool](call, asked.values))
        except Refused as refusal:
            return ToolResult(asked.tool, False, refusal.found)
        except (DomainError, KeyError, ValueError) as error:
            log.warning("tool_failed", extra={"tool": asked.tool, "error": type(error).__name__})
            return ToolResult(asked.tool, False)

    def _open_slots(self, call: AssistantCall, said: Values) -> Found:
        calendar, now = str(said.get("provider_id") or AGENTS), self.clock.now()
        after = _day(said.get("after"))
        free = self.slots.free(calendar, now, after=after)
        return {"rows": {"slots": offered(free, str(said.get("part_of_day") or ""))}}

    def _hold_slot(self, call: AssistantCall, said: Values) -> Found:
        held = self.slots.hold(str(said["slot_id"]), call.call_id, self.clock.now())
        if held is None:
            raise Refused
        return {"starts_at": held.starts_at.astimezone(zone(held.zone)).strftime("%Y-%m-%dT%H:%M")}

    def _release_slot(self, call: AssistantCall, said: Values) -> Found:
        self.slots.release(call.call_id)
        return {}

    def _check_address(self, call: AssistantCall, said: Values) -> Found:
        told = address_of(str(said["address"]))
        zip_code = str(said.get("zip") or told.zip_code)
        checked = self.address.check(PostalAddress(told.line, zip_code, told.city, told.state))
        if told.state and checked.state and told.state != checked.state:
            raise Refused  # a ZIP of another state: one of the two was misheard
        if checked.deliverable is False:
            raise Refused
        found = {"standard": checked.standard, "state": checked.state, "source": checked.source}
        return {name: value for name, value in found.items() if value}

    def _find_providers(self, call: AssistantCall, said: Values) -> Found:
        payer, complaint = str(said["payer_id"]), str(said.get("complaint") or "")
        found = fitting(list(self.providers.all()), payer, complaint)
        return {"rows": {"providers": found}}

    def _allowed_arrangements(self, call: AssistantCall, said: Values) -> Found:
        account = self.account_of(call)
        if account is None:
            raise Refused
        wanted = said.get("amount_cents")
        return {
            "rows": {"arrangements": arrangement_rows(account, int(wanted) if wanted else None)}
        }

    def _check_promise(self, call: AssistantCall, said: Values) -> Found:
        """Of an arrangement of the account: how much, by when at the latest, whether that day is
        within it."""
        account = self.account_of(call)
        allowed = account.arrangements if account else ()
        terms = next((one for one in allowed if one.id == said["arrangement"]), None)
        if account is None or terms is None:
            raise Refused
        wanted, today = said.get("amount_cents"), lead_day(self.clock.now())
        amount = promised_cents(account, terms, int(wanted) if wanted else None)
        latest = today + timedelta(days=terms.within_days)
        values = {
            "promise.amount_cents": amount,
            "promise.kind": terms.kind.value,
            "promise.latest": latest.isoformat(),
        }
        if not today <= date.fromisoformat(str(said["on"])) <= latest:
            raise Refused({"values": values})
        return {"values": values}


def _day(text: Any) -> datetime | None:
    """Midnight UTC of a day that the caller named; places before it are not offered."""
    return datetime.combine(date.fromisoformat(str(text)), time(), UTC) if text else None
