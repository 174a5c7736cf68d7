"""A whole talk with our own engine and playbook, on real stores."""

from datetime import timedelta

from assistant_house import speech
from house import LEAD, NOON, NUMBER

from services.assistant_books import AssistantBooks
from services.conversation.event import Event, EventKind
from services.conversation.reply import Ending
from services.domain.slot import Slot, SlotState
from services.playbook_files import read
from services.stores.books import BookRows


def heard(reply):
    return " ".join(line.text for line in reply.lines)


def talk(turns, call, *said):
    replies = [turns.take(call, 0, Event(EventKind.ANSWERED))]
    for turn, text in enumerate(said, 1):
        replies.append(turns.take(call, turn, speech(text)))
    return replies


def places(house):
    zone = "America/Chicago"
    rows = [Slot(f"s{n}", "agents", NOON + timedelta(days=n), 30, zone) for n in (1, 2, 3)]
    house.slots.put(rows)


def test_an_owner_books_a_place_and_is_told_which(house, turns):
    places(house)
    call = house.call(assistant="real_estate")
    replies = talk(
        turns, call, "yes this is Maria", "yes", "yes I would", "moving", "three months",
        "it needs some work", "about two hundred thousand dollars", "no", "an appointment",
        "the first one", "yes",
    )  # fmt: skip

    assert "Prairie Home Buyers" in heard(replies[0])
    booked = [slot for slot in map(house.slots.get, ("s1", "s2", "s3")) if slot.call_id == call]
    assert [slot.state for slot in booked] == [SlotState.BOOKED]
    assert replies[-1].ending is Ending.HANG_UP
    assert house.talks.get(call).outcome == "appointment_booked"


def test_never_call_me_again_is_listed_before_the_goodbye_is_said(house, turns):
    call = house.call(assistant="real_estate")

    last = talk(turns, call, "take me off your list and never call me again")[-1]

    assert last.ending is Ending.HANG_UP
    assert house.do_not_call.is_set([NUMBER.e164], LEAD.id)
    record = house.chain(call)[-1]
    assert (record.body["ending"], record.body["outcome"]) == ("hang_up", "opted_out")
    assert record.body["alarms"] == ["opt_out"]


def test_the_record_says_which_disclosure_was_spoken_by_its_hash(house, turns):
    call = house.call(assistant="real_estate")
    talk(turns, call, "yes")

    first, second = house.chain(call)
    started = {told["id"] for told in first.body["disclosures"]}
    completed = {t["id"] for t in second.body["disclosures"] if t["completed"] is not None}
    assert {"identity", "purpose"} <= started
    assert started == completed
    book = first.body["book"]
    assert house.main.get("books", book["sha256"]).data["id"] == "real_estate"


def test_a_talk_goes_on_with_its_own_words_after_a_deployment(house, turns):
    call = house.call(assistant="real_estate")
    talk(turns, call)
    book = read("real_estate")
    changed = book.playbook.model_copy(update={"version": 2})
    newer = type(book)(changed, book.texts, book.legal)
    later = AssistantBooks(BookRows(house.main), lambda _: newer)

    assert later.of("real_estate", book.sha256).version == 1
    assert later.of("real_estate", None).version == 2
