"""How a call ended, in the agent's words: owed, kept, corrected until the CRM owes it."""

import pytest
from house import LEAD

from services.domain.disposition import Code, Disposition, Motivation
from services.domain.errors import Conflict, NotFound, Unprocessable


@pytest.fixture
def talked(house):
    call_id = house.connected()
    house.carrier.join()
    house.deliver(call_id)
    house.carrier.answer()
    house.deliver(call_id)
    return call_id


def end(house, call_id):
    house.carrier.lead_hangs_up()
    house.deliver(call_id)


def outbox(house, call_id):
    return house.main.get("outbox", f"activity:{call_id}")


def test_a_disposition_in_mid_call_waits_for_the_end_before_the_crm_hears_of_it(house, talked):
    house.dispositions.dispose(talked, "u1", Disposition(Code.NOT_INTERESTED, "kind"))
    assert outbox(house, talked) is None

    end(house, talked)

    assert outbox(house, talked).data["kind"] == "crm_activity"
    assert not house.data(talked)["owed"]


def test_the_same_disposition_twice_is_one(house, talked):
    end(house, talked)
    said = Disposition(Code.VOICEMAIL, "left word", Motivation.LOW)
    house.dispositions.dispose(talked, "u1", said)
    house.dispositions.dispose(talked, "u1", said)

    chain = house.trail.chain(f"call:{talked}")
    assert [r.action for r in chain].count("call.disposed") == 1


def test_a_disposition_may_be_corrected_until_the_crm_owes_it(house, talked):
    house.dispositions.dispose(talked, "u1", Disposition(Code.VOICEMAIL))
    house.dispositions.dispose(talked, "u1", Disposition(Code.NOT_INTERESTED))
    end(house, talked)

    assert house.data(talked)["disposition"]["code"] == "not_interested"
    with pytest.raises(Conflict):
        house.dispositions.dispose(talked, "u1", Disposition(Code.VOICEMAIL))


def test_a_scheduled_callback_owes_its_date(house, talked):
    with pytest.raises(Unprocessable, match="next_action_on"):
        house.dispositions.dispose(talked, "u1", Disposition(Code.CALLBACK_SCHEDULED))


def test_a_call_of_another_agent_is_not_found(house, talked):
    with pytest.raises(NotFound):
        house.dispositions.dispose(talked, "u2", Disposition(Code.VOICEMAIL))


@pytest.mark.parametrize("code", [Code.DO_NOT_CALL, Code.WRONG_NUMBER])
def test_do_not_call_and_wrong_number_stop_the_number_at_once(house, talked, code):
    house.dispositions.dispose(talked, "u1", Disposition(code))

    assert house.stopped == [(LEAD.id, "n1", code, "user:u1")]


def test_notes_are_sealed_wherever_they_stand(house, talked, tmp_path):
    house.dispositions.save_draft(talked, "u1", "her brother sells, too")
    assert house.dispositions.draft(talked, "u1") == "her brother sells, too"
    house.dispositions.dispose(talked, "u1", Disposition(Code.VOICEMAIL, "her brother sells"))

    notes = house.data(talked)["disposition"]["notes"]
    assert house.vault.open(notes, aad=f"calls/{talked}/notes") == "her brother sells"
    on_disk = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"brother" not in on_disk


def test_an_agent_who_never_connected_has_nothing_to_say(house):
    call_id = house.asking.ask(house.order()).call_id

    with pytest.raises(Conflict):
        house.dispositions.dispose(call_id, "u1", Disposition(Code.VOICEMAIL))
