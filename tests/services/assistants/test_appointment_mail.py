"""The confirmation: owed with the booking, sent once, and silent about health."""

from dataclasses import replace
from datetime import timedelta

import pytest
from assistant_house import SLOT, answered
from house import LEAD

from services.appointment_mail import MailDelivery, Sender
from services.domain.errors import MailOutcomeUnknown, MailRetryable
from services.domain.practice import Practice
from services.outbox import Outbox
from services.stores.letters import MAIL
from services.stores.outbox import OutboxRows
from services.stores.providers import Providers

PRACTICE = Practice(
    "Oak Street Family Practice", "+13125550190", "100 W Oak St", "Chicago", "IL", "60610",
    "America/Chicago",
)  # fmt: skip
CHEN = replace(SLOT, id="chen-1", calendar="chen")


class Post:
    """Takes letters, or fails as it is told."""

    def __init__(self) -> None:
        self.sent, self.faults = [], []

    def send(self, letter) -> None:
        fault = self.faults.pop(0) if self.faults else None
        if not isinstance(fault, MailRetryable):
            self.sent.append(letter)
        if fault:
            raise fault


@pytest.fixture
def post():
    return Post()


@pytest.fixture
def outbox(house, post):
    house.main.create("practice", "own", vars(PRACTICE))
    delivery = MailDelivery(
        house.letters, house.slots, Providers(house.main),
        Sender("Prairie Home Buyers", "+13125550100"), post, house.clock,
    )  # fmt: skip
    return Outbox(OutboxRows(house.main), {MAIL: delivery}, house.trail, house.clock, lambda: 0.5)


def booked(house, slot=CHEN, about="chest_pain"):
    house.slots.put([slot])
    call = house.call()
    house.turns.take(call, 0, answered())
    house.say(call, 1, f"ask hold_slot slot_id={slot.id}")
    house.say(call, 2, f"do book slot_id={slot.id} about={about}")
    house.say(call, 3, f"do mail template=appointment to=lena@example.com slot_id={slot.id}")
    return call


def drain(house, outbox):
    return outbox.drain(house.clock.now() + timedelta(minutes=1))


def test_one_letter_says_when_and_where_and_not_why(house, outbox, post):
    booked(house)

    assert drain(house, outbox) == 1

    (letter,) = post.sent
    assert letter.to == "lena@example.com"
    assert "Thursday, November 19, 12 PM" in letter.text
    assert "100 W Oak St, Chicago, IL 60610" in letter.text
    assert letter.invitation.starts_at == CHEN.starts_at
    said = f"{letter.subject} {letter.text} {letter.invitation}".lower()
    for word in ("chest", "pain", "chen", "maria", "delgado"):
        assert word not in said


def test_a_talk_with_an_agent_is_confirmed_without_a_place(house, outbox, post):
    booked(house, SLOT)
    drain(house, outbox)

    (letter,) = post.sent
    assert letter.invitation.place == ""
    assert "We will call you" in letter.text


def test_a_server_that_asks_to_wait_gets_it_later_and_once(house, outbox, post):
    booked(house)
    post.faults.append(MailRetryable(60))
    assert drain(house, outbox) == 0

    for _ in range(6):
        house.clock.step(60)
        drain(house, outbox)

    assert len(post.sent) == 1
    assert outbox.rows("done")[0].kind == MAIL


def test_after_silence_the_same_letter_goes_again_under_its_own_id(house, outbox, post):
    booked(house)
    post.faults.append(MailOutcomeUnknown("silence"))
    drain(house, outbox)

    for _ in range(6):
        house.clock.step(60)
        drain(house, outbox)

    assert len(post.sent) == 2
    assert post.sent[0] == post.sent[1]


def test_without_a_server_the_letter_waits_for_a_person(house, outbox):
    object.__setattr__(outbox.deliverers[MAIL], "mail", None)
    booked(house)
    drain(house, outbox)

    assert [row.last_error for row in outbox.rows("dead")] == ["no_mail_server"]


def test_an_erased_person_gets_no_letter(house, outbox, post):
    booked(house)
    house.vault.erase(f"lead:{LEAD.id}")
    drain(house, outbox)

    assert post.sent == []
    assert [row.last_error for row in outbox.rows("dead")] == ["erased"]


def test_the_address_lies_only_sealed(house, outbox, tmp_path):
    booked(house)
    house.main.close()
    house.audit.close()

    assert not [p for p in tmp_path.iterdir() if b"lena@example" in p.read_bytes()]
