"""What machines may do without consent: health-care messages, and voices at a home's landline.
47 CFR 64.1200(a)(9)(iv) and (a)(3)(ii) to (v)."""

from datetime import timedelta

from tests.independent.people import recent

TOPICS = ("appointment", "wellness", "preregistration", "preop", "lab_results", "post_discharge",
          "prescription", "home_health")  # fmt: skip
SCHEDULING = ("appointment", "preregistration")  # no clinical message: H&S 1339.75
NEVER = {"marketing", "advertising", "billing", "accounting", "debt", "financial"}
DAY = timedelta(days=1)


def by_provider(case):
    """A HIPAA covered entity's message on one of the eight matters."""
    asked = case.get("health") or {}
    return asked.get("topic") in TOPICS and asked.get("covered") == "yes"


def exempt(case):
    """The exemption such a call might stand on."""
    about_health = case.purpose == "informational" and bool(case.get("health", "topic"))
    if case.sells or not case.machine:
        return None
    if case.voice and case.landline():
        return "home and health" if about_health else "home"
    return "patient" if about_health else None


def spared(case):
    which = exempt(case)
    if which is None or "attempts" not in case.facts:
        return False
    every = recent(case, 30 * DAY)
    line = [a for a in every if a.get("same_number", True)]
    if which == "home":
        unclear = case.purpose == "informational" and "health" not in case.facts
        return len(line) < 3 and (not unclear or few(case, line))
    if which == "home and health":
        return by_provider(case) and few(case, line)
    return by_provider(case) and few(case, every) and as_told(case)


def few(case, made):
    """One a day, three a week, of elapsed time."""
    near = [len([a for a in recent(case, span) if a in made]) for span in (DAY, 7 * DAY)]
    return near[0] < 1 and near[1] < 3


def as_told(case):
    """To a number that the patient gave, free of charge, short, named, without money in it, and
    with a way out."""
    asked, script = case.get("health"), case.get("script")
    if script is None or NEVER & set(script.get("wording", ())):
        return False
    if asked.get("number_from_patient") != "yes" or asked.get("free_to_end_user") != "yes":
        return False
    text = case.kind == "sms"
    length = script.get("characters") if text else script.get("duration_s")
    short = length is not None and length <= (160 if text else 60)
    return bool(short and script.get("identification") and way_out(case, script))


def way_out(case, script):
    if not case.voice:
        return script.get("opt_out_offered") is True
    left = script.get("voicemail") and not script.get("toll_free")
    return script.get("opt_out_delay_s") is not None and not left


def clinical_in_california(case):
    """House reading: what nobody knows to be about a date may be clinical."""
    return (
        "CA" in case.states
        and case.kind == "artificial_voice"
        and case.purpose == "informational"
        and case.get("health", "topic") not in SCHEDULING
    )
