from functools import partial

import pytest

from services.crypto_service.hashing import do_not_call_key, login_key
from services.domain.errors import Conflict, Erased, NotFound
from services.domain.user import Role
from services.erasure import Erasure
from services.ports import Deed, Personal
from services.stores.calls import Calls
from services.stores.users import UserStore
from services.users import Users
from tools.verify_audit import HOLDS, verify

CALL, LEAD, NUMBER = "call:" + "0a" * 16, "lead:lead-7", "+13125550144"


@pytest.fixture
def forgotten():
    return []


@pytest.fixture
def erasure(trail, vault, index, main, forgotten):
    return Erasure(trail, vault, index, Calls(main), (forgotten.append,))


@pytest.fixture
def called(trail, index):
    """The record of a call with the lead."""
    index.note(NUMBER, CALL, LEAD)
    return trail.append(
        Deed(
            CALL,
            "call.judged",
            {},
            actor="user:ana",
            cause="j",
            personal={"n": Personal(LEAD, NUMBER)},
        )
    )


def test_an_erased_person_is_unreadable_unfindable_and_the_log_holds(
    erasure, called, trail, index, export, signer, forgotten
):
    export.checkpoints.take()
    erasure.erase(LEAD, actor="cli")
    export.checkpoints.take()

    with pytest.raises(Erased):
        trail.open_personal(called, "n")
    assert index.subjects(NUMBER) == ()
    assert forgotten == [LEAD]
    assert [(r.action, r.actor) for r in trail.chain(LEAD)] == [("person.erased", "cli")]
    assert verify(export.lines(), set(signer.public_keys)).outcome == HOLDS


def test_an_erasure_cut_short_is_finished_by_the_next(trail, vault, index, main, called):
    def crash(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Erasure(trail, vault, index, Calls(main), (crash,)).erase(LEAD, actor="cli")
    assert trail.open_personal(called, "n") == NUMBER
    Erasure(trail, vault, index, Calls(main)).erase(LEAD, actor="cli")
    Erasure(trail, vault, index, Calls(main)).erase(LEAD, actor="cli")

    assert len(trail.chain(LEAD)) == 1
    with pytest.raises(Erased):
        trail.open_personal(called, "n")


def test_the_do_not_call_hash_survives(erasure, called, main):
    hashed = do_not_call_key(b"2" * 32, NUMBER)
    main.create("company_dnc", hashed, {"on": True})
    erasure.erase(LEAD, actor="cli")

    assert main.get("company_dnc", hashed).data == {"on": True}


@pytest.mark.parametrize("person", ["lead:lead-8", "lead-7", "call:1", "", "lead:../x"])
def test_a_person_with_nothing_sealed_is_not_erased_in_silence(erasure, called, person, trail):
    with pytest.raises(NotFound):
        erasure.erase(person, actor="cli")

    assert trail.chain(person) == ()


class PlainPasswords:
    def hash(self, password):
        return f"hash of {len(password)}"


def test_an_erased_user_has_no_name_no_address_and_no_sign_in(trail, vault, index, main, clock):
    users = Users(UserStore(main), vault, trail, clock, PlainPasswords(), partial(login_key, b"1"))
    ana = users.add("Ana", "ana@example.com", role=Role.AGENT, password="x" * 20, actor="cli")
    erasure = Erasure(
        trail, vault, index, Calls(main), (lambda person: users.forget(person.partition(":")[2]),)
    )
    erasure.erase(f"user:{ana.id}", actor="cli")
    erasure.erase(f"user:{ana.id}", actor="cli")

    (person,) = users.all()
    assert (person.name, person.email) == ("", "")
    assert (person.user.enabled, person.user.epoch) == (False, 1)
    assert users.by_email("ana@example.com") is None


@pytest.mark.parametrize("state", [{"open": True}, {"owed": True}])
def test_nobody_is_erased_in_the_middle_of_a_call(erasure, called, main, trail, state):
    call = {"lead_id": "lead-7", "asked_at": "2026-11-21T18:00:00.000000Z"}
    main.create("calls", "0a" * 16, call | {"open": False, "owed": False} | state)

    with pytest.raises(Conflict):
        erasure.erase(LEAD, actor="cli")
    assert trail.open_personal(called, "n") == NUMBER
