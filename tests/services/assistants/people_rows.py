"""One good file of people, to be spoilt row by row."""

import copy
import json

CHICAGO, DENVER = "America/Chicago", "America/Denver"
GOOD = {
    "practice": {
        "name": "Oak Street Family Practice", "phone": "+13125550190", "street": "100 W Oak St",
        "city": "Chicago", "state": "IL", "zip": "60610", "zone": "America/Chicago",
    },
    "payers": [{"id": "bluecross", "name": "Blue Cross", "aliases": ["BCBS"]}],
    "providers": [
        {"id": "chen", "name": "Dr. Chen", "specialty": "family medicine", "payers": ["bluecross"]}
    ],
    "slots": [
        {"id": "c1", "calendar": "chen", "starts_at": "2026-11-24T09:00", "zone": CHICAGO},
        {"id": "a1", "calendar": "agents", "starts_at": "2026-11-24T14:00", "zone": DENVER},
    ],
    "patients": [
        {
            "id": "p1", "first_name": "Lena", "last_name": "Ortiz", "birth_date": "1984-02-29",
            "zip": "60611", "phone": "+13125550177", "email": "lena@example.com",
            "payer": "bluecross", "member_id": "XQ-12345",
        }
    ],
    "accounts": [
        {
            "id": "A1", "lead_item_id": 2001, "first_name": "Maria", "last_name": "Delgado",
            "creditor": "Lakeside Furniture", "balance_cents": 34050, "due_date": "2026-09-15",
            "as_of": "2026-11-17", "birth_date": "1980-04-12", "zip": "60610", "last4": "0042",
            "arrangements": [
                {"id": "full", "kind": "full"},
                {"id": "three", "kind": "installments", "payments": 3},
                {"id": "some", "kind": "partial", "min_cents": 5000},
            ],
            "payments": [{"ref": "P-1", "amount_cents": 1000, "on": "2026-11-10"}],
        }
    ],
}  # fmt: skip


def people(**changes):
    return copy.deepcopy(GOOD) | changes


def raw(said):
    return json.dumps(said).encode()
