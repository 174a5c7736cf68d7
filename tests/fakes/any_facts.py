"""Strategies for any question and any facts, drawn from the facts' own annotations."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from law import confirmed

from services.compliance.book import current
from services.compliance.facts import Fact, Facts
from services.compliance.facts_json import value_types
from services.compliance.model import CallKind, Purpose, Question

INSTANTS = st.integers(946_771_200, 7_257_000_000).map(
    lambda second: datetime.fromtimestamp(second, UTC)
)
DATES = st.dates(date(1990, 1, 1), date(2199, 12, 31))
CODES = st.sampled_from([*sorted(current().area_codes), "000", "299"])
NUMBERS = st.one_of(
    st.none(),
    st.text(max_size=14),
    st.builds("+1{}{}".format, CODES, st.integers(0, 9_999_999).map("{:07d}".format)),
)
STATES = st.sampled_from(["", "??", *sorted(current().states)])
ZIPS = st.integers(0, 999).map("{:03d}".format) | st.just("")
MINUTES = st.integers(0, 1440).map(lambda n: f"{n // 60:02d}:{n % 60:02d}")
WINDOWS = st.just("closed") | st.tuples(st.integers(0, 700), st.integers(1, 739)).map(
    lambda two: "{:02d}:{:02d}-{:02d}:{:02d}".format(
        *divmod(two[0], 60), *divmod(two[0] + two[1], 60)
    )
)
DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WORDS = {
    "state": STATES, "states": STATES, "agent_state": STATES, "recorder_state": STATES,
    "zip3": ZIPS, "area_code": CODES, "start": MINUTES, "end": MINUTES, "hours": WINDOWS,
    "days": st.sampled_from(DAYS),
    "line_type": st.sampled_from(["mobile", "landline", "voip", "satellite"]),
    "restrictions": st.sampled_from(["work", "text", "voice", "sunday", "weekend", "evening"]),
    "flags": st.sampled_from(
        ["cease", "dispute", "bankruptcy", "hardship", "stop_calling", "refuses_to_pay"]
    ),
    "distress": st.sampled_from(["foreclosure", "probate", "tax_lien", "fsbo"]),
    "sentence": st.just("Not then."),
    "role": st.sampled_from(["", "owner", "fiduciary", "heir"]),
    "wording": st.sampled_from(
        [
            "marketing", "debt", "deceptive", "business_name", "reply_request", "person_name",
            "reply_number", "third_party", "threat_of_suit", "confirmation",
        ]
    ),
    "in_reply_to": st.sampled_from(["", "telemarketing", "informational"]),
    "topic": st.sampled_from(["", "appointment", "wellness", "billing", "lab_results"]),
    "exemptions": st.sampled_from(["real_estate_licensee", "covered_entity", "nonprofit"]),
    "caller_id": st.sampled_from(["own", "seller", "blocked", "foreign"]),
    "debts": st.sampled_from(["d1", "d2"]),
    "more_calls_about": st.sampled_from(["d1", "d2"]),
}  # fmt: skip
WHOLE = st.integers(0, 200)
SIMPLE = {
    str: st.text(max_size=6),
    int: WHOLE,
    bool: st.booleans(),
    datetime: INSTANTS,
    date: DATES,
}


def values(kind, name=""):
    """Any value of an annotation; `name` is that of the field which holds it."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        inner = next(a for a in args if a is not type(None))
        return st.none() | values(inner, name)
    if origin is frozenset:
        return st.frozensets(values(args[0], name), max_size=3)
    if origin is tuple:
        if name == "hours":
            return st.just(()) | st.lists(WINDOWS, min_size=7, max_size=7).map(tuple)
        return st.lists(values(args[0], name), max_size=4).map(tuple)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{f.name: values(hints[f.name], f.name) for f in fields(kind)})
    if issubclass(kind, Enum):
        return st.sampled_from(kind)
    return WORDS[name] if kind is str and name in WORDS else SIMPLE[kind]


VALUES = {name: values(kind, name) for name, kind in value_types().items()}
FACTS = st.builds(
    Facts,
    **{
        name: st.builds(Fact, st.none() | drawn, st.text(max_size=5), st.none() | INSTANTS)
        for name, drawn in VALUES.items()
    },
)
GATES = st.frozensets(
    st.sampled_from(
        [
            "attorney_represented", "owner_occupied_foreclosure", "foreclosure_ca",
            "probate_fiduciary", "tax_lien_redemption", "active_listing", "x",
        ]
    )
)  # fmt: skip
QUESTIONS = st.builds(
    Question, st.sampled_from(CallKind), st.sampled_from(Purpose), NUMBERS, INSTANTS, GATES
)
ASKED = st.builds(
    lambda asked, facts, fresh: (asked, confirmed(facts, asked.at) if fresh else facts),
    QUESTIONS,
    FACTS,
    st.booleans(),
)
