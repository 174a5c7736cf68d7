"""More that is changed of a lawful case: health, agreements to more calls, rules of the house."""

from datetime import timedelta

from tests.independent.changes import (
    KINDS,
    PURPOSES,
    STATES,
    at_of,
    attempts,
    calls,
    days_ago,
    long_ago,
    talks,
    tie,
)
from tests.independent.health import TOPICS

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOURS = ("09:00-18:00", "closed", "00:00-24:00", "10:00-16:30", "08:00-21:00")


def health(draw, said):
    """A health-care message, as a rule without consent."""
    asked, script = said["question"], said["question"]["script"]
    asked["purpose"] = draw.choice(("informational", "informational", *PURPOSES))
    said["ledger"]["debt"] = said["ledger"]["debt"] or {"id": "d-1", "time_barred": "no"}
    yes = ("yes", "yes", "yes", "yes", "no", "unknown")
    asked["health"] = {
        "topic": draw.choice((*TOPICS, "")),
        **{word: draw.choice(yes) for word in ("number_from_patient", "covered")},
        "free_to_end_user": draw.choice(yes),
    }
    if draw.random() < 0.1:
        asked["health"] = None
    if script:
        script["duration_s"] = draw.choice((30, 59, 60, 61, None))
        script["characters"] = draw.choice((100, 160, 161, None))
    if draw.random() < 0.7:
        said["ledger"]["consents"] = []
    if draw.random() < 0.5:
        draw.choice((calls, attempts))(draw, said)


def more_calls(draw, said):
    """The debtor agreed to more calls, and calls were made."""
    spans = (HOUR, 5 * DAY, 6 * DAY, 7 * DAY, 8 * DAY)
    given = long_ago(draw, said, *spans)
    one = {"tier": "express", "given_at": given}
    one["more_calls_about"] = draw.choice((["d-1"], ["d-1"], ["d-1", "d-2"], ["d-2"]))
    word = draw.choice(("until", "revoked_at", "purposes", "kinds", "to_caller", "none", "none"))
    one |= {
        "until": {"until": long_ago(draw, said, HOUR)},
        "revoked_at": {"revoked_at": said["question"]["at"]},
        "purposes": {"purposes": draw.sample(PURPOSES, 2)},
        "kinds": {"kinds": draw.sample(KINDS, 3)},
        "to_caller": {"to_caller": False},
    }.get(word, {})
    said["ledger"]["consents"] = [*(said["ledger"]["consents"] or ()), one]
    draw.choice((calls, attempts, talks))(draw, said)
    if said["question"]["purpose"] != "debt" and draw.random() < 0.7:
        said["question"]["purpose"] = "debt"
        on = str(at_of(said).date())
        said["ledger"]["debt"] = {"id": "d-1", "notice_on": on, "time_barred": "no"}


def house(draw, said):
    """One rule of the organization's own."""
    rule = {"id": "HOUSE-ONE", "sentence": "This house calls less."}
    if draw.random() < 0.3:
        rule["kinds"] = draw.sample(KINDS, 3)
    if draw.random() < 0.3:
        rule["purposes"] = draw.sample(PURPOSES, 2)
    if draw.random() < 0.3:
        rule["states"] = draw.sample(STATES, 30)
    if draw.random() < 0.3:
        rule[draw.choice(("since", "until"))] = days_ago(draw, said, -1, 0, 1)
    rule |= draw.choice((
        {"never": True},
        {"hours": [draw.choice(HOURS) for _ in range(7)]},
        {"closed_on": [days_ago(draw, said, -1, 0, 1)]},
        {"most": draw.randrange(1, 4), "seconds": draw.choice((86_400, 604_800))},
        {"gap_s": draw.choice((3_600, 7_200, 86_400))},
    ))  # fmt: skip
    said["seller"]["house_rules"] = [rule]
    if draw.random() < 0.4:
        draw.choice((calls, attempts))(draw, said)


def customer(draw, said):
    """Listed, and known only by business or as a friend, whom a person calls."""
    said["question"] |= {"kind": "live_manual", "purpose": "telemarketing"}
    said["ledger"] |= {"consents": [], "relationships": []}
    if said["lists"]["national_list"]:
        said["lists"]["national_list"]["answer"] = "listed"
    tie(draw, said)


def dialled(draw, said):
    told = said["question"]["dialing"]
    if not told:
        return
    answers = {
        "ring_s": (14, 15, 30, 31, 90, 91, None),
        "person_within_s": (2, 3, None),
        "abandoned": (3, 4, None),
        "answered": (0, 100, 134, None),
        "random_numbers": (True,),
        "caller_id": ("own", "seller", "blocked", "foreign"),
        "caller_id_answers": (False,),
        "feigns_presence": (True,),
    }
    word = draw.choice(tuple(answers))
    told[word] = draw.choice(answers[word])


def recorded(draw, said):
    where = ("OH", "OH", "NY", "CA", "")
    told = {"planned": True, "agent_state": draw.choice(where)}
    said["question"]["recording"] = told | {"recorder_state": draw.choice(where)}
    if said["question"]["script"]:
        said["question"]["script"]["recording_notice"] = draw.choice((True, False, None))


MORE = (customer, customer, health, health, more_calls, house, dialled, recorded)
