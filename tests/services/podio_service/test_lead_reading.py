"""Items as Podio returns them, whole, half empty and odd, read as leads."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.podio_service.lead_reading import LeadReading
from services.podio_service.phone_text import e164
from services.podio_service.shown import plain_text
from tests.podio_adapter import LEAD_FIELDS

READING = LeadReading(LEAD_FIELDS)


def test_a_whole_item_becomes_a_lead(podio):
    snapshot = podio.source.fetch(2001)
    lead = snapshot.lead

    assert (lead.id, lead.item_id, lead.revision, lead.name) == (
        "lead-2001",
        2001,
        0,
        "Maria Delgado",
    )
    assert [(n.e164, n.label) for n in lead.numbers] == [
        ("+13125550101", "mobile"),
        ("+17735550111", "home"),
    ]
    assert lead.address.street == "412 W Oak St"
    assert (lead.address.city, lead.address.state, lead.address.postal_code) == (
        "Chicago",
        "IL",
        "60610",
    )
    assert (lead.owner_occupied, lead.attorney, lead.missing) == ("no", "", ())
    assert (snapshot.score, snapshot.do_not_call) == (82, False)
    assert snapshot.edited_at == "2026-11-15 16:00:00"
    assert lead.details["Estimated value"] == "$415,000"
    assert lead.details["Equity %"] == "64"
    assert lead.details["Tier"] == "HOT"
    assert lead.details["Last sale"] == "2009-06-12"
    assert "Phone" not in lead.details


@pytest.mark.parametrize(
    ("item_id", "distress"),
    [
        (2006, {"tax_lien"}),
        (2007, {"probate"}),
        (2009, {"foreclosure"}),
        (2011, {"foreclosure"}),
        (2005, set()),
    ],
)
def test_the_lead_type_tells_the_distress(podio, item_id, distress):
    assert podio.source.fetch(item_id).lead.distress == distress


def snapshot_of(name, kind, *values):
    field = {"field_id": LEAD_FIELDS[name], "type": kind, "values": list(values)}
    return READING.snapshot({"item_id": 7, "fields": [field]})


def item(name, kind, *values):
    return snapshot_of(name, kind, *values).lead


def option(text):
    return {"value": {"id": 1, "text": text}}


@pytest.mark.parametrize(
    ("types", "distress"),
    [
        ([], None),
        (["Stacked distress"], None),
        (["Foreclosure", "Stacked distress"], None),
        (["Something else"], None),
        ([""], None),
        (["Tax-Lien"], {"tax_lien"}),
        (["Tax Delinquent"], {"tax_lien"}),
        (["NOD"], {"foreclosure"}),
        (["Trustee sale"], {"foreclosure"}),
        (["Pre-Foreclosure", "Probate"], {"foreclosure", "probate"}),
        (["Absentee Owner"], set()),
        (["Absentee owner, Tired landlord"], set()),
        (["Absentee owner, foreclosure"], {"foreclosure"}),
    ],
)
def test_a_lead_type_that_is_not_known_says_nothing_of_distress(types, distress):
    lead = item("lead_type", "category", *map(option, types))
    assert lead.distress == distress
    assert ("lead_type" in lead.missing) == (distress is None)


def test_a_lead_type_of_no_shape_is_unknown():
    assert item("lead_type", "category", {"value": 7}).distress is None
    assert item("lead_type", "category", "Probate", option("Absentee owner")).distress is None
    assert item("lead_type", "text", {"value": "Absentee owner"}).distress == frozenset()


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Executor", "fiduciary"),
        ("Personal  representative", "fiduciary"),
        ("Heir", "heir"),
        ("Heir, not the executor", None),
        ("Former executor", None),
        ("", None),
    ],
)
def test_a_role_is_the_whole_text_or_nobody_knows(text, role):
    assert item("role", "category", option(text)).role == role
    assert item("role", "text", {"value": text}).role == role


@pytest.mark.parametrize(
    "text", ["Yes", "DNC", "Do not call", "Never call again", "Opted out", "1"]
)
def test_whatever_does_not_say_that_calls_may_come_stops_them(text):
    assert snapshot_of("do_not_call", "category", option(text)).do_not_call
    assert snapshot_of("do_not_call", "category", option("No"), option(text)).do_not_call


@pytest.mark.parametrize("text", ["No", "no.", "None", "N/A", "False", "OK to call"])
def test_a_no_stops_nobody(text):
    assert not snapshot_of("do_not_call", "category", option(text)).do_not_call
    assert not snapshot_of("do_not_call", "category").do_not_call


def test_a_wish_that_is_there_and_cannot_be_read_stops_them():
    assert snapshot_of("do_not_call", "category", {"value": {"name": "Yes"}}).do_not_call
    assert snapshot_of("do_not_call", "category", {}).do_not_call


def test_a_law_firm_that_is_there_and_cannot_be_read_is_unknown():
    for unread in ({"value": {"title": "Lee"}}, {"value": None}, {}, "Lee"):
        lead = item("law_firm", "text", unread)
        assert (lead.attorney, "law_firm" in lead.missing) == (None, True)
        assert item("law_firm", "text", {"value": "none"}, unread).attorney is None
        assert item("law_firm", "text", {"value": "Lee"}, unread).attorney == "Lee"
    assert item("law_firm", "text", {"value": "N/A."}).attorney == ""


def test_what_rules_of_law_ask_beyond_is_read_where_podio_knows_it_and_shown_too(podio):
    executor, taxed, auctioned = (podio.source.fetch(n).lead for n in (2007, 2006, 2009))

    assert (executor.role, executor.listed, executor.inquired_on) == ("fiduciary", None, None)
    assert taxed.redemption_ends.isoformat() in taxed.details["Redemption deadline"]
    assert auctioned.sale_on.isoformat() in auctioned.details["Auction date"]


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("2026-12-04 00:00:00", date(2026, 12, 4)),
        ("2026-12-04", date(2026, 12, 4)),
        ("soon", None),
        ("", None),
    ],
)
def test_a_day_is_read_or_missing(start, day):
    field = {"field_id": LEAD_FIELDS["inquired_on"], "type": "date", "values": [{"start": start}]}
    item = {"item_id": 7, "fields": [field]}

    assert READING.snapshot(item).lead.inquired_on == day


def test_a_law_firm_on_record_is_read_and_an_empty_field_means_none(podio):
    assert podio.source.fetch(2016).lead.attorney == "Hale and Birch LLP"
    assert podio.source.fetch(2022).lead.attorney == ""
    assert LeadReading({"name": 1}).snapshot({"item_id": 1}).lead.attorney is None


def test_missing_and_odd_fields_are_named_and_html_stays_text(podio):
    lead = podio.source.fetch(2022).lead

    assert lead.name == "<b>Bobby</b> O'Neil & Sons <script>alert('hello')</script>"
    assert lead.owner_occupied is None
    assert lead.missing == ("address", "owner_occupied")
    assert lead.address.street == "corner of 5th & Main"
    assert lead.details["Distress signals"] == "Said: call after five & be kind"


def test_a_lead_without_a_number_or_with_a_malformed_one_says_so(podio):
    assert podio.source.fetch(2019).lead.missing == ("phone",)
    malformed = podio.source.fetch(2021).lead
    assert (malformed.missing, [n.e164 for n in malformed.numbers]) == (("phone",), [None])


def test_every_invented_lead_can_be_read(podio):
    snapshots = list(podio.source.changes(None))

    assert len(snapshots) == 25
    assert {s.lead.address.state for s in snapshots} >= {"HI", "AK", "TX", "MS", "PA", "RI", "IN"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("(312) 555-0101", "+13125550101"),
        ("+1 312.555.0101", "+13125550101"),
        ("13125550101", "+13125550101"),
        ("800-555-0101", "+18005550101"),
        ("555-0101", None),
        ("312-555-0101 ext. 9", None),
        ("call me", None),
        ("", None),
        ("+", None),
    ],
)
def test_numbers_are_read_as_people_type_them(text, number):
    assert e164(text) == number


def test_only_rich_text_is_stripped_of_its_html():
    assert plain_text("<p>a<br>b &amp; <b>c</b></p><p>d</p>") == "a b & c d"
    assert plain_text("a < b & c > d") == "a < b & c > d"


KEYS = ["value", "type", "id", "text", "state", "start", "revision", "created_on", "formatted"]


@pytest.mark.parametrize(
    ("written", "state"),
    [("IL", "IL"), (" il ", "IL"), ("Illinois", "IL"), ("new york", "NY"), ("Ontario", "")],
)
def test_a_state_is_read_by_letters_or_name_and_a_foreign_one_is_missing(written, state):
    place = [{"value": "x", "state": written}]
    item = {"item_id": 1, "fields": [{"field_id": LEAD_FIELDS["address"], "values": place}]}

    assert READING.snapshot(item).lead.address.state == state


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=6,
)
FIELD = st.fixed_dictionaries(
    {"field_id": st.sampled_from(list(LEAD_FIELDS.values())), "values": JSON},
    optional={
        "type": st.sampled_from(
            ["text", "phone", "location", "category", "money", "number", "app"]
        ),
        "label": JSON,
    },
)


@given(st.lists(FIELD, max_size=6) | JSON, JSON)
def test_no_odd_item_breaks_the_reading(fields, revision):
    item = {"item_id": 7, "fields": fields, "current_revision": revision, "revision": revision}

    assert READING.snapshot(item).lead.id == "lead-7"


def test_a_score_without_end_is_none():
    values = [{"value": "9" * 5_000}]
    item = {"item_id": 1, "fields": [{"field_id": 7, "type": "number", "values": values}]}

    assert LeadReading({"score": 7}).snapshot(item).score is None
