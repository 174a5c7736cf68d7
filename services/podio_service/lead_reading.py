"""A Podio item as a lead. Fields may be missing, empty or odd: what cannot be read is missing.

Field ids come from settings (PODIO_LEAD_FIELDS): our name to Podio's id. Whatever is not among
them is shown to the agent under Podio's own label.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.crm_ports import LeadSnapshot
from services.domain.lead import Address, Lead, LeadNumber
from services.podio_service.lead_types import distress_of
from services.podio_service.phone_text import e164
from services.podio_service.shown import shown
from services.podio_service.us_states import two_letters

REQUIRED = ("name", "phone", "address", "owner_occupied", "law_firm", "lead_type")
KNOWN_TOO = (  # what some rules of law ask, where the CRM knows it
    "address_verified_on",
    "dealt_on",
    "inquired_on",
    "listed",
    "redemption_ends",
    "role",
    "sale_on",
)
OPTIONAL = ("second_phone", "do_not_call", "score", *KNOWN_TOO)
ROLES = {  # the CRM's whole text to our word
    "executor": "fiduciary",
    "executrix": "fiduciary",
    "administrator": "fiduciary",
    "personal representative": "fiduciary",
    "trustee": "fiduciary",
    "fiduciary": "fiduciary",
    "heir": "heir",
    "owner": "owner",
}
NONE_WORDS = ("", "none", "no", "n/a", "na", "-", "none on record")
MAY_CALL_WORDS = (*NONE_WORDS, "false", "0", "ok", "ok to call", "may call", "allowed")
LONGEST_SCORE = 9  # digits
DAY = len("2026-11-21")
SHOWN_TOO = ("lead_type", "score", "law_firm", *KNOWN_TOO)  # ours, and still worth reading


@dataclass(frozen=True)
class LeadReading:
    field_ids: Mapping[str, int]

    def snapshot(self, item: Mapping[str, Any]) -> LeadSnapshot:
        """`item` as GET /item/{id} or a filter returns it."""
        fields = _Fields(self.field_ids, item)
        item_id = int(item["item_id"])
        return LeadSnapshot(
            lead=self._lead(item_id, item, fields),
            edited_at=_edited_at(item),
            do_not_call=fields.stopped(),
            score=fields.score(),
        )

    def _lead(self, item_id: int, item: Mapping[str, Any], fields: "_Fields") -> Lead:
        numbers = fields.numbers()
        return Lead(
            id=f"lead-{item_id}",
            item_id=item_id,
            revision=_revision(item),
            name=fields.text("name") or f"Lead {item_id}",
            numbers=numbers,
            address=fields.address(),
            owner_occupied=fields.answer("owner_occupied"),
            attorney=fields.attorney(),
            distress=fields.distress(),
            role=fields.role(),
            listed=fields.answer("listed"),
            redemption_ends=fields.day("redemption_ends"),
            sale_on=fields.day("sale_on"),
            inquired_on=fields.day("inquired_on"),
            dealt_on=fields.day("dealt_on"),
            details=fields.details(),
            missing=fields.missing(numbers),
        )


class _Fields:
    """The item's values by our names."""

    def __init__(self, field_ids: Mapping[str, int], item: Mapping[str, Any]) -> None:
        self.names = field_ids
        listed = item.get("fields")
        fields = listed if isinstance(listed, list) else []
        self.fields = {f.get("field_id"): f for f in fields if isinstance(f, Mapping)}

    def values(self, name: str) -> list[Mapping[str, Any]]:
        found = self.fields.get(self.names.get(name, 0), {}).get("values")
        return [v for v in found if isinstance(v, Mapping)] if isinstance(found, list) else []

    def text(self, name: str) -> str:
        kind = str(self.fields.get(self.names.get(name, 0), {}).get("type"))
        return shown(kind, list(self.values(name)))

    def texts(self, name: str) -> list[str]:
        """One for each value, "" for one that cannot be read; none for an empty field."""
        field = self.fields.get(self.names.get(name, 0), {})
        found = field.get("values", [])
        each = found if isinstance(found, list) else [found]
        return [shown(str(field.get("type")), [one]) for one in each]

    def numbers(self) -> tuple[LeadNumber, ...]:
        typed = [*self.values("phone"), *self.values("second_phone")]
        return tuple(
            LeadNumber("", e164(str(v.get("value", ""))), str(v.get("type", ""))) for v in typed
        )

    def address(self) -> Address:
        """Sub ids of a location: developers.podio.com/doc/items. What nobody has resolved has its
        text alone."""
        place = next(iter(self.values("address")), {})
        number, name, city, postal_code = (
            str(place.get(key) or "").strip()
            for key in ("street_number", "street_name", "city", "postal_code")
        )
        street = f"{number} {name}".strip() if name else str(place.get("value") or "")
        state = two_letters(str(place.get("state") or ""))
        return Address(street, city, state, postal_code, self.day("address_verified_on"))

    def answer(self, name: str) -> str | None:
        text = self.text(name).lower()
        return text if text in ("yes", "no", "unknown") else None

    def day(self, name: str) -> date | None:
        """Of a date field: `start` is day and time, `2026-12-04 00:00:00`."""
        start = str(next(iter(self.values(name)), {}).get("start") or "")
        try:
            return date.fromisoformat(start[:DAY])
        except ValueError:
            return None

    def role(self) -> str | None:
        """A text that says more than one of the words is nobody's role: it may deny it."""
        return ROLES.get(" ".join(self.text("role").lower().split()))

    def stopped(self) -> bool:
        """Whether the person is not to be called: whatever is there and does not say that calls may
        come, as what cannot be read."""
        texts = self.texts("do_not_call")
        return any(not text or text.lower().strip(" .") not in MAY_CALL_WORDS for text in texts)

    def attorney(self) -> str | None:
        """Podio leaves an empty field out, so an absent firm is none on record, and one that is
        there and cannot be read is unknown."""
        if "law_firm" not in self.names:
            return None
        texts = self.texts("law_firm")
        firms = [text for text in texts if text.lower().strip(" .") not in NONE_WORDS]
        return ", ".join(firms) or (None if "" in texts else "")

    def distress(self) -> frozenset[str] | None:
        return distress_of(self.texts("lead_type"))

    def score(self) -> int | None:
        whole = self.text("score").partition(".")[0]
        readable = whole.isascii() and whole.isdecimal() and len(whole) <= LONGEST_SCORE
        return min(100, int(whole)) if readable else None

    def details(self) -> dict[str, str]:
        hidden = {id_ for name, id_ in self.names.items() if name not in SHOWN_TOO}
        texts = {
            _label(f): shown(
                str(f.get("type")), f["values"] if isinstance(f.get("values"), list) else []
            )
            for field_id, f in self.fields.items()
            if field_id not in hidden
        }
        return {label: text for label, text in texts.items() if text}

    def missing(self, numbers: tuple[LeadNumber, ...]) -> tuple[str, ...]:
        """Our names of the fields that are empty or cannot be read."""
        absent = [name for name in ("name", "owner_occupied") if not self.text(name)]
        if self.distress() is None:
            absent.append("lead_type")
        if self.attorney() is None:
            absent.append("law_firm")
        if not any(number.e164 for number in numbers):
            absent.append("phone")
        elif any(number.e164 is None for number in numbers):
            absent.append("second_phone")
        if not self.address().state:
            absent.append("address")
        return tuple(sorted(absent))


def _label(field: Mapping[str, Any]) -> str:
    """At its top in lists, within `config` in a single item."""
    config = field.get("config")
    inner = config.get("label") if isinstance(config, Mapping) else None
    return str(field.get("label") or inner or field.get("external_id"))


def _revision(item: Mapping[str, Any]) -> int:
    """At the top of a single item, within `current_revision` in lists."""
    found = item.get("revision", _current(item).get("revision"))
    return found if isinstance(found, int) else 0


def _edited_at(item: Mapping[str, Any]) -> str:
    return str(_current(item).get("created_on") or item.get("last_event_on") or "")


def _current(item: Mapping[str, Any]) -> Mapping[str, Any]:
    current = item.get("current_revision")
    return current if isinstance(current, Mapping) else {}
