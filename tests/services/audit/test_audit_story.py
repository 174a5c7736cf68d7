from datetime import date

import pytest

from services.audit_proof import AuditProof
from services.checkpoints import Checkpoints
from services.crypto_service.signing import Ed25519Signer
from services.domain.audit import record_hash
from services.domain.errors import NotFound
from services.domain.story import Fact, ProofState
from services.domain.story_words import LEGS, SENTENCES, sentence
from services.ports import Deed, Personal

CALL_ID = "0a" * 16
CALL = f"call:{CALL_ID}"
NUMBER = "+13125550144"
HOURS = {
    "rule": "FED-TCPA-HOURS",
    "jurisdiction": "US",
    "finding": "deny",
    "reason": "Before 8 in the morning in Chicago.",
    "citation": {"section": "47 CFR § 64.1200(c)(1)", "url": "https://www.ecfr.gov/"},
    "inputs": {},
    "gate": None,
}


@pytest.fixture
def judged(trail, index):
    """Record a judgement."""

    def judged(call_id=CALL_ID, verdict="allow", findings=(HOURS,), agent="ana", lead="lead-7"):
        index.note(NUMBER, f"call:{call_id}", f"lead:{lead}")
        return trail.append(
            Deed(
                f"call:{call_id}",
                "call.judged",
                {"verdict": verdict, "lead_id": lead, "decision": {"findings": list(findings)}},
                actor=f"user:{agent}",
                cause="judged",
                personal={"number": Personal(f"lead:{lead}", NUMBER)},
            )
        )

    return judged


def test_a_story_tells_each_record_in_words_with_its_facts(story, judged, trail):
    judged(verdict="deny")
    trail.append(Deed(CALL, "leg.ringing", {"call_sid": "CA1"}, actor="carrier", cause="r"))
    told = story.story(CALL_ID)

    first, second = told.steps
    assert first.sentence == "Every rule was checked: this call is not lawful."
    assert first.findings == (HOURS,)
    assert Fact("Number", NUMBER, personal=True) in first.facts
    assert Fact("Lead id", "lead-7") in first.facts
    assert second.sentence == "Lead's line: it rings."
    assert (second.seq, second.actor, second.facts) == (1, "carrier", (Fact("Call sid", "CA1"),))


def test_a_person_who_was_erased_reads_erased_and_the_proof_holds(
    story, judged, vault, checkpoints
):
    judged()
    checkpoints.take()
    vault.erase("lead:lead-7")

    told = story.story(CALL_ID)
    assert Fact("Number", "erased", personal=True) in told.steps[0].facts
    assert told.proof.state == ProofState.VERIFIED


def test_a_record_is_young_until_a_checkpoint_lists_it(story, judged, checkpoints, clock, say):
    judged()
    assert story.story(CALL_ID).proof.state == ProofState.YOUNGER
    taken = checkpoints.take()
    clock.forward(minutes=1)
    say("later")

    verified, young = (step.proof for step in story.story(CALL_ID).steps)
    assert verified.words == "Verified against checkpoint 1, signed 2026-11-21 18:00 UTC."
    assert (verified.checkpoint, verified.signed_at) == (1, taken.at)
    assert young.words == "Younger than the last checkpoint."
    assert story.story(CALL_ID).proof == young


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("$.actor", "user:eve"), "has not the hash of its content"),
        (("$.prev", "f"), "does not hold the hash of the record before it"),
    ],
)
def test_a_changed_record_is_named_as_damaged(story, judged, say, tamper, change, words):
    judged()
    say("second")
    tamper(
        "UPDATE docs SET data = json_set(data, ?, ?) WHERE json_extract(data, '$.seq') = 1", *change
    )

    sound, damaged = (step.proof for step in story.story(CALL_ID).steps)
    assert sound.state == ProofState.YOUNGER
    assert words in damaged.words
    assert story.story(CALL_ID).proof == damaged


def test_a_record_removed_from_the_middle_is_noticed(story, judged, say, tamper):
    judged()
    say("second")
    say("third")
    tamper("DELETE FROM docs WHERE json_extract(data, '$.seq') = 1")

    assert "a record before it is missing" in story.story(CALL_ID).proof.words


def test_records_cut_off_the_end_are_missed_by_the_calls_own_document(story, judged, main):
    judged()
    main.create("calls", CALL_ID, {"audit_seq": 3, "asked_at": "2026-11-21T18:00:00.000000Z"})

    assert story.story(CALL_ID).proof.words == "Damaged: its end is missing (2 of 3 records)."


def test_a_record_rewritten_with_a_fresh_hash_is_not_what_the_checkpoint_lists(
    story, judged, checkpoints, tamper
):
    record = judged()
    checkpoints.take()
    forged = vars(record) | {"actor": "user:eve"}
    tamper(
        "UPDATE docs SET data = json_set(data, '$.actor', 'user:eve', '$.hash', ?) "
        "WHERE collection = 'records'",
        record_hash(forged),
    )

    assert "not what checkpoint 1 lists" in story.story(CALL_ID).proof.words


def test_an_old_record_that_no_checkpoint_lists_was_slipped_in(story, judged, checkpoints, clock):
    clock.forward(minutes=30)
    judged("0b" * 16)
    checkpoints.take()
    clock.forward(minutes=-30)
    judged()

    assert "no checkpoint lists it" in story.story(CALL_ID).proof.words


def test_a_checkpoint_of_a_foreign_key_proves_nothing(story, judged, log, clock):
    judged()
    Checkpoints(log, clock, Ed25519Signer((b"e" * 32,))).take()

    assert "signed with a key that is not ours" in story.story(CALL_ID).proof.words
    assert story.standing().state == ProofState.DAMAGED


def test_a_changed_checkpoint_proves_nothing(story, judged, checkpoints, tamper):
    judged()
    checkpoints.take()
    tamper("UPDATE docs SET data = json_set(data, '$.size', 9) WHERE collection = 'checkpoints'")

    assert "signature of checkpoint 1 does not hold" in story.story(CALL_ID).proof.words
    assert story.standing().state == ProofState.DAMAGED


@pytest.mark.parametrize(
    ("collection", "path"),
    [
        ("checkpoints", "$.entries"),
        ("checkpoints", "$.until"),
        ("checkpoints", "$.frontier"),
        ("checkpoints", "$.format"),
        ("records", "$.body"),
        ("records", "$.at"),
        ("records", "$.hash"),
        ("records", "$.actor"),
    ],
)
@pytest.mark.parametrize("statement", ["json_remove(data, ?)", "json_set(data, ?, 7)"])
def test_what_cannot_be_read_any_more_is_damage_and_not_a_crash(
    story, judged, checkpoints, tamper, collection, path, statement
):
    judged()
    checkpoints.take()
    change = f"UPDATE docs SET data = {statement} WHERE collection = ?"  # noqa: S608 our own words
    tamper(change, path, collection)

    assert story.story(CALL_ID).proof.state == ProofState.DAMAGED
    assert story.standing() is not None


def test_what_a_retired_key_signed_holds_while_its_successors_vouch(
    judged, trail, checkpoints, log, clock, say
):
    judged()
    checkpoints.take()
    for seed in (b"t", b"u"):
        clock.forward(minutes=1)
        say(seed.hex())
        Checkpoints(log, clock, Ed25519Signer((seed * 32,))).take()
    today = Checkpoints(log, clock, Ed25519Signer((b"u" * 32,)))

    proofs = AuditProof(today).of(trail.chain(CALL))
    assert [p.state for p in proofs] == [ProofState.VERIFIED] * 3


def test_the_whole_log_stands_by_its_last_checkpoint(story, checkpoints, judged):
    assert story.standing().words == "Nothing is signed yet."
    judged()
    checkpoints.take()

    words = "The log stands, 1 record, by checkpoint 1, signed 2026-11-21 18:00 UTC."
    assert story.standing().words == words


def test_a_call_that_nobody_asked_for_has_no_story(story):
    with pytest.raises(NotFound):
        story.story("ff" * 16)


@pytest.mark.parametrize(
    "text",
    [
        CALL_ID,
        f"{CALL_ID}-0",
        NUMBER,
        "(312) 555-0144",
        "1 312 555 0144",
        "ana",
        "user:ana",
        "lead-7",
        "7",
        "FED-TCPA-HOURS",
        "fed-tcpa-hours",
        "tcpa hours",
        "",
    ],
)
def test_a_call_is_found_by(story, judged, text):
    judged("0b" * 16, agent="bob", lead="lead-8", findings=())
    judged(verdict="deny")

    hits = [h for h in story.search(text) if h.call_id == CALL_ID]
    assert [(h.verdict, h.actor, h.lead_id, h.rules) for h in hits] == [
        ("deny", "user:ana", "lead-7", ("FED-TCPA-HOURS",))
    ]


@pytest.mark.parametrize("text", ["0c" * 16, "+13125550199", "carl", "tx_hours"])
def test_a_search_for_something_else_finds_nothing(story, judged, text):
    judged()

    assert story.search(text) == []


@pytest.fixture
def stopped(trail, index):
    """A request not to be called: by the lead, or by key 9 on a number that no lead has."""

    def stopped(person="lead:lead-7", number=NUMBER):
        index.note(number, person, person)
        return trail.append(
            Deed(
                person,
                "do_not_call.set",
                {"person_wide": False, "source": "key_9"},
                actor="carrier",
                cause="key9:CA1",
                personal={"number": Personal(person, number)},
            )
        )

    return stopped


@pytest.mark.parametrize("person", ["lead:lead-7", "number:0123456789abcdef"])
def test_a_request_not_to_be_called_is_found_and_told(story, stopped, person, checkpoints):
    stopped(person)
    checkpoints.take()

    for text in (NUMBER, "", person.partition(":")[2]):
        (found,) = story.search_beside(text)
        assert (found.subject, found.call_id) == (person, "")
    (step,) = story.of_chain(person).steps
    assert step.sentence == "Put on the company's do-not-call list (key 9)."
    assert Fact("Number", NUMBER, personal=True) in step.facts
    assert step.proof.state == ProofState.VERIFIED
    assert story.search(NUMBER) == []


def test_a_refused_permit_is_found_by_its_agent_and_its_day(story, trail):
    body = {"reason": "foreign", "call_sid": "CA1", "unrecorded": 0, "call_id": CALL_ID}
    trail.append(Deed("refusals:u1", "permit.refused", body, actor="carrier", cause="refused:CA1"))

    for found in (*story.search_beside("u1"), *story.search_beside("", date(2026, 11, 21))):
        assert found.sentence == "A permit was refused: foreign. Nobody was dialled."
    assert len(story.search_beside(CALL_ID)) == len(story.search_beside(f"{CALL_ID}-0")) == 1
    for nothing in (story.search_beside("0c" * 16), story.search_beside("u2")):
        assert nothing == []
    assert story.search_beside("", date(2026, 11, 20)) == []
    assert story.of_chain("refusals:u1").proof.state == ProofState.YOUNGER


@pytest.mark.parametrize("subject", [CALL, "user:u1", "security", "lead:nobody", ""])
def test_only_chains_of_people_called_and_of_refusals_are_told_beside_calls(story, say, subject):
    for known in (CALL, "user:u1", "security"):
        say("x", subject=known)
    with pytest.raises(NotFound):
        story.of_chain(subject)


def test_a_day_limits_every_search(story, judged, clock):
    judged()
    clock.forward(days=1)
    judged("0b" * 16)

    for text in ("", NUMBER, "ana"):
        found = story.search(text, date(2026, 11, 21))
        assert [h.call_id for h in found] == [CALL_ID]
    assert [h.call_id for h in story.search("")] == ["0b" * 16, CALL_ID]


def test_every_action_has_a_sentence_and_an_unknown_one_its_name():
    for action in [*SENTENCES, *(f"{who}.{word}" for word in LEGS for who in ("leg", "agent"))]:
        assert sentence(action, {}).endswith(".")
        assert "{" not in sentence(action, {})
    assert sentence("call.turned_over", {}) == "Call turned over."
    assert sentence("dial.denied", {"reason": "window_closing"}).endswith("window closing.")


def test_facts_read_as_words(story, trail):
    body = {"abandoned": True, "gates": ["a", "b"], "rooms": {"in_use": False}, "code": None}
    trail.append(Deed(CALL, "call.tested", body, actor="house", cause="t"))

    facts = {fact.label: fact.text for fact in story.story(CALL_ID).steps[0].facts}
    assert facts == {"Abandoned": "yes", "Gates": "a, b", "Rooms": "In use: no"}


def test_a_sealed_value_that_somebody_exchanged_cannot_be_opened(story, judged, tamper):
    judged()
    tamper("UPDATE docs SET data = json_set(data, '$.body.number.c', 'AAAA')")

    texts = {fact.label: fact.text for fact in story.story(CALL_ID).steps[0].facts}
    assert texts["Number"] == "cannot be opened"
