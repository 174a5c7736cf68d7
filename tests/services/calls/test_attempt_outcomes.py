"""What became of an attempt, through the whole of a call: from the permit to the agent's word."""

import pytest
from house import NUMBER

from services.call_book import CallBook
from services.dispositions import owe_activity
from services.domain.disposition import Code, Disposition
from services.stores.attempts import Attempts, count, note_outcome
from services.stores.handovers import free_the_agent
from services.stores.permits import Permits


@pytest.fixture
def counting(house):
    """The house as the application builds it: attempts are counted, and their ends noted."""
    effects = (owe_activity, free_the_agent, note_outcome)
    house.book = CallBook(house.main, house.trail, house.vault, effects)
    house.permits = Permits(house.main, count, house.session_alive)
    house.build_verbs()
    return house


def attempts(house):
    return Attempts(house.main).of(NUMBER.key)


def rung(house):
    call_id = house.connected()
    house.carrier.join()
    house.deliver(call_id)
    return call_id


def ended(house, call_id):
    house.carrier.lead_hangs_up()
    house.deliver(call_id)


def test_an_attempt_stands_from_the_use_of_its_permit_and_its_end_is_not_known(counting):
    rung(counting)

    (row,) = attempts(counting)
    assert (row["kind"], row["purpose"]) == ("live_manual", "telemarketing")
    assert "outcome" not in row


def test_a_talk_becomes_one_when_the_call_is_over(counting):
    call_id = rung(counting)
    counting.carrier.answer()
    counting.deliver(call_id)
    counting.clock.at = counting.clock.at.replace(minute=30)
    ended(counting, call_id)

    (row,) = attempts(counting)
    assert row["outcome"] == "answered"
    assert row["talked_at"] == counting.data(call_id)["answered_at"]


def test_the_agent_s_word_goes_before_the_carrier_s(counting):
    call_id = rung(counting)
    counting.carrier.answer()
    counting.deliver(call_id)
    ended(counting, call_id)
    counting.dispositions.dispose(call_id, "u1", Disposition(Code.VOICEMAIL))

    (row,) = attempts(counting)
    assert (row["outcome"], row["talked_at"]) == ("voicemail", None)


def test_a_settling_that_comes_twice_changes_nothing(counting):
    call_id = rung(counting)
    counting.carrier.answer()
    counting.deliver(call_id)
    ended(counting, call_id)
    before = attempts(counting)

    counting.book.settle(call_id)

    assert attempts(counting) == before
