"""Debts: Regulation F, 12 CFR 1006, and what states and New York City add."""

from datetime import date, timedelta

from tests.independent import agreements, people
from tests.independent.reading import CALLS, ago, day, hours, instant

OUTRIGHT = ("busy", "not_in_service", "wrong_number")  # no call in the sense of 1006.14(b)(3)
NEEDED = {"business_name", "reply_request", "person_name", "reply_number"}
MAY_BE = {"salutation", "date_time", "reply_times", "any_representative"}
NYC = date(2026, 9, 1)


def objections(case):
    if not case.debt:
        return
    debt = case.get("debt")
    if debt is None:
        yield "nobody knows the debt"
        return
    yield from notice(case, debt)
    yield from counts(case, debt)
    yield from talk(case, debt)
    yield from words(case, debt)
    if case.kind == "sms":
        yield from text(case)


def notice(case, debt):
    """1006.34: within five days of the first communication; 1006.38: a dispute rests."""
    today = max(case.days(), default=case.at.date())
    disputed, verified = day(debt.get("disputed_on")), day(debt.get("verified_on"))
    first, sent = day(debt.get("first_contact_on")), day(debt.get("notice_on"))
    answered = verified and disputed and disputed <= verified <= min(case.days(), default=verified)
    if disputed and not answered:
        yield "disputed"
    if not (sent and sent <= today) and first and today > first + timedelta(days=5):
        yield "no validation notice"


def about(debt, what):
    named = what.get("debts") or ()
    return not named or not debt.get("id") or debt["id"] in named


def tries(case, debt=None, kinds=None, connected=False):
    """Attempts that count: of this debt where one is given."""
    return [
        a
        for a in case.attempts()
        if a.get("purpose") in (None, "debt")
        and not a.get("third_party")
        and (debt is None or about(debt, a))
        and (kinds is None or a["kind"] in kinds)
        and not (connected and a.get("outcome") in OUTRIGHT)
    ]


def dated(case, made, days):
    """Those of the last so many days of the person's own calendar, by any plausible one."""
    return [
        a
        for a in made
        if any(
            (now.date() - there.date()).days < days
            for now, there in zip(case.local(), case.local(instant(a["at"])), strict=True)
        )
    ]


def elapsed(case, made, span=timedelta(days=7)):
    return [a for a in made if ago(case, a["at"]) < span]


def counts(case, debt):
    if "attempts" not in case.facts:
        if case.kind in CALLS or any(counts_texts(case, debt, state) for state in case.states):
            yield "nobody knows the attempts"
        return
    if case.kind in CALLS:
        yield from federal(case, debt)
    for state in case.states:
        if too_often(case, debt, state):
            yield f"{state}: too often"


def federal(case, debt):
    """1006.14(b)(2)(i)(A), and what this house makes of the comment on patterns."""
    if more_calls(case, debt, case.kind, case.at):
        return
    calls = [
        a
        for a in tries(case, None, CALLS, connected=True)
        if not more_calls(case, debt, a["kind"], instant(a["at"]))
    ]
    if len(dated(case, [a for a in calls if about(debt, a)], 7)) >= 7:
        yield "seven in seven days"
    if elapsed(case, calls, hours(2)):
        yield "two hours between two calls"
    if len(dated(case, calls, 1)) >= 2:
        yield "two calls a day"


def more_calls(case, debt, kind, at):
    """1006.14(b)(3)(i): agreed to by the person, to us, about this debt; for seven days of which
    that day is the first, until the next talk, and until it is withdrawn."""
    if "revocations" not in case.facts or "conversations" not in case.facts:
        return False
    return any(
        debt.get("id") in c.get("more_calls_about", ())
        and c.get("to_caller", True)
        and (c.get("purposes") is None or "debt" in c["purposes"])
        and (c.get("kinds") is None or kind in c["kinds"])
        and instant(c["given_at"]) <= at
        and still(case, debt, c, at)
        for c in case.get("consents") or ()
    )


def still(case, debt, consent, at):
    given = instant(consent["given_at"])
    ends = [instant(consent[end]) for end in ("until", "revoked_at") if consent.get(end)]
    ends += [instant(r["at"]) for r in case.get("revocations") if instant(r["at"]) >= given]
    spoken = [
        instant(c["at"])
        for c in case.get("conversations")
        if not c.get("third_party") and about(debt, c) and instant(c["at"]) > given
    ]
    week = all(
        (now.date() - then.date()).days < 7
        for now, then in zip(case.local(at), case.local(given), strict=True)
    )
    return week and all(at < end for end in ends) and all(at <= talk for talk in spoken)


def counts_texts(case, debt, state):
    """Who counts every contact, and the District, which counts texts apart."""
    if state == "NY":
        return any(today >= NYC for today in case.days())
    return state in ("MA", "WA") or (state == "DC" and not debt.get("secured_by_home"))


def too_often(case, debt, state):
    week = {
        "each": elapsed(case, tries(case, debt)),
        "all": elapsed(case, tries(case)),
        "calls": elapsed(case, tries(case, debt, CALLS)),
        "texts": elapsed(case, tries(case, debt, ("sms",))),
    }
    work = rings_at_work(case)
    if state == "MA":
        month = elapsed(case, at_work(tries(case, debt)), timedelta(days=30))
        return len(week["each"]) >= 2 or (work and len(month) >= 2)
    if state == "WA":
        return len(week["all"]) >= 3 or (work and len(at_work(week["all"])) >= 1)
    if state == "NY":
        return len(week["each"]) >= 3 and any(today >= NYC for today in case.days())
    if state == "DC" and not debt.get("secured_by_home"):
        return len(week["texts"]) >= 5 if case.kind == "sms" else len(week["calls"]) >= 4
    if state == "WV" and case.kind in CALLS:
        return len(elapsed(case, tries(case, None, CALLS))) >= 30 or ten_talks(case)
    return False


def at_work(made):
    return [a for a in made if a.get("at_work")]


def rings_at_work(case):
    return any(a.get("at_work") and a.get("same_number", True) for a in case.attempts())


def ten_talks(case):
    held = [c for c in case.get("conversations") or () if not c.get("third_party")]
    return "conversations" not in case.facts or len(elapsed(case, held)) >= 10


def talk(case, debt):
    """The day of the talk is the first of seven: 1006.14(b)(2)(i)(B)."""
    if case.kind not in CALLS:
        return
    if "conversations" not in case.facts:
        yield "nobody knows the talks"
        return
    held = [c for c in case.get("conversations") if not c.get("third_party") and about(debt, c)]
    if dated(case, held, 7) and not more_calls(case, debt, case.kind, case.at):
        yield "seven days after a talk"


def words(case, debt):
    script = case.get("script")
    if script is None:
        return
    said, drop = set(script.get("wording", ())), case.kind == "voicemail_drop"
    if drop or (script.get("voicemail") and case.kind == "artificial_voice"):
        extra = said - NEEDED - MAY_BE
        spoken = ("debt_collector_said", "purpose_said", "recording_notice")
        never = {"debt", "persona_name"} & said
        if NEEDED - said or never or (drop and (extra or any(script.get(w) for w in spoken))):
            yield "no limited-content message"
    if not drop and script.get("debt_collector_said") is False:
        yield "does not say that a debt collector speaks"
    if not drop and script.get("debt_collector_said") is None and case.machine:
        yield "nobody knows whether a debt collector is named"
    if "threat_of_suit" in said and debt.get("time_barred", "unknown") != "no":
        yield "threatens a suit out of time"


def text(case):
    """1006.6(e), (d)(5): how to end the texts; consent of sixty days, or a look since. The one
    text that confirms an opt-out may be sent all the same: 1006.14(h)(2)(i)."""
    if not case.get("script", "opt_out_offered"):
        yield "does not say how to end the texts"
    if people.confirms(case):
        return
    given = [c for c in case.get("consents") or () if agreements.covers(case, c)]
    known = [instant(c["given_at"]) for c in given if c.get("to_caller", True)]
    asked = case.get("reassigned") or {}
    if asked.get("answer") == "no":
        since = day(asked["since"])
        if any(since <= instant(c["given_at"]).date() for c in given):
            looked = instant(f"{asked['queried_on']}T00:00:00+00:00")
            known += [looked] if looked <= case.at else []
    if not known or case.at >= max(known) + timedelta(days=60):
        yield "sixty days without a sign that the number is the person's"
