"""What a machine needs before it rings or writes, and what is said and shown in any call."""

from datetime import date, timedelta

from tests.independent import agreements
from tests.independent.health import by_provider, clinical_in_california, exempt, spared
from tests.independent.people import confirms
from tests.independent.reading import day, instant

SAYS_WHY = ("CT", "FL", "KY", "MA", "NV", "NJ", "NM", "NY", "PR", "RI", "WA")
FALSE_NUMBERS = ("FL", "MD", "OK", "SC", "VA")
NO_PRESENCE = ("SC", "VA")
ACT_47 = date(2026, 10, 18)
RING_MOST = {"DC": 90, "PR": 30}  # 15 rings, 5 rings, of six seconds


def objections(case):
    if case.machine:
        yield from consent(case)
        yield from reassigned(case)
    if case.get("dialing", "random_numbers") and case.kind == "live_manual":
        yield "a generator made the number"
    yield from words(case)
    yield from dialing(case)
    yield from recording(case)


def consent(case):
    landline, home = case.landline(), not case.business_line()
    generated = case.get("dialing", "random_numbers")
    if case.kind == "autodialed" and landline and not generated:
        return
    if case.voice and not home:
        return
    nonprofit = "nonprofit" in (case.get("exemptions") or ())
    lighter = nonprofit or by_provider(case)
    tier = "written" if case.sells and not lighter else "express"
    if "consents" not in case.facts:
        yield "nobody knows the consents"
    elif not (agreements.has_consent(case, tier) or confirms(case) or spared(case)):
        yield "no consent"


def reassigned(case):
    """64.1200(m): a fresh no, about a day no later than the last that we know of the person."""
    asked = case.get("reassigned")
    if not asked or asked["answer"] != "no":
        yield "reassigned, or nobody knows"
        return
    yield from stale(case, asked)
    if not ours(case):
        yield "no day to ask about"


def ours(case):
    """The days of consents, and of words exchanged with the person over this number."""
    given = [instant(c["given_at"]) for c in case.get("consents") or ()]
    given += [
        instant(c["at"])
        for c in case.get("conversations") or ()
        if c.get("same_number", True) and not c.get("third_party")
    ]
    return [at.date() for at in given if at <= case.at]


def stale(case, asked):
    since, queried, today = day(asked["since"]), day(asked["queried_on"]), case.at.date()
    known = ours(case)
    if not queried <= today < renewal(queried):
        yield "the database was renewed since"
    if since < date(2021, 1, 27) or (known and since > max(known)):
        yield "the wrong day was asked about"


def renewal(queried):
    """The 15th's renewal is there on the 16th."""
    following = (queried.replace(day=1) + timedelta(days=31)).replace(day=16)
    return queried.replace(day=16) if queried.day < 16 else following


def words(case):
    script = case.get("script")
    if script is None:
        if case.machine:
            yield "nobody knows the words"
        return
    says = script.get
    if tells_of_health(case, says):
        yield "tells a machine of somebody's health"
    marketing = "marketing" in says("wording", ())
    if not case.sells and marketing:
        yield "sells as well"
    if case.voice:
        yield from voice(case, says)
    elif case.sells and not (says("identification") and says("number_said")):
        yield "who calls, where to reach him"
    if case.sells:
        yield from why(case, says)


def why(case, says):
    """TSR 310.4(d), not of a business or face to face; states ask machines all the same."""
    spared = case.business_line() or "face_to_face_sale" in (case.get("exemptions") or ())
    state = case.voice and any(st in SAYS_WHY for st in case.states)
    if says("purpose_said") is False and (not spared or state):
        yield "does not say that it sells"
    if says("purpose_said") is None and case.machine and (not spared or state):
        yield "nobody knows whether it says that it sells"


def tells_of_health(case, says):
    left = case.kind in ("voicemail_drop", "sms") or says("voicemail")
    return left and "health_detail" in says("wording", ())


def deceptive_in_pennsylvania(case, says):
    sells = case.kind == "artificial_voice" and case.sells and "deceptive" in says("wording", ())
    return sells and "PA" in case.states and any(today >= ACT_47 for today in case.days())


def voice(case, says):
    if not says("identification"):
        yield "who calls"
    if not says("number_said"):
        yield "our number"
    if says("opt_out_delay_s") is None or says("opt_out_delay_s") > 2:
        yield "how to stop, within two seconds"
    if case.kind == "artificial_voice" and not says("ai_disclosure"):
        yield "that no human speaks"
    if deceptive_in_pennsylvania(case, says):
        yield "Pennsylvania: deceptive AI"
    if clinical_in_california(case) and not says("ai_disclosure_end"):
        yield "that no human spoke, at the end"
    left = case.kind == "voicemail_drop" or says("voicemail")
    alone = not case.business_line() and not agreements.has_consent(case, "express")
    if left and not says("toll_free") and (case.sells or (exempt(case) and alone)):
        yield "a toll-free number for the machine"


def dialing(case):
    told = case.get("dialing")
    if told is None:
        if case.machine:
            yield "nobody knows the dialling"
        elif case.sells and any(st in NO_PRESENCE for st in case.states):
            yield "nobody knows whether the number feigns a presence"
        return
    shown = told.get("caller_id", "own")
    if shown not in ("own", "seller", "blocked"):
        yield "a number that is not ours"
    if case.sells:
        yield from number_shown(case, told, shown)
        if case.kind not in ("sms", "voicemail_drop"):
            yield from ringing(case, told)
        most = min((RING_MOST.get(st, 1_000) for st in case.states), default=1_000)
        if case.kind != "sms" and (told.get("ring_s") or 0) > most:
            yield "rings too long"


def number_shown(case, told, shown):
    if shown == "blocked" or not told.get("caller_id_answers", True):
        yield "the number shown takes no requests"
    false = shown not in ("own", "seller") or told.get("feigns_presence")
    if false and any(st in FALSE_NUMBERS for st in case.states):
        yield "a state forbids the number shown"


def ringing(case, told):
    by_hand = case.kind == "live_manual"
    ring, within = told.get("ring_s"), told.get("person_within_s")
    if (ring is None and not by_hand) or (ring is not None and ring < 15):
        yield "rings too short"
    if (within is None and not by_hand) or (within is not None and within > 2):
        yield "nobody there within two seconds"
    answered, left = told.get("answered"), told.get("abandoned")
    if case.kind == "artificial_voice":
        return
    if answered is None or left is None:
        if not by_hand:
            yield "nobody knows how many were abandoned"
    elif left > 0.03 * answered:
        yield "three in a hundred abandoned"


def recording(case):
    told, script = case.get("recording"), case.get("script") or {}
    if case.kind == "sms":
        return
    if told is None:
        if case.machine:
            yield "nobody knows whether it is recorded"
        return
    if not told.get("planned"):
        return
    notice = script.get("recording_notice")  # G.11: no one-party statute was read
    if notice is False or (notice is None and case.machine):
        yield "all must know of the recording"
