"""What the states add: bans, consent, lists, registrations, counts, emergencies. Section 4 of the
sheet with its corrections, state by state."""

from datetime import date, timedelta

from tests.independent import agreements, clock
from tests.independent.machines import reassigned, stale
from tests.independent.people import recent
from tests.independent.reading import day, hours, instant

UNREAD = ("VT", "VI", "GU", "AS", "MP", "PR")  # of Puerto Rico the hours were read
ASKED_FOR = {  # registrations, and whether a bond must stand behind them
    "bond": "AZ CA DE DC LA MS MT NJ OH PA RI TX UT WA WV",
    "none": "AL AK AR CO FL ID IN KY MA NV NY OK OR SD TN VT WI WY",
}
MACHINE_PERMITS = ("GA", "NE", "NH")
# Of some sellers only: who has declared to be none of them is free.
OUTSIDE = {
    **{st: (f"outside_registration_{st}",) for st in ("AR", "CA", "IN", "OH")},
    "MS": ("real_estate_licensee",),
    "VT": ("federally_supervised_institution", "registered_with_vermont_agency"),
}
OWN_LISTS = ("CO", "FL", "IN", "LA", "MA", "MO", "OK", "PA", "TN", "TX", "WY")
THREE_A_DAY = ("FL", "MD", "OK", "OR")
AUTOMATED = ("autodialed", "artificial_voice", "voicemail_drop", "sms")
PROCLAIMING = ("LA", "RI", "UT")
COUNTIES = ("Erie", "Kings")  # of New York's 62 those that are drawn


def objections(case):
    yield from when(case)
    for state in case.states:
        if case.sells:
            yield from (f"{state}: {why}" for why in selling(case, state))
        if case.voice and not machine_may(case, state):
            yield f"{state}: no machine here"
        if case.voice and state == "NV" and may_have_hung_up(case):
            yield "NV: hung up on a machine"


def may_have_hung_up(case):
    """597.814: no call-back. What was answered without a talk may have been hung up on."""
    if "attempts" not in case.facts:
        return True
    return any(
        one.get("hung_up") == "yes"
        or (one.get("hung_up", "unknown") == "unknown" and cut(case, one))
        for one in case.attempts()
        if one["kind"] in ("artificial_voice", "voicemail_drop") and not one.get("third_party")
    )


def cut(case, attempt):
    began, same = instant(attempt["at"]), attempt.get("same_number", True)
    talks = [
        instant(talk["at"]) - began
        for talk in case.get("conversations") or ()
        if talk.get("same_number", True) == same and not talk.get("third_party")
    ]
    answered = attempt.get("outcome", "unknown") in ("answered", "unknown")
    return answered and not any(timedelta(0) <= after < hours(1) / 12 for after in talks)


def when(case):
    if not case.zones:
        return
    consent = agreements.opens(case, "express")
    if not clock.is_open(
        case.at, case.states, case.zones, case.kind, case.purpose, consent=consent
    ):
        yield "the hour or the day"


def selling(case, state):
    for may, why in (
        (mobile_may, "mobile numbers"),
        (agreed, "written consent"),
        (listed_may, "own list"),
        (registered, "registration"),
        (seldom, "too often"),
        (calm, "emergency"),
        (ordinary_day, "proclaimed holiday"),
        (asked_maine, "reassigned numbers not asked"),
    ):
        if not may(case, state):
            yield why


def mobile_may(case, state):
    if state not in ("AZ", "NJ", "LA") or case.landline():
        return True
    return agreements.opens(case, "written" if state == "NJ" else "express")


def agreed(case, state):
    exempt, kind = case.get("exemptions") or (), case.kind
    if state == "CT":
        return "nonprofit" in exempt or agreements.opens(case, "written")
    if state in ("FL", "MD", "OK") and kind in AUTOMATED:
        spared = state == "OK" and "face_to_face_sale" in exempt
        return spared or agreements.opens(case, "written")
    if state == "NJ" and kind == "sms":
        return agreements.opens(case, "written")
    if state == "AZ" and kind == "sms":  # 13-2919
        return agreements.opens(case, "express") or agreements.bought(case, 18)
    if state == "WY" and kind in ("autodialed", "sms"):  # (b): live messages, and customers
        return kind == "autodialed" and agreements.business(case)
    return True


def machine_may(case, state):
    """Artificial and recorded voices, in person or left on a machine."""
    person_asks = bool(case.get("script", "natural_voice"))
    consent, written = (agreements.opens(case, tier) for tier in ("express", "written"))
    lately = agreements.bought(case, 18)
    if state in UNREAD or (state == "IA" and not case.debt):
        return False
    if state == "CA":
        return person_asks and bool(case.get("script", "ai_disclosure"))
    if state == "NV":
        return person_asks or lately
    if state == "OK" and not case.debt:
        return consent or agreements.bought(case) or person_asks
    if not case.sells:
        return True
    if state == "KY":  # 367.461: by consent, and by attended equipment alone
        return person_asks and consent
    return {
        "AZ": consent or lately,
        "MA": consent,
        "MI": written,
        "NJ": person_asks or lately,
        "NM": consent and agreements.business(case),
        "RI": consent,
        "UT": consent or lately,
        "VA": consent or person_asks or agreements.bought(case) or personal(case),
        "WY": False,
    }.get(state, True)


def personal(case):
    return agreements.business(case, ("personal",))


def listed_may(case, state):
    if state not in OWN_LISTS:
        return True
    exempt = set(case.get("exemptions") or ())
    by_hand = case.kind == "live_manual"
    if state == "TX" and by_hand and {"real_estate_licensee", "face_to_face_sale"} <= exempt:
        return True
    if state == "PA" and agreements.bought(case, 12):
        return True
    most = 92 if state == "IN" else 31
    for copy in case.get("state_lists") or ():
        if copy["state"] == state:
            on = day(copy.get("as_of"))
            young = on is not None and 0 <= (case.at.date() - on).days <= most
            return copy["answer"] == "clear" and young
    return False


def registered(case, state):
    exempt = set(case.get("exemptions") or ())
    texted = state == "TX" and case.kind == "sms" and agreements.opens(case, "express")
    permit = state in MACHINE_PERMITS and case.voice
    bond = state in ASKED_FOR["bond"].split()
    if not (bond or permit or state in ASKED_FOR["none"].split()):
        return True
    return bool(exempt & set(OUTSIDE.get(state, ()))) or texted or on_file(case, state, bond)


def on_file(case, state, bond):
    return any(
        r["state"] == state
        and all(day(r["since"]) <= today for today in case.days())
        and all(r.get("until") is None or today <= day(r["until"]) for today in case.days())
        and (not bond or r.get("bonded") is True)
        for r in case.get("registrations") or ()
    )


def seldom(case, state):
    capped = state in THREE_A_DAY or state in UNREAD
    if state == "OR" and all(today < date(2026, 1, 1) for today in case.days()):
        capped = False
    once = state == "ME" and case.kind in ("autodialed", "artificial_voice", "voicemail_drop")
    if (capped or once) and "attempts" not in case.facts:
        return False
    if once and recent(case, hours(8)):
        return False
    return not capped or len(recent(case, hours(24))) < 3


def looked(case, name):
    """Somebody made sure within a day."""
    return name in case.facts and case.at - case.as_of[name] < hours(24)


def calm(case, state):
    """New York: unsolicited calls into an emergency; Louisiana: every one, while it reports."""
    if state not in ("NY", "LA"):
        return True
    if state == "NY" and (agreements.opens(case, "express") or agreements.business(case)):
        return True
    if not looked(case, "emergencies"):
        return False
    here = [e for e in case.get("emergencies") if e["state"] == state]
    if state == "LA":
        return not any(e.get("reporting") for e in here)
    return not any(in_it(case, e) for e in here)


def in_it(case, emergency):
    county = of_new_york(emergency.get("county", ""))
    known = {
        of_new_york(case.get(name, "county", ""))
        for name in ("address", "stated_location")
        if case.get(name, "state") == "NY"
    }
    return not county or not known or "" in known or county in known


def of_new_york(name):
    """A county of the state, but for Manhattan's, which is called as the city is."""
    return name if name in COUNTIES else ""


def ordinary_day(case, state):
    if state not in PROCLAIMING:
        return True
    if state == "UT" and agreements.opens(case, "express"):
        return True
    if not looked(case, "proclaimed"):
        return False
    closed = [day(p["on"]) for p in case.get("proclaimed") if p["state"] in ("US", state)]
    return not any(today in closed for today in case.days())


def asked_maine(case, state):
    """10 M.R.S. 1499-B(6): whoever dials, but for who asked for the call or did business."""
    if state != "ME" or agreements.opens(case, "express") or agreements.business(case):
        return True
    if case.kind != "live_manual":
        return not list(reassigned(case))
    asked = case.get("reassigned")  # "no data: human ok"
    return bool(asked and asked["answer"] != "yes" and not list(stale(case, asked)))
