"""Decision cases as data, tests/services/compliance/cases: question, facts, what must be said.

    [[case]]
    id = "pec-none"                         # unique over all files
    kind = "sms"                            # absent: live_manual
    purpose = "informational"               # absent: telemarketing
    number = "+13125550144"                 # absent: this one
    at = "2026-11-18 12:00 America/Chicago" # absent: this instant
    acknowledged = ["attorney_represented"] # absent: none
    consented = true                        # a written consent to everything, 30 days old
    unknown = ["reassigned"]                # facts that nobody knows
    as_of = {line_type = {hours_ago = 25}}  # facts said earlier than two hours ago
    expect = "deny"
    rule = "FED-TCPA-PEC"
    finding = "deny"
    citation = "47 CFR 64.1200(a)(1)(iii)"
    reason = "none stands"                  # words of its reason, when given
    next = "2026-11-19 08:00 America/Chicago"  # the next legal time, when given; "none" for none
    [case.facts]                            # over the clear ones of `law.clear`, as plain JSON
    consents = [{tier = "express", given_at = {days_ago = 3}, revoked_at = {hours_ago = 1}}]
    national_list = {area_code = "312", answer = "clear", as_of = {day = -31}}

Inside facts an instant is RFC 3339, a wall clock with its zone, or `{days_ago, hours_ago,
minutes_ago, seconds_ago}`; a day is `2026-11-18`, or `{day = -3}` from the local day of the call.
"""

import re
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from law import CHICAGO, clear, question

from services.compliance.facts import Consent, ConsentTier
from services.compliance.facts_json import value_types
from services.compliance.judge import judge
from services.compliance.model import CallKind, Purpose
from services.compliance.plain import from_plain
from services.domain.times import to_text

FOLDER = Path(__file__).parents[1] / "services/compliance/cases"
KEYS = {
    "id", "kind", "purpose", "number", "at", "acknowledged", "consented", "unknown", "as_of",
    "expect", "rule", "finding", "citation", "reason", "next", "facts",
}  # fmt: skip
NEEDED = {"id", "expect", "rule", "finding", "citation"}
WALL = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) (\w+/[\w/+-]+|UTC)")
AGO = {"days_ago", "hours_ago", "minutes_ago", "seconds_ago"}
NOON = "2026-11-18 12:00 America/Chicago"


def case_files():
    return sorted(FOLDER.glob("*.toml"))


def cases_of(path):
    """The cases of one file. Raises ValueError for a key that is unknown or missing."""
    found = tomllib.loads(path.read_text("utf-8"))["case"]
    for case in found:
        if case.keys() - KEYS or NEEDED - case.keys():
            wrong = sorted(case.keys() - KEYS | NEEDED - case.keys())
            raise ValueError(f"{path.name}, {case.get('id')}: {wrong}")
    return found


def wall(said):
    """`2026-11-18 07:59 America/Chicago` as an instant that still knows its zone."""
    day, time, zone = WALL.fullmatch(said).groups()
    return datetime.fromisoformat(f"{day} {time}").replace(tzinfo=ZoneInfo(zone))


def plain(said, at):
    """Words of a case as the JSON that facts are read from; `at`: with the zone of the call."""
    if isinstance(said, dict):
        if said.keys() == {"day"}:
            return (at.date() + timedelta(days=said["day"])).isoformat()
        if said and said.keys() <= AGO:
            return to_text(ago(said, at))
        return {name: plain(one, at) for name, one in said.items()}
    if isinstance(said, list):
        return [plain(one, at) for one in said]
    if isinstance(said, str) and WALL.fullmatch(said):
        return to_text(wall(said).astimezone(UTC))
    return said.isoformat() if isinstance(said, date) else said


def ago(said, at):
    span = {name.removesuffix("_ago"): count for name, count in said.items()}
    return at.astimezone(UTC) - timedelta(**span)


def facts_of(case, at):
    types, said = value_types(), case.get("facts", {})
    values = {name: from_plain(types[name], plain(one, at), name) for name, one in said.items()}
    if case.get("consented"):
        values["consents"] = (agreed(at), *values.get("consents", ()))
    values |= dict.fromkeys(case.get("unknown", ()))
    facts = clear(case.get("number", CHICAGO), at.astimezone(UTC), **values)
    aged = {
        name: type(fact)(fact.value, fact.source, ago(said, at))
        for name, said in case.get("as_of", {}).items()
        for fact in (getattr(facts, name),)
    }
    return type(facts)(**{name: getattr(facts, name) for name in types} | aged)


def agreed(at):
    """A signed agreement that lacks nothing and covers everything."""
    given = at.astimezone(UTC) - timedelta(days=30)
    return Consent(
        ConsentTier.WRITTEN, given, artificial_voice=True, signed=True, not_a_condition=True,
        names_seller=True, names_number=True, automated=True,
    )  # fmt: skip


def verdict_of(case):
    at = wall(case.get("at", NOON))
    asked = question(
        case.get("number", CHICAGO),
        at.astimezone(UTC),
        kind=CallKind(case.get("kind", "live_manual")),
        purpose=Purpose(case.get("purpose", "telemarketing")),
        acknowledgements=frozenset(case.get("acknowledged", ())),
    )
    return judge(asked, facts_of(case, at))
