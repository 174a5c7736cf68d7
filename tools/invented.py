"""The sandbox's invented people as the application's commands take them."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from tools import processes

PEOPLE = processes.ROOT / "sandbox" / "people.yaml"
LEADS = processes.ROOT / "sandbox" / "leads.yaml"
DAYS_AHEAD = 5
CONSENT_DAYS_AGO = 30
AGO = "_days_ago"


def people_import(today: date, folder: Path) -> dict[str, Any]:
    """The command that imports them; the file is written to `folder`."""
    path = folder / "people.json"
    path.write_text(json.dumps(people(today)))
    return {"args": ["people", "import", str(path)], "input": ""}


def people(today: date) -> dict[str, Any]:
    """As docs/people.md says, with days counted from `today`."""
    read = yaml.safe_load(PEOPLE.read_text())
    told = {name: read[name] for name in ("practice", "payers", "providers", "patients")}
    accounts = [_account(row, today) for row in read["accounts"]]
    zone = read["practice"]["zone"]
    return told | {"accounts": accounts, "slots": list(_slots(read["calendars"], today, zone))}


def consents(today: date) -> list[dict[str, Any]]:
    given = (today - timedelta(days=CONSENT_DAYS_AGO)).isoformat()
    rows = yaml.safe_load(PEOPLE.read_text())["consents"]
    return [_consent(row, given) for row in rows]


def reassigned(today: date, folder: Path) -> dict[str, Any]:
    """The command that imports the answers on their numbers; the file is written to `folder`."""
    path = folder / "answers.csv"
    since = (today - timedelta(days=CONSENT_DAYS_AGO)).isoformat()
    path.write_text("".join(f"{number},{since},no\n" for number in _agreed()))
    args = ["rnd", "import", str(path), "--queried-on", today.isoformat()]
    return {"args": args, "input": ""}


def _agreed() -> Iterator[str]:
    """Every number that somebody agreed to be called on."""
    leads = {row["item_id"]: row["fields"] for row in yaml.safe_load(LEADS.read_text())["leads"]}
    for row in yaml.safe_load(PEOPLE.read_text())["consents"]:
        fields = leads[row["item_id"]]
        told = [*fields.get("phone", ()), *fields.get("second-phone", ())]
        yield told[row["number"] - 1]["value"]


def _consent(row: Mapping[str, int], given_on: str) -> dict[str, Any]:
    args = ["consent", "add", str(row["item_id"]), "--number", str(row["number"])]
    args += ["--tier", "written", "--voice", "--given-on", given_on, "--source", "invented form"]
    return {"args": args, "input": ""}


def _account(row: Mapping[str, Any], today: date) -> dict[str, Any]:
    """`due_days_ago` and the like are days."""
    told = {name: value for name, value in row.items() if not name.endswith(AGO)}
    days = {
        name.removesuffix(AGO): (today - timedelta(days=row[name])).isoformat()
        for name in row.keys() - told.keys()
    }
    due = days.pop("due")
    named = {f"{name}_on": day for name, day in days.items()}
    return told | named | {"due_date": due, "as_of": today.isoformat()}


def _slots(calendars: Mapping[str, list[str]], today: date, zone: str) -> Iterator[dict[str, Any]]:
    days = (today + timedelta(days=n) for n in range(1, DAYS_AHEAD + 3))
    for day in (day for day in days if day.weekday() < 5):
        for calendar, clocks in calendars.items():
            for clock in clocks:
                starts_at = f"{day.isoformat()}T{clock}"
                place = f"{calendar}-{day.isoformat()}-{clock.replace(':', '')}"
                yield {"id": place, "calendar": calendar, "starts_at": starts_at, "zone": zone}
