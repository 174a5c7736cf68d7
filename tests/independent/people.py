"""What the number is, what the person said, and what stands in the way of any call."""

from datetime import timedelta

from tests.independent import agreements, places
from tests.independent.reading import ago, day, hours, instant

CRM = ("address", "line_type", "attorney", "owner_occupied", "distress")


def objections(case):
    yield from number(case)
    yield from lead(case)
    yield from lists(case)
    yield from told(case)
    yield from gates(case)
    yield from withdrawals(case)
    yield from confirmation(case)


def number(case):
    if case.code not in places.STATE_OF:
        yield "no number of the United States"
    elif case.number[5] in "01" or case.number[6:8] == "11" or case.number[5:8] == "976":
        yield "no line has this exchange"
    if not case.zones:
        yield "nobody knows where"


def crm(case):
    """What the CRM says; the line only when it says that too."""
    same = case.source.get("line_type", "given") == case.source.get("address", "given")
    return CRM if same else [name for name in CRM if name != "line_type"]


def lead(case):
    known = [case.as_of[name] for name in crm(case) if name in case.facts]
    if not known or any(at is None or case.at - at >= hours(24) for at in known):
        yield "the lead is a day old"
    said = [case.as_of[name] for name in (*crm(case), "estate") if name in case.facts]
    if any(at is not None and at - case.at > timedelta(minutes=10) for at in said):
        yield "the lead is of the future"


def lists(case):
    if case.get("company_do_not_call") != "none":
        yield "company list"
    yield from litigators(case)
    if case.get("reassigned", "answer") == "yes":
        yield "the number is somebody else's"
    if case.machine:
        answer, on = case.get("protected_line", "answer"), day(case.get("protected_line", "as_of"))
        if answer != "clear" or on is None or not 0 <= (case.at.date() - on).days <= 31:
            yield "protected lines"
    if case.sells and not case.business_line():
        yield from national(case)


def litigators(case):
    """0.3, step 2: for any call. A list that is not kept, as was declared, stops none."""
    answer, on = case.get("litigator", "answer"), day(case.get("litigator", "as_of"))
    fresh = on is not None and 0 <= (case.at.date() - on).days <= 92
    if answer != "not_kept" and not (answer == "clear" and fresh):
        yield "litigators' list"


def national(case):
    """64.1200(c)(2): listed numbers are open to a signed agreement, and by hand to business."""
    copy = case.get("national_list") or {}
    on = day(copy.get("as_of"))
    if copy.get("area_code") != case.code or copy.get("answer") not in ("clear", "listed"):
        yield "national list unknown"
    elif on is None or not 0 <= (case.at.date() - on).days <= 31:
        yield "national list too old"
    elif copy["answer"] == "listed":
        by_hand = case.kind == "live_manual"
        tie = by_hand and (agreements.business(case) or agreements.business(case, ("personal",)))
        if not tie and not agreements.has_consent(case, "written"):
            yield "national list"


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def told(case):
    said = case.get("told_us")
    if said is None:
        yield "nobody knows what the person told us"
        return
    flags, asked = set(said.get("flags", ())), set(said.get("restrictions", ()))
    bars = {"cease", "deceased"}
    bars |= {"stop_calling"} if case.kind != "sms" or not case.debt else set()
    bars |= {"dispute", "already_paid", "bankruptcy", "refuses_to_pay"} if case.debt else set()
    if flags & bars:
        yield f"told us: {sorted(flags & bars)}"
    if "work" in asked or ("text" in asked and case.kind == "sms"):
        yield "not at work, not by text"
    if "voice" in asked and case.voice:  # 0.1: what is dropped into a voicemail is one
        yield "not by an automated voice"
    for there in case.local():
        if not_now(there, asked) or any(named(there, t) for t in said.get("inconvenient", ())):
            yield "not at this time"


def not_now(there, asked):
    today = there.weekday()
    return (
        ("sunday" in asked and today == 6)
        or ("saturday" in asked and today == 5)
        or ("weekend" in asked and today >= 5)
        or ("evening" in asked and there.hour >= 17)
        or ("morning" in asked and there.hour < 12)
    )


def named(there, time):
    """A time that crosses midnight goes on into the next day."""
    days = [WEEKDAYS.index(d) for d in time.get("days", ())] or range(7)
    start, end = (minutes(time.get(k, w)) for k, w in (("start", "00:00"), ("end", "24:00")))
    now, today = there.hour * 60 + there.minute, there.weekday()
    if start < end:
        return today in days and start <= now < end
    if start == end:
        return today in days
    return (today in days and now >= start) or ((today - 1) % 7 in days and now < end)


def minutes(wall):
    return int(wall[:2]) * 60 + int(wall[3:])


def gates(case):
    """What a person must acknowledge for this one call."""
    found = set()
    if case.get("attorney") != "no":
        if case.debt:
            yield "an attorney, or nobody knows"
        else:
            found.add("attorney_represented")
    found |= property_gates(case) if case.sells else set()
    pitch = {"fsbo", "expired"} & set(case.get("distress") or ())
    if pitch and case.purpose == "informational":
        found.add("listing_pitch")
    for name in sorted(found - case.acknowledged):
        yield f"gate {name}"


def property_gates(case):
    """Offers to owners in distress; what nobody knows may be."""
    known, found = case.get("distress"), set()
    distress = {"foreclosure", "probate", "tax_lien"} if known is None else set(known)
    if "foreclosure" in distress and case.get("owner_occupied") != "no":
        found.add("owner_occupied_foreclosure")
        found |= {f"foreclosure_{st.lower()}" for st in case.states if st in ("CO", "CA")}
    if "probate" in distress and case.get("estate", "role") != "fiduciary":
        found.add("probate_fiduciary")
    last = day(case.get("estate", "redemption_ends"))
    near = timedelta(days=30)
    if "tax_lien" in distress and (
        known is None or last is None or max(case.days(), default=last) >= last - near
    ):
        found.add("tax_lien_redemption")
    if case.get("estate", "listed") == "yes":
        found.add("active_listing")
    return found


def withdrawals(case):
    """Machines stop for every purpose, and sales by hand: until given anew, to us and for this."""
    anew = agreements.opens(case, "express")
    if case.machine:
        if "consents" not in case.facts or "revocations" not in case.facts:
            yield "nobody knows what was withdrawn"
        elif agreements.withdrawn(case) and not anew and not confirms(case):
            yield "withdrawn"
    elif case.sells:
        if "revocations" not in case.facts:
            yield "nobody knows what was withdrawn"
        elif case.get("revocations") and not anew:
            yield "withdrawn, and this sells"


def confirmation(case):
    """A text that says it confirms an opt-out is that one text or none."""
    claims = case.kind == "sms" and "confirmation" in case.get("script", "wording", ())
    if claims and not confirms(case):
        yield "confirms nothing"


def confirms(case):
    """64.1200(a)(12): one text within five minutes that sells nothing."""
    words, over = set(case.get("script", "wording") or ()), agreements.withdrawn(case)
    if case.kind != "sms" or case.sells or "confirmation" not in words or "marketing" in words:
        return False
    if over is None or not timedelta(0) <= case.at - over <= timedelta(minutes=5):
        return False
    made = case.get("attempts")
    return made is not None and not any(
        a["kind"] == "sms" and instant(a["at"]) >= over for a in made
    )


def recent(case, most_ago, kinds=None):
    """The attempts of the last so long."""
    return [
        a
        for a in case.attempts()
        if ago(case, a["at"]) < most_ago and (kinds is None or a["kind"] in kinds)
    ]
