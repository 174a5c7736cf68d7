"""Whether the settings' field ids fit the apps: one sentence for each that does not."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.domain.disposition import LABELS
from services.podio_service.activity_writing import MOTIVATIONS, field_of, options
from services.podio_service.lead_reading import OPTIONAL, REQUIRED

TEXT = ("text", "embed", "calculation")
LEAD_TYPES: Mapping[str, tuple[str, ...]] = {
    "name": (*TEXT, "contact", "app"),
    "phone": ("phone", "tel"),
    "second_phone": ("phone", "tel"),
    "address": ("location",),
    "owner_occupied": ("category", "text"),
    "law_firm": (*TEXT, "app", "contact", "category"),
    "lead_type": ("category", "text"),
    "do_not_call": ("category", "text"),
    "score": ("number", "calculation", "progress"),
}
ACTIVITY_TYPES: Mapping[str, tuple[str, ...]] = {
    "title": ("text",),
    "lead": ("app",),
    "date": ("date",),
    "duration": ("duration",),
    "recording_url": ("text",),
    "disposition": ("category",),
    "notes": ("text",),
    "motivation": ("category",),
    "next_action_date": ("date",),
    "asking_price": ("money",),
}


def lead_problems(field_ids: Mapping[str, int], schema: Mapping[str, Any]) -> list[str]:
    problems = [f"PODIO_LEAD_FIELDS lacks {name}." for name in REQUIRED if name not in field_ids]
    known = (*REQUIRED, *OPTIONAL)
    problems += [f"PODIO_LEAD_FIELDS knows no {name}." for name in field_ids if name not in known]
    return problems + list(_mistyped(field_ids, schema, LEAD_TYPES))


def activity_problems(
    field_ids: Mapping[str, int], schema: Mapping[str, Any], *, leads_app: int
) -> list[str]:
    lacking = [name for name in ACTIVITY_TYPES if name not in field_ids]
    problems = [f"PODIO_ACTIVITY_FIELDS lacks {name}." for name in lacking]
    problems += _mistyped(field_ids, schema, ACTIVITY_TYPES)
    problems += _lacking_options("disposition", LABELS, field_ids, schema)
    problems += _lacking_options("motivation", MOTIVATIONS, field_ids, schema)
    lead = field_of(schema, field_ids.get("lead", 0))
    if lead and leads_app not in _referenced(lead):
        problems.append("lead: the field does not refer to the app of the leads.")
    return problems


def _mistyped(
    field_ids: Mapping[str, int], schema: Mapping[str, Any], types: Mapping[str, tuple[str, ...]]
) -> Iterator[str]:
    for name in types.keys() & field_ids.keys():
        field = field_of(schema, field_ids[name])
        if field is None or field.get("status") != "active":
            yield f"{name}: the app has no field {field_ids[name]}."
        elif field.get("type") not in types[name]:
            yield f"{name}: field {field_ids[name]} must be of type {' or '.join(types[name])}."


def _lacking_options(
    name: str,
    texts: Mapping[str, str],
    field_ids: Mapping[str, int],
    schema: Mapping[str, Any],
) -> list[str]:
    field = field_of(schema, field_ids.get(name, 0))
    if field is None:
        return []
    there = {o.get("text") for o in options(field) if o.get("status", "active") == "active"}
    return [f"{name}: the field has no option {t}." for t in texts.values() if t not in there]


def _referenced(field: Mapping[str, Any]) -> set[Any]:
    settings = (field.get("config") or {}).get("settings") or {}
    return {app.get("app_id") for app in settings.get("referenced_apps") or []}
