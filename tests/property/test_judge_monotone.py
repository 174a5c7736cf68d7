"""More against a call never turns deny into allow: whatever is added, withdrawn, forgotten or grown
older, a call that was denied stays denied."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from law import at_wall, clear, question

from services.compliance.facts import (
    Answer,
    Attempt,
    Consent,
    ConsentTier,
    Conversation,
    Disconnected,
    DoNotCallScope,
    Emergency,
    Facts,
    HouseRule,
    Inconvenient,
    LineUse,
    ListAnswer,
    Outcome,
    Place,
    Proclaimed,
    Relationship,
    Revocation,
    StateList,
    Tie,
    Told,
)
from services.compliance.judge import OBJECTIONS, judge
from services.compliance.model import CallKind, Purpose

AT = at_wall("2026-11-18 13:00", "America/New_York")  # a Wednesday, noon in the middle states
TODAY = AT.date()
DAY = timedelta(days=1)
NEVER = datetime.max.replace(tzinfo=UTC)
CODES = ["312", "305", "212", "206", "301", "203", "801", "207", "504", "602", "671", "787", "405"]
HELD = Consent(ConsentTier.WRITTEN, AT - 20 * DAY, None, True, "form", AT + 300 * DAY)
BOUGHT = Relationship(Tie.TRANSACTION, TODAY - 40 * DAY)
AGO = st.integers(0, 40 * 24).map(lambda hours: AT - timedelta(hours=hours))
PAST = st.integers(0, 800).map(lambda days: TODAY - timedelta(days=days))
STATES = st.sampled_from(["IL", "FL", "NY", "WA", "MD", "CT", "UT", "LA", "US"])
KINDS = st.none() | st.frozensets(st.sampled_from(CallKind), min_size=1)
PURPOSES = st.none() | st.frozensets(st.sampled_from(Purpose), min_size=1)
ADDED = {
    "attempts": st.builds(
        Attempt, AGO, st.sampled_from(CallKind), st.sampled_from(Outcome),
        st.none() | st.sampled_from(Purpose), st.frozensets(st.sampled_from(["d-1", "d-2"])),
        st.booleans(), st.booleans(), st.booleans(),
    ),
    "revocations": st.builds(
        Revocation, AGO, st.sampled_from(["keypress", "words", "reply", "letter"]),
        st.sampled_from(["", "marketing", "informational"]), KINDS, PURPOSES,
    ),
    "conversations": st.builds(
        Conversation, AGO, st.frozensets(st.sampled_from(["d-1", "d-2"])), st.booleans()
    ),
    "emergencies": st.builds(Emergency, STATES, PAST, st.just(""), st.booleans()),
    "proclaimed": st.builds(Proclaimed, STATES, st.sampled_from([TODAY, TODAY - DAY])),
    "state_lists": st.builds(
        StateList, STATES, st.sampled_from([ListAnswer.LISTED, ListAnswer.NO_COPY]), PAST
    ),
    "house_rules": st.builds(
        HouseRule, st.just("h"), st.just("Ours."), st.frozensets(STATES, max_size=2), KINDS,
        PURPOSES, st.none() | PAST, st.none() | st.just(TODAY + DAY), st.booleans(),
        st.just(()) | st.just(("closed",) * 7), st.just(()) | st.just((TODAY,)),
        st.none() | st.integers(1, 3), st.just(86_400), st.none() | st.just(90_000),
    ),
}  # fmt: skip
TOLD = st.sampled_from(["work", "text", "voice", "weekend", "evening", "morning"])
FLAGS = st.sampled_from(["cease", "deceased", "dispute", "bankruptcy", "stop_calling", "hardship"])
FORGOTTEN = sorted(
    set(Facts.__dataclass_fields__)
    # An address or a word that is forgotten leaves the area code to speak, no rule of the house is
    # none, and an agent at the softphone is shown what a script would say: they may open what they
    # closed.
    - {"address", "stated_location", "house_rules", "script", "dialing", "recording"}
)
LEAD = ["address", "line_type", "attorney", "owner_occupied", "distress"]
WORSE = {
    "company_do_not_call": [DoNotCallScope.NUMBER, DoNotCallScope.PERSON],
    "attorney": [Answer.UNKNOWN, Answer.YES],
    "owner_occupied": [Answer.YES],
    "distress": [frozenset({"foreclosure"}), frozenset({"probate", "tax_lien", "foreclosure"})],
    "line_type": ["mobile", "voip"],
    "line_use": [LineUse.UNKNOWN, LineUse.RESIDENTIAL],
    "exemptions": [frozenset()],
    "relationships": [()],
    "consents": [()],
    "registrations": [()],
}


def changed(facts, name, value):
    return replace(facts, **{name: replace(getattr(facts, name), value=value)})


def grown(facts, name, **values):
    """One fact's value with some of its fields changed; nothing where nothing is known."""
    known = getattr(facts, name).value
    return changed(facts, name, replace(known, **values)) if known is not None else facts


@st.composite
def additions(draw):
    name = draw(st.sampled_from(sorted(ADDED)))
    one = draw(ADDED[name])

    def add(facts):
        known = getattr(facts, name).value
        return facts if known is None else changed(facts, name, (*known, one))

    return add


@st.composite
def words(draw):
    scopes, flags = draw(st.frozensets(TOLD, max_size=2)), draw(st.frozensets(FLAGS, max_size=2))
    times = draw(st.lists(st.just(Inconvenient()), max_size=1))

    def say(facts):
        told = facts.told_us.value or Told()
        if facts.told_us.value is None:
            return facts
        more = (told.restrictions | scopes, told.flags | flags, (*told.inconvenient, *times))
        return changed(facts, "told_us", Told(*more))

    return say


@st.composite
def worse(draw):
    """A value that is worse than whatever was known."""
    name = draw(st.sampled_from(sorted(WORSE)))
    value = draw(st.sampled_from(WORSE[name]))

    def worsen(facts):
        known = getattr(facts, name).value
        if known is None or _as_bad(name, known, value):
            return facts
        return changed(facts, name, value)

    return worsen


def _as_bad(name, known, value):
    """Whether what is known is no better than the new value."""
    order = WORSE[name]
    if name == "distress":
        return known >= value
    return known in order and order.index(known) >= order.index(value)


@st.composite
def forgetting(draw):
    """The age of a lead is that of what is known of it: what has no day is not forgotten."""
    name = draw(st.sampled_from(FORGOTTEN))

    def forget(facts):
        undated_lead = name in LEAD and getattr(facts, name).as_of is None
        return facts if undated_lead else changed(facts, name, None)

    return forget


def copied_earlier(facts, name, days):
    """The copy behind an answer is so much older; nothing where it has no day."""
    known = getattr(facts, name).value
    dated = known is not None and known.as_of
    return grown(facts, name, as_of=known.as_of - days) if dated else facts


def weaker(facts, **values):
    held = facts.consents.value
    return changed(facts, "consents", tuple(replace(c, **values) for c in held)) if held else facts


def undated(facts, name):
    return replace(facts, **{name: replace(getattr(facts, name), as_of=None)})


AGEING = [
    *(
        lambda facts, name=name, days=days: copied_earlier(facts, name, days * DAY)
        for name in ("national_list", "litigator", "protected_line")
        for days in (1, 32, 1_000)
    ),
    *(lambda facts, name=name: undated(facts, name) for name in LEAD),
    lambda facts: grown(facts, "reassigned", answer=Disconnected.NO_DATA),
    lambda facts: grown(facts, "reassigned", answer=Disconnected.YES),
    lambda facts: grown(facts, "protected_line", answer=ListAnswer.LISTED),
    lambda facts: grown(facts, "litigator", answer=ListAnswer.LISTED),
    lambda facts: grown(facts, "national_list", answer=ListAnswer.LISTED),
    lambda facts: grown(facts, "address", verified_on=None),
    lambda facts: weaker(facts, until=AT - DAY),
    lambda facts: weaker(facts, revoked_at=AT - DAY),
    lambda facts: weaker(facts, signed=False),
    lambda facts: weaker(facts, artificial_voice=False),
    lambda facts: weaker(facts, to_caller=False),
]


@st.composite
def shortening(draw):
    """Less said by the script, less care in dialling."""
    script = draw(
        st.sampled_from(
            [
                {"identification": False}, {"opt_out_delay_s": None}, {"opt_out_delay_s": 9},
                {"ai_disclosure": False}, {"number_said": False}, {"voicemail": True},
                {"recording_notice": False}, {"purpose_said": False}, {"opt_out_offered": False},
            ]
        )
    )  # fmt: skip
    dialing = draw(
        st.sampled_from(
            [
                {"ring_s": 5}, {"person_within_s": 9}, {"answered": 100, "abandoned": 50},
                {"caller_id": "blocked"}, {"caller_id_answers": False}, {"random_numbers": True},
                {"feigns_presence": True},
            ]
        )
    )  # fmt: skip
    first = draw(st.booleans())
    name, values = ("script", script) if first else ("dialing", dialing)
    return lambda facts: grown(facts, name, **values)


EDITS = st.one_of(
    additions(), words(), worse(), forgetting(), st.sampled_from(AGEING), shortening()
)


@st.composite
def calls(draw):
    number = f"+1{draw(st.sampled_from(CODES))}5550144"
    kind, purpose = draw(st.sampled_from(CallKind)), draw(st.sampled_from(Purpose))
    known = {"consents": draw(st.sampled_from([(), (HELD,)]))}
    known["relationships"] = draw(st.sampled_from([(), (BOUGHT,)]))
    known["address"] = draw(st.sampled_from([Place(), Place("IL", "606", TODAY), Place("TX")]))
    known["exemptions"] = draw(
        st.sampled_from(
            [frozenset(), frozenset({"real_estate_licensee"}), frozenset({"nonprofit"})]
        )
    )
    return question(number, AT, kind=kind, purpose=purpose), clear(number, AT, **known)


@settings(max_examples=1_000)
@given(call=calls(), edits=st.lists(EDITS, min_size=2, max_size=5))
def test_what_is_denied_stays_denied_whatever_is_added_against_it(call, edits):
    asked, facts = call
    allowed = judge(asked, facts).allowed
    for edit in edits:
        facts = edit(facts)
        verdict = judge(asked, facts)
        assert allowed or not verdict.allowed
        allowed = verdict.allowed


@settings(max_examples=200)
@given(call=calls(), edits=st.lists(EDITS, min_size=1, max_size=3), hours=st.integers(1, 300))
def test_a_promised_time_never_comes_sooner_by_an_attempt_more(call, edits, hours):
    asked, facts = call
    for edit in edits:
        facts = edit(facts)
    before, tried = waits(judge(asked, facts)), facts.attempts.value
    if tried is None:
        return
    more = changed(facts, "attempts", (*tried, Attempt(AT - timedelta(hours=hours))))
    assert waits(judge(asked, more)) >= before


def waits(verdict):
    """Until when nothing but a click helps: not at all, to a minute, for good."""
    if all(f.finding not in OBJECTIONS or f.gate is not None for f in verdict.findings):
        return AT
    return verdict.next_legal_time or NEVER
