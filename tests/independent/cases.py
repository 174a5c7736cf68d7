"""Cases to judge twice: one that is lawful, and a few facts of it changed. All from a seed."""

import random
from datetime import UTC, date, datetime, timedelta

from tests.independent import changes, clock, more_changes, places
from tests.independent.reading import MACHINES, VOICES

KINDS = ("live_manual", *MACHINES)
PURPOSES = ("telemarketing", "telemarketing", "informational", "debt")
CODES = sorted(places.STATE_OF)
STATES = sorted(places.AREA_CODES)
FIRST, SPAN = date(2025, 9, 1), 700  # days in which a law may begin
CHANGES = changes.ALL + more_changes.MORE
NEVER_BY_MACHINE = {"WY", "IA", "VT", "VI", "GU", "AS", "MP"}


def cases(seed, count):
    """So many cases, the same for a seed."""
    draw = random.Random(seed)
    for number in range(count):
        yield case(draw, f"{seed}-{number}")


def case(draw, name):
    said = lawful(draw, name)
    for change in draw.choices(CHANGES, k=draw.choice((0, 1, 1, 1, 2, 2, 3, 4))):
        change(draw, said)
    return shortened(said)


def shortened(said):
    """Without what is on file for states that the call may not reach."""
    where = [said["person"][name] or {} for name in ("address", "stated_location")]
    states = {place.get("value", place).get("state") for place in where}
    states.add(places.STATE_OF.get((said["question"]["number"] or "")[2:5]))
    for group, name in (("lists", "state_lists"), ("seller", "registrations")):
        held = said[group][name]
        if held is not None:
            said[group][name] = [one for one in held if one["state"] in states]
    return said


def lawful(draw, name):
    """A call that may be made nearly everywhere."""
    kind, purpose = draw.choice(KINDS), draw.choice(PURPOSES)
    code = draw.choice(CODES)
    while kind in VOICES and places.STATE_OF[code] in NEVER_BY_MACHINE and draw.random() < 0.8:
        code = draw.choice(CODES)
    at = instant(draw, code)
    return {
        "id": name,
        "question": {
            "kind": kind,
            "purpose": purpose,
            "number": f"+1{code}{draw.choice('2345678')}{draw.randrange(2_000_000, 6_000_000)}"[
                :12
            ],
            "at": at.isoformat(),
            **call(draw, kind, purpose),
        },
        "person": person(draw, code, at),
        "ledger": ledger(draw, purpose, at),
        "lists": lists(code, at),
        "seller": seller(at),
    }


def instant(draw, code):
    """Towards the middle of a working day by one of the number's clocks."""
    on = FIRST + timedelta(days=draw.randrange(SPAN))
    while draw.random() < 0.9 and on.weekday() > 4:
        on += timedelta(days=1)
    where = clock.zone(sorted(places.zones_of_code(code))[0])
    minute = draw.randrange(11 * 60, 15 * 60) if draw.random() < 0.8 else draw.randrange(1_440)
    there = datetime(on.year, on.month, on.day, tzinfo=where) + timedelta(minutes=minute)
    return there.astimezone(UTC)


def call(draw, kind, purpose):
    drop = kind == "voicemail_drop"
    message = drop and purpose == "debt"
    script = {
        "identification": True,
        "opt_out_delay_s": draw.randrange(3),
        "ai_disclosure": True,
        "ai_disclosure_end": True,
        "number_said": True,
        "toll_free": True,
        "purpose_said": not message,
        "recording_notice": not message,
        "debt_collector_said": not message,
        "opt_out_offered": True,
        "natural_voice": draw.random() < 0.8,
        "wording": list(changes.MESSAGE) if purpose == "debt" and drop else [],
    }
    dialing = {"ring_s": draw.choice((15, 25, 30)), "person_within_s": draw.randrange(3)}
    return {
        "script": script,
        "dialing": dialing | {"answered": 100, "abandoned": draw.randrange(4)},
        "recording": {"planned": False},
        "health": {},
    }


def person(draw, code, at):
    where = {"state": draw.choice(("", places.STATE_OF[code], places.STATE_OF[code]))}
    where["verified_on"] = str(at.date() - timedelta(days=draw.randrange(60)))
    return {
        "address": where,
        "stated_location": {},
        "line_type": draw.choice(("mobile", "mobile", "landline", "voip")),
        "line_use": draw.choice(("residential", "residential", "business", "unknown")),
        "told_us": {},
        "attorney": "no",
        "owner_occupied": "no",
        "distress": [],
        "estate": {"role": "owner", "listed": "no"},
    }


def ledger(draw, purpose, at):
    today = at.date()
    tie = {"kind": "transaction", "on": str(today - timedelta(days=draw.randrange(1, 300)))}
    debt = {"id": "d-1", "first_contact_on": str(today), "notice_on": str(today)}
    talk = {"at": (at - timedelta(days=draw.randrange(60, 400))).isoformat()}
    return {
        "consents": [changes.consent(draw, at)],
        "revocations": [],
        "relationships": draw.choice(([], [tie], [tie])),
        "attempts": [],
        "conversations": draw.choice(([], [talk], [talk])),
        "debt": {**debt, "time_barred": "no"} if purpose == "debt" else None,
    }


def lists(code, at):
    today = str(at.date())
    return {
        "company_do_not_call": "none",
        "national_list": {"area_code": code, "answer": "clear", "as_of": today},
        "state_lists": [{"state": s, "answer": "clear", "as_of": today} for s in STATES],
        "reassigned": {
            "answer": "no",
            "since": str(at.date() - timedelta(days=500)),
            "queried_on": today,
        },
        "litigator": {"answer": "clear", "as_of": today},
        "protected_line": {"answer": "clear", "as_of": today},
    }


def seller(at):
    since = str(at.date() - timedelta(days=400))
    return {
        "registrations": [{"state": s, "since": since, "bonded": True} for s in STATES],
        "emergencies": [],
        "proclaimed": [],
        "exemptions": [],
        "house_rules": [],
    }
