"""Turns: heard once, answered always, whoever asks and however often."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from assistant_house import ACCOUNT, SLOT, AssistantHouse, answered, speech
from house import LEAD, NUMBER
from kept import Revocations

from services.assistant_turns import OutOfTurn
from services.conversation.effect import EffectKind
from services.conversation.event import Event, EventKind
from services.conversation.reply import Ending
from services.db_service.open import open_databases
from services.domain.errors import Conflict, NotFound
from services.ports import Deed


def test_a_repeated_turn_gets_the_stored_reply_and_does_nothing(house):
    call = house.call()
    house.turns.take(call, 0, answered())
    first = house.say(call, 1, "hello")

    again = house.say(call, 1, "something else entirely")

    assert again == first
    assert len(house.chain(call)) == 2


def test_a_turn_that_nobody_awaits_is_told_where_the_talk_stands(house):
    call = house.call()
    house.turns.take(call, 0, answered())
    for turn in range(1, 6):
        last = house.say(call, turn, f"words {turn}")

    for odd in (0, 1, 7, 400):
        with pytest.raises(OutOfTurn) as refusal:
            house.say(call, odd, "late or early")
        assert (refusal.value.turn, refusal.value.reply) == (5, last)
    assert len(house.chain(call)) == 6


def test_a_later_turn_of_a_talk_that_never_began_is_not_found(house):
    with pytest.raises(NotFound):
        house.say(house.call(), 3, "hello")


def test_a_call_without_an_assistant_has_no_turns(house):
    with pytest.raises(NotFound):
        house.turns.take(house.call(assistant=None), 0, answered())
    with pytest.raises(NotFound):
        house.turns.take("f" * 32, 0, answered())


def test_silence_after_the_end_is_no_turn(house):
    call = house.call()
    house.turns.take(call, 0, answered())
    house.say(call, 1, "bye")

    with pytest.raises(OutOfTurn) as refusal:
        house.turns.take(call, 2, Event(EventKind.SILENCE))

    assert refusal.value.reply.ending is Ending.HANG_UP
    assert len(house.chain(call)) == 2


def test_an_opt_out_after_the_goodbye_still_counts(house):
    call = house.call()
    house.turns.take(call, 0, answered())
    house.say(call, 1, "bye")

    house.say(call, 2, "do do_not_call")

    assert house.do_not_call.is_set([NUMBER.e164], LEAD.id)
    assert Revocations(house.main).of(f"lead:{LEAD.id}")[0].means == "words"


def test_two_who_come_at_once_get_the_answer_of_the_one_that_was_recorded(house):
    call = house.call()
    house.turns.take(call, 0, answered())
    gate = threading.Barrier(8)

    def one(n):
        gate.wait()
        return house.say(call, 1, f"do flag flag=dispute number={n}")

    with ThreadPoolExecutor(8) as pool:
        replies = set(pool.map(one, range(8)))

    assert len(replies) == 1
    assert len(house.chain(call)) == 2
    assert [f.flag for f in house.wishes.of(f"lead:{LEAD.id}").flags] == ["dispute"]


def test_three_processes_give_the_transcript_of_one(tmp_path, databases):
    script = ["hello", "ask hold_slot slot_id=slot-1", "do book slot_id=slot-1 about=x", "bye"]
    alone = AssistantHouse(databases)
    told = run(alone, [alone], script)
    shared = tmp_path / "shared"
    shared.mkdir()
    opened = [open_databases(shared) for _ in range(3)]
    houses = [AssistantHouse(each) for each in opened]

    assert run(houses[0], houses, script) == told
    for each in opened:
        for database in each:
            database.close()


def run(first, houses, script):
    first.slots.put([SLOT])
    call = first.call()
    first.turns.take(call, 0, answered())
    for turn, text in enumerate(script, 1):
        houses[turn % len(houses)].say(call, turn, text)
    talk = first.talks.get(call)
    return talk.transcript, talk.outcome, talk.over, first.slots.get("slot-1").state


def test_a_slow_process_does_not_take_the_talk_back(house, databases):
    call, other = house.call(), AssistantHouse(databases)
    house.turns.take(call, 0, answered())
    slow, sound = house.main, house.main.transaction

    class Slow:
        def __getattr__(self, name):
            return getattr(slow, name)

        def transaction(self, fn):
            others = other.say(call, 1, "hello"), other.say(call, 2, "and on")
            assert others[1].lines[0].text == "heard and on"
            return sound(fn)

    object.__setattr__(house.turns, "documents", Slow())

    assert house.say(call, 1, "hello").lines[0].text == "heard hello"
    assert house.talks.get(call).turn == 3


def test_who_loses_every_race_answers_what_the_winner_kept(house, databases):
    call, other = house.call(), AssistantHouse(databases)
    house.turns.take(call, 0, answered())
    inner = house.main

    class Contended:
        kept = True

        def __getattr__(self, name):
            return getattr(inner, name)

        def transaction(self, fn):
            if self.kept:
                other.say(call, 1, "hello")
            raise Conflict("others were faster five times")

    busy = Contended()
    object.__setattr__(house.turns, "documents", busy)
    assert house.say(call, 1, "hello").lines[0].text == "heard hello"
    busy.kept = False
    with pytest.raises(Conflict):
        house.say(call, 2, "and on")
    object.__setattr__(house.turns, "documents", inner)

    assert house.say(call, 2, "again").lines[0].text == "heard and on"


def test_a_hang_up_ends_the_talk_once(house):
    call = house.call()
    house.turns.take(call, 0, answered())

    house.turns.hang_up(call)
    house.turns.hang_up(call)

    talk = house.talks.get(call)
    assert (talk.over, talk.outcome, talk.turn) == (True, "hung_up", 2)
    assert house.chain(call)[-1].body["ending"] is None  # the caller ended it, not we


def test_a_hang_up_before_the_first_word_leaves_no_talk(house):
    call = house.call()

    house.turns.hang_up(call)

    assert house.talks.get(call) is None


def test_what_was_said_lies_nowhere_in_the_clear(house, tmp_path):
    call = house.call()
    house.turns.take(call, 0, answered())
    house.say(call, 1, "do mail template=confirmation to=maria@example.com")
    house.say(call, 2, "zebra crossing Delgado")
    house.main.close()
    house.audit.close()

    for path in tmp_path.iterdir():
        raw = path.read_bytes()
        assert b"zebra" not in raw
        assert b"maria@example" not in raw
        assert b"Delgado" not in raw


def test_a_secret_is_not_even_in_what_is_sealed(house):
    call = house.call()
    house.turns.take(call, 0, answered())
    house.say(call, 1, "whisper please")
    house.say(call, 2, "my number is 123456789")

    record = house.chain(call)[-1]
    said = house.trail.open_personal(record, "said")
    words = [entry.text for entry in house.talks.get(call).transcript]
    assert "[secret]" in words
    assert '"words": "[secret]"' in said


def test_known_values_are_masked_in_the_transcript(house):
    call = house.call()
    house.turns.take(call, 0, answered())
    house.say(call, 1, "this is Maria")

    words = [entry.text for entry in house.talks.get(call).transcript]
    assert "this is [known]" in words


def test_what_the_caller_cut_off_is_kept_as_far_as_he_heard_it(house):
    call = house.call()
    house.turns.take(call, 0, answered())
    house.say(call, 1, "a long story")
    house.turns.take(call, 2, Event(EventKind.SPEECH, text="stop there", heard="heard a"))

    lines = [(entry.text, entry.cut) for entry in house.talks.get(call).transcript]
    assert ("heard a", True) in lines
    assert ("heard a long story", False) not in lines


def test_a_lost_transaction_is_completed_from_the_record(house):
    call = house.call()
    house.turns.take(call, 0, answered())
    kept = house.main.get("conversations", call)
    house.say(call, 1, "do do_not_call")
    put_back(house, call, kept)

    reply = house.say(call, 1, "a retry that was heard differently")

    assert reply.lines[0].text == "heard do do_not_call"
    assert house.do_not_call.is_set([NUMBER.e164], LEAD.id)
    assert len(house.chain(call)) == 2


def test_a_turn_that_nobody_asks_again_is_healed_by_the_tick(house):
    call = house.call()
    house.turns.take(call, 0, answered())
    kept = house.main.get("conversations", call)
    house.say(call, 1, "do flag flag=cease")
    put_back(house, call, kept)

    healed = house.turns.heal(call)

    assert healed.turn == 2
    assert [f.flag for f in house.wishes.of(f"lead:{LEAD.id}").flags] == ["cease"]
    for whose in (f"lead:{LEAD.id}", NUMBER.key):
        assert [said.means for said in Revocations(house.main).of(whose)] == ["words"]


def put_back(house, call, kept):
    """As if the power had gone between the record and the transaction."""
    house.main.transaction(lambda tx: tx.put("conversations", call, kept.data))


def test_a_foreign_record_in_between_disturbs_no_turn(house):
    call = house.call()
    house.turns.take(call, 0, answered())
    for n in range(40):
        news = Deed(f"call:{call}", "leg.ringing", {}, actor="carrier", cause=f"c{n}")
        house.trail.append(news)

    first = house.say(call, 1, "hello")

    assert house.say(call, 1, "again") == first
    assert house.turns.take(call, 1, speech("hello")) == first
    assert len(house.chain(call)) == 2


def test_effects_stand_when_the_reply_is_given(house):
    house.main.create("accounts", ACCOUNT.id, house.accounts.document(ACCOUNT))
    call = house.call()
    house.turns.take(call, 0, answered())
    house.say(call, 1, "do promise amount_cents=5000 on=2026-12-01")
    house.say(call, 2, "do restrict scope=sunday")
    house.say(call, 3, "do alert what=emergency")
    house.say(call, 4, "do wrong_number")

    (stored,) = house.promises.of_lead(LEAD.id)
    kept = house.promises.opened(stored)
    assert (kept.account_id, kept.promise.amount_cents) == (ACCOUNT.id, 5000)
    assert [r.scope for r in house.wishes.of(f"lead:{LEAD.id}").restrictions] == ["sunday"]
    assert [alert.what for alert in house.alerts.open()] == ["emergency"]
    assert house.do_not_call.is_set([NUMBER.e164], None)
    assert not house.do_not_call.is_set([], LEAD.id)


def test_a_withheld_number_that_opts_out_is_answered_and_cannot_be_listed(house):
    call = house.call(lead_id="", number_id="", number_key="k-withheld")
    stop = house.turns.doing.doers[EffectKind.DO_NOT_CALL]
    object.__setattr__(stop, "calls", Withheld())
    house.turns.take(call, 0, answered())

    reply = house.say(call, 1, "do do_not_call")

    assert reply.lines[0].text == "heard do do_not_call"
    assert house.talks.get(call).lead_id is None


class Withheld:
    def number_of(self, call_id):
        return ""


def test_a_place_that_another_took_meanwhile_is_booked_for_nobody_twice(house):
    house.slots.put([SLOT])
    call = house.call()
    house.turns.take(call, 0, answered())
    house.say(call, 1, "ask hold_slot slot_id=slot-1")
    house.clock.step(600)
    house.slots.hold("slot-1", "another", house.clock.now())

    house.say(call, 2, "do book slot_id=slot-1")

    assert house.slots.get("slot-1").call_id == "another"
    (made,) = house.appointments.of_lead(LEAD.id)
    assert made.data["lost"] is True
    assert [alert.what for alert in house.alerts.open()] == ["appointment_lost"]
