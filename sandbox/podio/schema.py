"""The two apps of the sandbox, as `GET /app/{id}` tells them.

Shapes: developers.podio.com/doc/applications/get-app-22349.
"""

import json
from dataclasses import dataclass, replace
from typing import Any

SPACE = 30100009


@dataclass(frozen=True)
class Field:
    field_id: int
    external_id: str
    type: str
    label: str
    options: tuple[tuple[int, str], ...] = ()
    multiple: bool = False
    required: bool = False
    references: int | None = None  # an app id

    def option(self, id_or_text: int | str) -> dict[str, Any] | None:
        """The option of this id or, for seeds and edits by hand, of this text."""
        for option_id, text in self.options:
            if id_or_text in (option_id, text):
                return {"id": option_id, "text": text, "status": "active", "color": "DCEBD8"}
        return None

    def as_json(self) -> dict[str, Any]:
        settings: dict[str, Any] = {}
        if self.type == "category":
            settings["options"] = [self.option(option_id) for option_id, _ in self.options]
            settings["multiple"] = self.multiple
        if self.references:
            settings["referenced_apps"] = [{"app_id": self.references}]
        return {
            "field_id": self.field_id,
            "external_id": self.external_id,
            "type": self.type,
            "label": self.label,
            "status": "active",
            "config": {"label": self.label, "required": self.required, "settings": settings},
        }


@dataclass(frozen=True)
class App:
    app_id: int
    name: str
    item_name: str
    token: str
    fields: tuple[Field, ...]

    def field(self, key: str | int) -> Field | None:
        """By field id (also as text) or by external id."""
        return next((f for f in self.fields if str(key) in (str(f.field_id), f.external_id)), None)

    def as_json(self) -> dict[str, Any]:
        config = {"name": self.name, "item_name": self.item_name, "external_id": None}
        return {
            "app_id": self.app_id,
            "status": "active",
            "space_id": SPACE,
            "token": self.token,
            "config": config,
            "fields": [f.as_json() for f in self.fields],
        }


def _options(first: int, *texts: str) -> tuple[tuple[int, str], ...]:
    return tuple(enumerate(texts, start=first))


LEAD_FIELDS = (
    Field(271001, "name", "text", "Owner name"),
    Field(271002, "phone", "phone", "Phone", multiple=True),
    Field(271003, "second-phone", "phone", "Second phone", multiple=True),
    Field(271004, "email", "email", "Email", multiple=True),
    Field(271005, "property-address", "location", "Property address"),
    Field(271006, "mailing-address", "location", "Mailing address"),
    Field(
        271007, "owner-occupied", "category", "Owner occupied", _options(1, "Yes", "No", "Unknown")
    ),
    Field(271008, "law-firm", "text", "Law firm"),
    Field(
        271009,
        "lead-type",
        "category",
        "Lead type",
        _options(
            1,
            "Foreclosure",
            "Foreclosure auction",
            "Probate",
            "Tax lien",
            "Absentee owner",
            "Tired landlord",
            "Stacked distress",
        ),
        multiple=True,
    ),
    Field(271010, "do-not-call", "category", "Do not call", _options(1, "No", "Yes")),
    Field(271011, "score", "number", "Lead score"),
    Field(271012, "tier", "category", "Tier", _options(1, "HOT", "WARM", "COLD")),
    Field(271013, "estimated-value", "money", "Estimated value"),
    Field(271014, "equity-percent", "number", "Equity %"),
    Field(271015, "equity", "money", "Equity"),
    Field(271016, "year-built", "number", "Year built"),
    Field(271017, "property-type", "text", "Property type"),
    Field(271018, "parcel-number", "text", "Parcel number"),
    Field(271019, "first-publication", "date", "First publication"),
    Field(271020, "auction-date", "date", "Auction date"),
    Field(271021, "auction-platform", "text", "Auction platform"),
    Field(271022, "balance-due", "money", "Balance due"),
    Field(271023, "opening-bid", "money", "Opening bid"),
    Field(271024, "executor", "text", "Executor"),
    Field(271025, "case-number", "text", "Case number"),
    Field(271026, "filing-date", "date", "Filing date"),
    Field(271027, "estate-value", "money", "Estate value"),
    Field(271028, "decedent", "text", "Decedent"),
    Field(271029, "court", "text", "Court"),
    Field(271030, "tax-debt", "money", "Tax debt"),
    Field(271031, "delinquent-since", "date", "Delinquent since"),
    Field(271032, "redemption-deadline", "date", "Redemption deadline"),
    Field(271033, "lien-type", "text", "Lien type"),
    Field(271034, "portfolio-count", "number", "Properties owned"),
    Field(271035, "tenure", "duration", "Tenure"),
    Field(271036, "out-of-state", "category", "Out of state", _options(1, "No", "Yes")),
    Field(271037, "last-sale", "date", "Last sale"),
    Field(271038, "vacancy-months", "number", "Vacant months"),
    Field(271039, "signals", "text", "Distress signals"),
    Field(271040, "days-listed", "calculation", "Days listed"),
    Field(271041, "role", "category", "Role", _options(1, "Owner", "Executor", "Heir")),
    Field(271042, "listed", "category", "Listed", _options(1, "Yes", "No", "Unknown")),
    Field(271043, "inquiry-date", "date", "Last inquiry"),
    Field(271044, "dealt-date", "date", "Last dealt with us"),
    Field(271045, "address-verified", "date", "Address verified"),
)

CALL_FIELDS = (
    Field(272001, "title", "text", "Title", required=True),
    Field(272002, "lead", "app", "Lead"),
    Field(272003, "date", "date", "Date"),
    Field(272004, "duration", "duration", "Duration"),
    Field(272005, "recording-url", "text", "Recording"),
    Field(
        272006,
        "disposition",
        "category",
        "Disposition",
        _options(
            1,
            "No Answer",
            "Voicemail",
            "Not Interested",
            "Callback Scheduled",
            "Appointment Set",
            "Wrong Number",
            "Do Not Call",
        ),
    ),
    Field(272007, "notes", "text", "Notes"),
    Field(
        272008,
        "motivation",
        "category",
        "Motivation",
        _options(1, "High", "Medium", "Low", "Unknown"),
    ),
    Field(272009, "next-action-date", "date", "Next action date"),
    Field(272010, "asking-price", "money", "Asking price"),
)


LEAD_NAMES = {
    "name": "name",
    "phone": "phone",
    "second_phone": "second-phone",
    "address": "property-address",
    "owner_occupied": "owner-occupied",
    "law_firm": "law-firm",
    "lead_type": "lead-type",
    "do_not_call": "do-not-call",
    "score": "score",
    "role": "role",
    "listed": "listed",
    "inquired_on": "inquiry-date",
    "dealt_on": "dealt-date",
    "address_verified_on": "address-verified",
    "redemption_ends": "redemption-deadline",
    "sale_on": "auction-date",
}
CALL_NAMES = {field.external_id.replace("-", "_"): field.external_id for field in CALL_FIELDS}


def leads_app(app_id: int, token: str) -> App:
    return App(app_id, "Master Leads", "Lead", token, LEAD_FIELDS)


def calls_app(app_id: int, token: str, *, leads: int) -> App:
    """Its `lead` field refers to the app `leads`."""
    fields = tuple(replace(f, references=leads) if f.type == "app" else f for f in CALL_FIELDS)
    return App(app_id, "Call Activity", "Call", token, fields)


def field_settings() -> dict[str, str]:
    """PODIO_LEAD_FIELDS and PODIO_ACTIVITY_FIELDS for these apps: JSON, name to field id."""
    return {
        "PODIO_LEAD_FIELDS": _ids(LEAD_NAMES, LEAD_FIELDS),
        "PODIO_ACTIVITY_FIELDS": _ids(CALL_NAMES, CALL_FIELDS),
    }


def _ids(names: dict[str, str], fields: tuple[Field, ...]) -> str:
    by_external_id = {field.external_id: field.field_id for field in fields}
    return json.dumps({name: by_external_id[external] for name, external in names.items()})
