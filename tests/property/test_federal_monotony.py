"""A fact that is more adverse never turns a denied call into an allowed one.

Each ladder begins with what is best for the caller; two descents are compared, of which the second
goes nowhere less deep. What a message is about is no ladder: it is another message.
"""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import CHICAGO, NOON, SCRIPT, ask

from services.compliance.facts import (
    Answer,
    Consent,
    ConsentTier,
    Dialing,
    Disconnected,
    DoNotCallScope,
    HealthMessage,
    LineUse,
    ListAnswer,
    ListCopy,
    NationalList,
    Reassigned,
    Relationship,
    Revocation,
    Tie,
)
from services.compliance.model import CallKind, Purpose

DAY, TODAY = timedelta(days=1), NOON.date()
WRITTEN = Consent(ConsentTier.WRITTEN, NOON - 30 * DAY, artificial_voice=True)
EXPRESS = Consent(ConsentTier.EXPRESS, NOON - 30 * DAY)
ENDED = replace(EXPRESS, until=NOON)
HEALTH = HealthMessage("appointment", Answer.YES, Answer.YES, Answer.YES)
WORDS = replace(SCRIPT, duration_s=50, characters=100, opt_out_offered=True)


def tried(*hours):
    return tuple(NOON - timedelta(hours=h) for h in hours)


def national(answer, days=0):
    return NationalList("312", answer, TODAY - days * DAY)


def numbered(answer, since=60, queried=0):
    return Reassigned(answer, TODAY - since * DAY, TODAY - queried * DAY)


LADDERS = {
    "consents": [(WRITTEN,), (replace(WRITTEN, automated=False),), (EXPRESS,), (ENDED,), (), None],
    "revocations": [
        (),
        (Revocation(NOON - 31 * DAY),),
        (Revocation(NOON - DAY, kinds=frozenset({CallKind.SMS})),),
        (Revocation(NOON - DAY), Revocation(NOON - 2 * DAY)),
        None,
    ],
    "line_type": ["landline", "voip", None, "mobile"],
    "line_use": [LineUse.BUSINESS, LineUse.UNKNOWN, None],
    "attempts": [(), tried(200), tried(26, 200), tried(2, 26, 200), tried(1, 2, 26, 200), None],
    "relationships": [
        (Relationship(Tie.TRANSACTION, TODAY - 30 * DAY),),
        (Relationship(Tie.INQUIRY, TODAY - 91 * DAY),),
        (),
        None,
    ],
    "company_do_not_call": [DoNotCallScope.NONE, DoNotCallScope.NUMBER, DoNotCallScope.PERSON],
    "national_list": [national(ListAnswer.CLEAR), national(ListAnswer.LISTED), None],
    "protected_line": [ListCopy(ListAnswer.CLEAR, TODAY), ListCopy(ListAnswer.NOT_KEPT), None],
    "reassigned": [
        numbered(Disconnected.NO),
        numbered(Disconnected.NO_DATA),
        numbered(Disconnected.NO, queried=9),
        numbered(Disconnected.YES),
    ],
}
PARTS = {
    "ring_s": [25, 15, 14],
    "person_within_s": [0, 2, 3],
    "abandoned": [0, 3, 4],
    "caller_id": ["own", "foreign"],
    "caller_id_answers": [True, False],
    "random_numbers": [False, True],
}
DEPTHS = st.fixed_dictionaries(
    {n: st.integers(0, len(rungs) - 1) for n, rungs in (LADDERS | PARTS).items()}
)
KNOWN = st.fixed_dictionaries({}, optional={n: st.just(0) for n in LADDERS | PARTS})


def facts_at(depths):
    facts = {name: rungs[depths[name]] for name, rungs in LADDERS.items()}
    parts = {name: rungs[depths[name]] for name, rungs in PARTS.items()}
    return facts | {"dialing": Dialing(answered=100, **parts)}


@settings(max_examples=400)
@given(
    kind=st.sampled_from(CallKind),
    purpose=st.sampled_from(Purpose),
    health=st.sampled_from([HealthMessage(), HEALTH]),
    depths=DEPTHS,
    easier=KNOWN,
)
def test_what_is_denied_stays_denied_when_facts_grow_worse(kind, purpose, health, depths, easier):
    asked = {"kind": kind, "purpose": purpose, "health": health, "script": WORDS}
    better = depths | easier
    if not ask(CHICAGO, **asked, **facts_at(better)).allowed:
        assert not ask(CHICAGO, **asked, **facts_at(depths)).allowed


BEST = dict.fromkeys(LADDERS | PARTS, 0)
NO_CONSENT = BEST | {"consents": 4}
BASES = [
    BEST | {"line_type": 3, "line_use": 1},  # a mobile, and consent
    NO_CONSENT | {"line_use": 1},  # a landline of a home
    NO_CONSENT,  # of a business
    NO_CONSENT | {"line_use": 1, "national_list": 1},
]


@pytest.mark.parametrize("name", sorted(BEST))
def test_every_ladder_turns_some_call_from_allowed_to_denied(name):
    """One that never does would prove nothing."""
    rungs = (LADDERS | PARTS)[name]

    def turns(base, kind, purpose):
        depths = [base | {name: base[name]}, base | {name: len(rungs) - 1}]
        asked = {"kind": kind, "purpose": purpose, "script": WORDS}
        before, after = (ask(CHICAGO, **asked, **facts_at(one)).allowed for one in depths)
        return before and not after

    every = itertools.product(BASES, CallKind, Purpose)
    assert any(turns(base, kind, purpose) for base, kind, purpose in every)
