"""The sandbox brings its own people, and they are such as the application takes."""

import json
from datetime import date

from api.schemas.people_file import read_people
from tools import invented

SATURDAY = date(2026, 11, 21)


def test_places_lie_ahead_and_on_working_days():
    slots = invented.people(SATURDAY)["slots"]

    days = {slot["starts_at"][:10] for slot in slots}
    assert all(day > "2026-11-21" for day in days)
    assert all(date.fromisoformat(day).weekday() < 5 for day in days)
    assert {slot["calendar"] for slot in slots} == {"agents", "dr-chen", "dr-osei"}
    assert len({slot["id"] for slot in slots}) == len(slots)


def test_consents_name_artificial_voices_and_lie_behind():
    commands = [command["args"] for command in invented.consents(SATURDAY)]

    assert all("--voice" in args and "written" in args for args in commands)
    assert {args[args.index("--given-on") + 1] for args in commands} == {"2026-10-22"}


def test_the_application_takes_them_all():
    people = read_people(json.dumps(invented.people(SATURDAY)).encode())

    assert {account.lead_id for account in people.accounts} == {"lead-2001", "lead-2012"}
    assert len(people.patients) == 1
