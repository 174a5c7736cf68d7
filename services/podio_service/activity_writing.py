"""An activity as Podio's field values, and whether the app can take it.

Write forms: developers.podio.com/doc/items/add-new-item-22362. Categories take option ids, which
are looked up by their text in the app's schema.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from services.crm_ports import Activity
from services.domain.disposition import LABELS
from services.domain.errors import CrmRejected

MOTIVATIONS = {"high": "High", "medium": "Medium", "low": "Low", "unknown": "Unknown"}


@dataclass(frozen=True)
class ActivityWriting:
    """`field_ids`: our name to Podio's id. `schema`: GET /app/{id} of the Call Activity app."""

    field_ids: Mapping[str, int]
    schema: Mapping[str, Any]

    def fields(self, activity: Activity) -> dict[int, Any]:
        """Raises CrmRejected when an option that is needed is missing."""
        values: dict[str, Any] = {
            "title": activity.title,
            "lead": activity.lead_item_id,
            "date": {"start": activity.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")},
            "duration": activity.duration_s,
            "recording_url": activity.recording_url,
            "disposition": self._option("disposition", LABELS[activity.disposition]),
            "notes": activity.notes,
            "motivation": self._motivation(activity.motivation),
            "next_action_date": activity.next_action_on and {"start": activity.next_action_on},
            "asking_price": _money(activity.asking_price),
        }
        return {self.field_ids[name]: v for name, v in values.items() if v not in (None, "")}

    def _motivation(self, code: str | None) -> int | None:
        return self._option("motivation", MOTIVATIONS[code]) if code else None

    def _option(self, name: str, text: str) -> int:
        field = field_of(self.schema, self.field_ids[name])
        for option in options(field or {}):
            if option.get("status", "active") == "active" and option.get("text") == text:
                return int(option["id"])
        raise CrmRejected(f"option_missing:{name}")


def field_of(schema: Mapping[str, Any], field_id: int) -> Mapping[str, Any] | None:
    fields: list[Mapping[str, Any]] = schema.get("fields") or []
    return next((field for field in fields if field.get("field_id") == field_id), None)


def options(field: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    settings = (field.get("config") or {}).get("settings") or {}
    listed: list[Mapping[str, Any]] = settings.get("options") or []
    return listed


def _money(amount: str | None) -> dict[str, str] | None:
    return {"value": amount, "currency": "USD"} if amount else None
