"""What we hold of the person and the matter: the only source of what may be said or checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Record:
    """`values`: dotted name to text, integer (money in cents) or boolean: `party.first_name`,
    `account.balance_cents`. `rows`: lists by name: `slots`, `providers`, `payers`, `arrangements`.
    `today`: the person's own day. Nothing of it is ever handed to a model."""

    values: Mapping[str, Any]
    today: date
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
