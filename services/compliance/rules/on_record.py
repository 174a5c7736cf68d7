"""Rows of the book that decide no call: ended, not in force yet, duties of record, doors that stay
shut here. They are listed with the calls of which they speak, so that nobody looks for them."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from services.compliance.case import Case, Ruling
from services.compliance.law import RuleRow
from services.compliance.moment import days
from services.compliance.register import code_rules
from services.compliance.rules.idle import idle

ON_RECORD = (
    "FED-1TO1",
    "FED-PORT-15D",
    "FED-STIR",
    "FED-REVOKE-CATEGORY",
    "FED-REVOKE-MARKETING",
    "FED-REVOKE-EXCLUSIVE",
    "FED-REVOKE-NO-REPLY",
    "TSR-F2F",
    "TSR-RECORDS",
)


def on_record(case: Case) -> Iterator[Ruling]:
    for rule in ON_RECORD:
        row = code_rules()[rule]
        if case.moment.speaks_of(row):
            yield idle(rule, _reason(row, days(case.moment)[0]))


@lru_cache(maxsize=256)
def _reason(row: RuleRow, day: date) -> str:
    if row.since == date.max:
        return f"Not in force until somebody sets the day. {row.sentence}"
    if day < row.since:
        return f"In force from {row.since.isoformat()}. {row.sentence}"
    if day >= row.until:
        return f"Ended on {row.until.isoformat()}. {row.sentence}"
    return row.sentence
