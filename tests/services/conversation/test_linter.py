"""What a playbook would do wrong in a call is found before the first call."""

import copy
from functools import cache

import pytest

from services.conversation.book import bind
from services.conversation.faults import BadPlaybook
from services.conversation.linter import expect_clean, lint
from services.playbook_files import known, ours, parsed, read, sample


def raw(id):
    return copy.deepcopy(files(id))


@cache
def files(id):
    home = ours()
    words = [
        (f"texts/{language}/{name}.yaml", (home / "texts" / language / f"{name}.yaml").read_text())
        for language in ("en", "es")
        for name in ("common", id)
    ]
    flow = parsed("flow", (home / "playbooks" / f"{id}.yaml").read_text())
    return flow, [(name, parsed(name, text)) for name, text in words]


@pytest.fixture(params=["real_estate"])
def parts(request):
    return raw(request.param)


def faults(parts, **asked):
    return [str(fault) for fault in lint(bind(*parts), **asked)]


@pytest.mark.parametrize("id", known())
def test_our_own_playbooks_are_clean(id):
    covered = frozenset(scenario.outcome for scenario in sample(id).scenarios)

    assert lint(read(id), covered=covered) == ()
    assert expect_clean(read(id)) is read(id)


def set_in(tree, path, value):
    *way, last = path.split("/")
    for step in way:
        tree = tree[step]
    if value is None:
        del tree[last]
    else:
        tree[last] = value


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("start", "nowhere", "start: there is no state nowhere"),
        ("states/lonely", {"say": ["s.parting"], "to": "parting"}, "states.lonely: no way leads"),
        ("states/details/to", None, "states.details: nothing leads out for every answer"),
        ("states/right_person/next", [], "states.right_person: nothing leads out"),
        ("states/slot_gone/forget", [], "this cycle never listens"),
        ("states/details/collect", ["motivation", "taste"], "there is no slot taste"),
        ("states/hold/tool/name", "rob_bank", "there is no tool rob_bank"),
        ("states/hold/tool/values", {}, "states.hold.tool: give it the value slot_id"),
        ("states/hold/tool/values", {"slot_id": "slot.x", "y": 1}, "it takes no value y"),
        ("states/booked/effects", [{"kind": "outcome"}], "outcome is done by the engine"),
        ("states/booked/effects", [{"kind": "flag", "values": {"flag": "odd"}}], "write a flag of"),
        ("states/facts/next", [{"when": "slot.owner == no", "to": "limit"}], "[= value]"),
        ("states/facts/next", [{"when": "said.sing", "to": "limit"}], "no command 'sing'"),
        ("states/facts/next", [{"when": "record.a.b", "to": "limit"}], "add a.b to record_fields"),
        ("states/facts/next", [{"when": "stage = late", "to": "limit"}], "there is no stage late"),
        ("states/limit/end", "hand_over", "on_limit: name a state that ends by hang_up"),
        ("hand_over/to", "limit", "hand_over.to: name a state that ends by hand_over"),
        ("guards/emergency", None, "guards.emergency: say what this alarm leads to"),
        ("guards/opt_out", {"say": "c.wait"}, "guards.opt_out.to: lead to a state that ends"),
        ("guards/opt_out", {"to": "limit"}, "let that state do do_not_call"),
        ("guards/attorney", {"unheeded": True}, "only a dispute may be unheeded"),
        ("guards/opt_out_bare", {"to": "limit"}, "guards.opt_out_bare: write {}"),
        ("outcomes", ["qualified"], "outcomes: add appointment_booked"),
        ("slots/price/keys", 0, "slots.price: say how many keys it takes"),
        ("slots/price/keys", 1, "one key alone may be 9 or 0"),
        ("slots/call_on/keys", 6, "a date takes 8 keys"),
        ("slots/price/fallback", "spell", "a money is not spelt"),
        ("slots/owner/fallback", "skip", "only an optional or open slot may be skipped"),
        ("slots/price/checks", ["rich"], "there is no check rich"),
        ("slots/price/checks", ["at_most"], "write at_most:<argument>"),
        ("slots/price/checks", ["positive:3"], "positive takes no argument"),
        ("slots/timeline/options", {}, "give an option its `options` or `rows`"),
        ("slots/appointment/label", None, "say by `label` what its rows are called"),
        ("slots/appointment/most", 9, "keys reach 8 options"),
        ("slots/price/secret", True, "a secret is never read back"),
        ("slots/owner/ahead", True, "cannot be understood ahead of its question"),
        (
            "slots/extra",
            {"kind": "open", "ask": "q.price", "fallback": "skip"},
            "no state collects",
        ),
        ("faq/how_long/text", "f.nothing", "texts.f.nothing: this text is missing"),
        ("voicemail/needs", ["company.motto"], "add company.motto to record_fields"),
        ("never_say", ["("], "it says what never_say forbids"),
        ("never_say", ["two minutes"], "texts.f.how_long: it says what never_say forbids"),
        ("record_fields", ["company.name"], "add voicemail.consented to record_fields"),
        ("disclosures/identity/identifies", "agent.name", "name the key 9 within 6 words"),
        (
            "disclosures/terms",
            {"gate": "before_tool", "text": "d.purpose", "required_before": ["hold"]},
            "needs `required_before` and `declined`",
        ),
        (
            "disclosures/terms",
            {"gate": "on_verified", "text": "d.purpose", "required_before": ["hold"]},
            "a way leads to hold past the verification",
        ),
        (
            "disclosures/terms",
            {
                "gate": "before_tool",
                "text": "d.purpose",
                "required_before": ["parting"],
                "declined": "limit",
            },
            "parting does nothing that the disclosure could stand before",
        ),
    ],
)
def test_a_flaw_in_the_flow_is_named_with_its_cure(parts, path, value, said):
    set_in(parts[0], path, value)

    assert any(said in fault for fault in faults(parts)), faults(parts)


@pytest.mark.parametrize(
    ("id", "text", "said"),
    [
        ("s.parting", None, "texts.s.parting: this text is missing"),
        ("s.parting", "One. Two. Three.", "say it in 2 sentences"),
        ("s.parting", "You owe {account.balance_cents}.", "add account.balance_cents"),
        ("s.parting", "{options}", "add options to record_fields"),
        ("s.parting", "{row.starts_at}", "add row.starts_at to record_fields"),
        ("s.parting", "This neighborhood is fine.", "it says what never_say forbids"),
        ("s.extra", "Nobody says me.", "nothing speaks this text"),
        ("s.parting@late", "Bye.", "there is no stage late"),
        ("s.parting", {"say": "Bye.", "plain": "Bye {agent.name}"}, "leave every variable out"),
        ("d.identity", "We are {company.name}, and we call about houses; press 9.", "the key 9"),
    ],
)
def test_a_flaw_in_the_words_is_named_with_its_file(parts, id, text, said):
    english = dict(parts[1])["texts/en/real_estate.yaml"]["texts"]
    if text is None:
        del english[id]
    else:
        english[id] = text
    found = faults(parts)

    assert any(said in fault and fault.startswith("texts/en/") for fault in found), found


def test_a_text_of_one_language_is_missed_in_the_other(parts):
    dict(parts[1])["texts/en/real_estate.yaml"]["texts"]["f.how_long@x"] = "Long."
    found = faults(parts)

    assert any(f.startswith("texts/es/") and "another language only" in f for f in found)


def test_an_outcome_without_a_scenario_is_named(parts):
    found = faults(parts, covered=frozenset({"qualified"}))

    assert any("no scenario comes to opted_out; write one" in fault for fault in found)


def test_what_is_private_is_not_said_before_verification():
    flow, words = raw("debt_collection")
    for name, file in words:
        if name.endswith("debt_collection.yaml"):
            file["texts"]["q.right_party"] = "Do you owe {creditor.name} money?"

    found = faults((flow, words))
    assert [f for f in found if "before verification" in f and "q.right_party" in f]


def test_a_question_answered_everywhere_may_not_tell_what_is_private():
    flow, words = raw("debt_collection")
    flow["faq"]["how_much"] = {"text": "f.how_much"}

    assert any("f.how_much: it may be heard before" in fault for fault in faults((flow, words)))


def test_no_way_leads_past_the_verification_to_what_the_mini_miranda_gates():
    flow, words = raw("debt_collection")
    flow["anywhere"]["hardship"] = {"to": "hardship"}
    found = faults((flow, words))

    assert any("a way leads to hardship past the verification" in fault for fault in found)


def test_rows_that_are_private_are_not_offered_before_verification():
    flow, words = raw("debt_collection")
    flow["states"]["somebody_else"] = {"collect": ["arrangement"], "to": "third_party"}

    assert any("offer arrangements only after" in fault for fault in faults((flow, words)))


def test_a_faulty_book_is_not_let_into_a_call(parts):
    del parts[0]["guards"]["emergency"]

    with pytest.raises(BadPlaybook, match="guards.emergency"):
        expect_clean(bind(*parts))
