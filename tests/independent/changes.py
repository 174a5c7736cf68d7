"""What is changed of a lawful case: one fact each, near its edge where it has one."""

from datetime import UTC, date, datetime, timedelta

from tests.independent import clock, places
from tests.independent.people import WEEKDAYS
from tests.independent.reading import CALLS, MACHINES, instant

KINDS, PURPOSES = ("live_manual", *MACHINES), ("telemarketing", "informational", "debt")
STATES = sorted(places.AREA_CODES)
MESSAGE = ("business_name", "reply_request", "person_name", "reply_number")
SECOND, MINUTE, HOUR, DAY = (timedelta(**{u: 1}) for u in ("seconds", "minutes", "hours", "days"))
HOLIDAYS = [
    date(2026, 1, 1), date(2026, 1, 8), date(2026, 2, 17), date(2026, 4, 3), date(2026, 4, 27),
    date(2026, 5, 4), date(2026, 6, 15), date(2026, 6, 19), date(2026, 7, 3), date(2026, 7, 24),
    date(2026, 8, 10), date(2026, 8, 31), date(2026, 10, 18), date(2026, 11, 1), date(2026, 11, 2),
    date(2026, 11, 3), date(2026, 11, 26), date(2026, 12, 25), date(2027, 3, 14), date(2027, 6, 18),
]  # fmt: skip


def at_of(said):
    return instant(said["question"]["at"])


def near(draw, span):
    return span + draw.choice((-DAY, -HOUR, -SECOND, timedelta(0), SECOND, HOUR, DAY))


def days_ago(draw, said, *edges):
    return str(at_of(said).date() - timedelta(days=draw.choice(edges)))


def long_ago(draw, said, *spans):
    """An instant of the past near one of these spans."""
    return (at_of(said) - max(near(draw, draw.choice(spans)), SECOND)).isoformat()


def consent(draw, at, tier="written"):
    given = at - timedelta(days=draw.randrange(1, 55), minutes=draw.randrange(1_000))
    flags = ("artificial_voice", "automated", "signed", "not_a_condition", "names_seller")
    return {"tier": tier, "given_at": given.isoformat(), **dict.fromkeys(flags, True)}


def hour(draw, said):
    """The edge of an hour, on a day on which something may be different."""
    on = draw.choice(HOLIDAYS) if draw.random() < 0.4 else at_of(said).date()
    on += draw.randrange(7) * DAY if draw.random() < 0.5 else 0 * DAY
    code = (said["question"]["number"] or "")[2:5]
    zones = places.zones_of_code(code) if code in places.STATE_OF else {"America/New_York"}
    there = clock.zone(draw.choice(sorted(zones)))
    wall = datetime(on.year, on.month, on.day, draw.choice((7, 8, 9, 10, 12, 13, 16, 17, 18, 19,
                    20, 21)), draw.choice((0, 0, 55)), tzinfo=there)  # fmt: skip
    moved = wall.astimezone(UTC) + draw.choice((-MINUTE, -SECOND, 0 * SECOND, SECOND))
    move(said, moved)


def move(said, to):
    """The whole case to another instant: whatever has a date moves by whole days."""
    by = (to.date() - at_of(said).date()).days
    said["question"]["at"] = to.isoformat()
    for group in ("person", "ledger", "lists", "seller"):
        said[group] = shifted(said[group], timedelta(days=by))


def shifted(value, by):
    if isinstance(value, dict):
        return {key: shifted(one, by) for key, one in value.items()}
    if isinstance(value, list):
        return [shifted(one, by) for one in value]
    if isinstance(value, str) and value[:2] == "20" and value[4:5] == "-":
        if "T" in value:
            return (instant(value) + by).isoformat()
        return str(date.fromisoformat(value) + by)
    return value


def number(draw, said):
    bad = ("+18005550144", "+19005550144", "+14165550144", "+15005550144", "+13121550144",
           "+13129110144", "+13129760144", "+1312555014", "+442079460144", None)  # fmt: skip
    said["question"]["number"] = draw.choice(bad)


def kind(draw, said):
    said["question"]["kind"] = draw.choice(KINDS)


def line(draw, said):
    said["person"]["line_type"] = draw.choice(("mobile", "landline", "voip", None))
    said["person"]["line_use"] = draw.choice(("residential", "business", "unknown", None))


def address(draw, said):
    on = draw.choice((None, days_ago(draw, said, 0, 29, 30, 31, 89, 90, 91, 200)))
    where = {"state": draw.choice((*STATES, "NY", "LA")), "verified_on": on}
    if where["state"] == "NY":
        where["county"] = draw.choice(("Erie", "Erie", "Kings", "Kings", "New York", ""))
    said["person"][draw.choice(("address", "stated_location"))] = where


def lead(draw, said):
    name = draw.choice(("address", "line_type", "attorney", "owner_occupied", "distress"))
    value = said["person"][name]
    if value is not None and not (isinstance(value, dict) and "value" in value):
        soon = at_of(said) + timedelta(minutes=10, seconds=draw.choice((-1, 0, 1)))
        at = draw.choice((long_ago(draw, said, 24 * HOUR, HOUR), soon.isoformat()))
        said["person"][name] = {"value": value, "source": "Podio", "as_of": at}


def lookup(draw, said):
    """A line that somebody looked up, lately or too long ago."""
    name, on = draw.choice(("line_type", "line_use")), long_ago(draw, said, 15 * 24 * HOUR, HOUR)
    value = draw.choice(("landline", "mobile")) if name == "line_type" else "business"
    said["person"][name] = {"value": value, "source": "lookup", "as_of": on}


def looked(draw, said):
    name = draw.choice(("emergencies", "proclaimed"))
    value = said["seller"][name]
    if isinstance(value, list):
        at = long_ago(draw, said, 24 * HOUR)
        said["seller"][name] = {"value": value, "source": "a person", "as_of": at}


def unknown(draw, said):
    """Nobody knows one fact any more."""
    names = (("question", "script"), ("question", "dialing"), ("question", "recording"),
             ("person", "told_us"), ("person", "attorney"), ("person", "owner_occupied"),
             ("person", "distress"), ("person", "line_type"), ("person", "estate"),
             ("ledger", "consents"), ("ledger", "revocations"), ("ledger", "relationships"),
             ("ledger", "attempts"), ("ledger", "conversations"), ("ledger", "debt"),
             ("lists", "company_do_not_call"), ("lists", "national_list"), ("lists", "state_lists"),
             ("lists", "reassigned"), ("lists", "protected_line"), ("seller", "registrations"),
             ("seller", "emergencies"), ("seller", "proclaimed"), ("seller", "exemptions"),
             )  # fmt: skip
    group, name = draw.choice(names)
    said[group][name] = None


def told(draw, said):
    flags = ("cease", "deceased", "dispute", "already_paid", "bankruptcy", "refuses_to_pay",
             "stop_calling", "hardship")  # fmt: skip
    asked = ("work", "text", "voice", "sunday", "saturday", "weekend", "evening", "morning")
    told_us = {"flags": [], "restrictions": [], "inconvenient": []}
    which = draw.choice(tuple(told_us))
    if which == "flags":
        told_us["flags"] = draw.sample(flags, draw.randrange(1, 3))
    elif which == "restrictions":
        told_us["restrictions"] = draw.sample(asked, draw.randrange(1, 3))
    else:
        start, end = (f"{draw.randrange(24):02}:{draw.choice((0, 30)):02}" for _ in range(2))
        days = draw.sample(WEEKDAYS, draw.randrange(4))
        told_us["inconvenient"] = [{"days": days, "start": start, "end": end}]
    said["person"]["told_us"] = told_us


def gate(draw, said):
    person = said["person"]
    person["attorney"] = draw.choice(("yes", "no", "no", "unknown"))
    person["owner_occupied"] = draw.choice(("yes", "no", "unknown"))
    words = ("foreclosure", "probate", "tax_lien", "fsbo", "expired")
    person["distress"] = draw.sample(words, draw.randrange(3))
    ends = (at_of(said).date() + timedelta(days=draw.choice((-1, 0, 29, 30, 31, 90)))).isoformat()
    person["estate"] = {
        "role": draw.choice(("owner", "fiduciary", "heir", "")),
        "redemption_ends": draw.choice((ends, ends, None)),
        "listed": draw.choice(("yes", "no", "no", "unknown")),
    }
    gates = ("attorney_represented", "owner_occupied_foreclosure", "foreclosure_co",
             "foreclosure_ca", "probate_fiduciary", "tax_lien_redemption", "active_listing",
             "listing_pitch")  # fmt: skip
    said["question"]["acknowledgements"] = [g for g in gates if draw.random() < 0.7]


def agreed(draw, said):
    """Another consent, or what is wrong with this one."""
    given = said["ledger"]["consents"]
    if not given or draw.random() < 0.2:
        given = [consent(draw, at_of(said), draw.choice(("express", "written")))]
    one = dict(given[0])
    word = draw.choice(("tier", "given_at", "until", "revoked_at", "kinds", "purposes", "flag",
                        "to_caller", "none"))  # fmt: skip
    if word == "tier":
        one["tier"] = "express"
    elif word == "given_at":
        one[word] = (at_of(said) + draw.choice((-SECOND, 0 * SECOND, SECOND, -60 * DAY, -61 * DAY,
                     -600 * DAY))).isoformat()  # fmt: skip
    elif word in ("until", "revoked_at"):
        past = (0 * SECOND, -SECOND, -DAY)
        ahead = (SECOND, DAY) if word == "until" else ()
        one[word] = (at_of(said) + draw.choice((*past, *ahead))).isoformat()
    elif word in ("kinds", "purposes"):
        every = KINDS if word == "kinds" else PURPOSES
        one[word] = draw.sample(every, draw.randrange(1, len(every)))
    elif word == "flag":
        flags = ("artificial_voice", "automated", "signed", "not_a_condition", "names_seller",
                 "names_number")  # fmt: skip
        one[draw.choice(flags)] = False
    elif word == "to_caller":
        one[word] = False
    said["ledger"]["consents"] = [] if word == "none" else [one, *given[1:]]


def another(draw, said):
    """A second consent beside the first."""
    tier = draw.choice(("express", "written"))
    held = said["ledger"]["consents"] or []
    said["ledger"]["consents"] = [*held, consent(draw, at_of(said), tier)]


def withdrawn(draw, said):
    when = long_ago(draw, said, 5 * MINUTE, 20 * DAY, 100 * DAY)
    reply = draw.choice(("", "informational", "telemarketing"))
    said["ledger"]["revocations"] = [{"at": when, "means": "text", "in_reply_to": reply}]


def confirmation(draw, said):
    """The one text that confirms it."""
    said["question"] |= {"kind": "sms", "purpose": draw.choice(PURPOSES[1:])}
    if said["question"]["script"]:
        said["question"]["script"]["wording"] = ["confirmation"]
    over = at_of(said) - draw.choice((MINUTE, 5 * MINUTE, 5 * MINUTE + SECOND))
    said["ledger"]["revocations"] = [{"at": over.isoformat()}]
    said["ledger"]["attempts"] = draw.choice(([], [attempt(draw, said, 2 * MINUTE)]))


def tie(draw, said):
    kind = draw.choice(("transaction", "inquiry", "application", "personal"))
    on = days_ago(draw, said, 0, 1, 89, 90, 91, 92, 93, 364, 365, 366, 539, 540, 541, 546, 550)
    ended = draw.choice((None, None, None, days_ago(draw, said, 0, 1, 50, 545)))
    held = draw.choice(([], said["ledger"]["relationships"] or []))
    said["ledger"]["relationships"] = [*held, {"kind": kind, "on": on, "ended_on": ended}]


def attempt(draw, said, *spans):
    outcomes = ("unknown", "answered", "no_answer", "voicemail", "busy", "not_in_service",
                "failed", "wrong_number")  # fmt: skip
    made = {
        "at": long_ago(draw, said, *spans),
        "kind": draw.choice((*KINDS, "live_manual", said["question"]["kind"])),
        "outcome": draw.choice((*outcomes, "no_answer", "no_answer")),
        "purpose": draw.choice((None, said["question"]["purpose"], "informational")),
        "same_number": draw.random() < 0.9,
        "third_party": draw.random() < 0.05,
        "at_work": draw.random() < 0.1,
        "hung_up": draw.choice(("unknown", "unknown", "unknown", "no", "yes")),
    }
    return made | {"debts": draw.choice(([], ["d-1"], ["d-1", "d-2"], ["d-2"]))}


def attempts(draw, said):
    today, week = (24 * HOUR, HOUR, 2 * HOUR, 8 * HOUR), (7 * DAY, 6 * DAY, 3 * DAY)
    spans = (today, week, (30 * DAY, 7 * DAY), (24 * HOUR,))
    which = draw.choice(spans)
    said["ledger"]["attempts"] = [
        attempt(draw, said, *which) for _ in range(draw.choice((1, 2, 3, 4, 5, 9)))
    ]


def calls(draw, said):
    """Calls that count for sure, as many as a rule lets through or one more."""
    limits = {1: (2 * HOUR, 8 * HOUR), 2: (24 * HOUR, 7 * DAY), 3: (24 * HOUR, 7 * DAY, 30 * DAY),
              4: (7 * DAY,), 7: (7 * DAY,)}  # fmt: skip
    most = draw.choice(tuple(limits))
    span = draw.choice(limits[most])
    kinds = [draw.choice(CALLS) for _ in range(most)]
    said["ledger"]["attempts"] = [
        {"at": long_ago(draw, said, span, span * 0.9), "kind": k, "outcome": "no_answer"}
        for k in kinds[: draw.choice((most - 1, most, most))]
    ]


def talks(draw, said):
    when = long_ago(draw, said, 7 * DAY, 6 * DAY, 8 * DAY)
    debts, other = draw.choice(([], ["d-1"], ["d-2"])), draw.random() < 0.1
    talk = {"at": when, "debts": debts, "third_party": other, "same_number": draw.random() < 0.8}
    said["ledger"]["conversations"] = [talk]


def debt(draw, said):
    if said["ledger"]["debt"] is None:
        return
    known = said["ledger"]["debt"]
    known["first_contact_on"] = draw.choice((None, days_ago(draw, said, 0, 4, 5, 6, 30)))
    known["notice_on"] = draw.choice((None, days_ago(draw, said, 0, 3, -1)))
    known["disputed_on"] = draw.choice((None, None, days_ago(draw, said, 0, 3, 10)))
    known["verified_on"] = draw.choice((None, days_ago(draw, said, -1, 0, 3, 9)))
    known["time_barred"] = draw.choice(("yes", "no", "unknown"))
    known["secured_by_home"] = draw.random() < 0.3


def company(draw, said):
    said["lists"]["company_do_not_call"] = draw.choice(("number", "person"))


ANSWERS = ("clear", "clear", "listed", "listed", "no_copy", "unreadable", "not_kept")


def national(draw, said):
    copy = said["lists"]["national_list"]
    if copy:
        copy["answer"] = draw.choice(ANSWERS)
        copy["as_of"] = draw.choice((days_ago(draw, said, 0, 30, 31, 32), None, copy["as_of"]))
        copy["area_code"] = draw.choice((copy["area_code"],) * 9 + ("312",))


def protected(draw, said):
    on = days_ago(draw, said, 0, 31, 32)
    said["lists"]["protected_line"] = {"answer": draw.choice(ANSWERS), "as_of": on}


def litigator(draw, said):
    on = draw.choice((None, days_ago(draw, said, -1, 0, 31, 92, 93)))
    said["lists"]["litigator"] = {"answer": draw.choice(ANSWERS), "as_of": on}


def own_list(draw, said):
    for copy in said["lists"]["state_lists"] or ():
        copy["answer"] = draw.choice(ANSWERS)
        copy["as_of"] = draw.choice((days_ago(draw, said, 0, 31, 32, 92, 93), copy["as_of"]))


def rnd(draw, said):
    queried = at_of(said).date() - timedelta(days=draw.randrange(40))
    said["lists"]["reassigned"] = {
        "answer": draw.choice(("yes", "no", "no", "no", "no_data")),
        "since": draw.choice(("2021-01-26", "2021-01-27", days_ago(draw, said, 0, 20, 50, 300))),
        "queried_on": str(queried),
    }


def registration(draw, said):
    today = at_of(said).date()
    for held in said["seller"]["registrations"] or ():
        held["since"] = str(today - timedelta(days=draw.choice((0, 1, -1, 100))))
        held["until"] = draw.choice((None, str(today + timedelta(days=draw.choice((-1, 0, 1))))))
        held["bonded"] = draw.choice((True, True, False, None))


def exemption(draw, said):
    words = ("real_estate_licensee", "nonprofit", "face_to_face_sale", "covered_entity",
             "outside_registration_OH", "outside_registration_AR",
             "federally_supervised_institution")  # fmt: skip
    said["seller"]["exemptions"] = draw.sample(words, draw.randrange(1, 4))


def emergency(draw, said):
    one = {"state": draw.choice(("NY", "LA", "TX")), "since": days_ago(draw, said, 5)}
    one["county"] = draw.choice(("", "Erie", "Kings", "Buffalo")) if one["state"] == "NY" else ""
    said["seller"]["emergencies"] = [one | {"reporting": draw.random() < 0.6}]


def proclaimed(draw, said):
    one = {
        "state": draw.choice(("US", "LA", "RI", "UT", "TX")),
        "on": days_ago(draw, said, -1, 0, 1),
    }
    said["seller"]["proclaimed"] = [one]


WORDINGS = (
    (), MESSAGE, MESSAGE[1:], (*MESSAGE, "salutation"), (*MESSAGE, "debt"), ("marketing",),
    ("threat_of_suit",), ("deceptive",), ("health_detail",),
)  # fmt: skip


def spoken(draw, said):
    script = said["question"]["script"]
    if not script:
        return
    lengths = ("duration_s", "characters")
    word = draw.choice([word for word in (*script, "voicemail") if word not in lengths])
    if word == "opt_out_delay_s":
        script[word] = draw.choice((None, 2, 3))
    elif word == "wording":
        script[word] = list(draw.choice(WORDINGS))
    elif word in ("purpose_said", "recording_notice", "debt_collector_said", "opt_out_offered"):
        script[word] = draw.choice((False, None, True))
    else:
        script[word] = not script.get(word)


ALL = (
    hour, hour, hour, number, kind, line, lookup, address, address, lead, looked, unknown, unknown,
    told, gate, agreed, agreed, agreed, another, withdrawn, confirmation, tie, tie, attempts, calls,
    calls, talks, debt, debt, company, national, national, protected, litigator, own_list, rnd,
    registration, exemption, emergency, proclaimed, spoken, spoken,
)  # fmt: skip
