"""Consent withdrawn: whatever way the wish came, it is kept, and nothing takes it back."""

from datetime import timedelta

import pytest
from kept import Revocations

from services.compliance.facts import Consent, ConsentTier, Revocation
from services.domain.lead import Address, Lead, LeadNumber
from services.stores import consents
from services.stores.consents import Consents
from services.stores.revocations import Said


@pytest.fixture
def revocations(main):
    return Revocations(main)


@pytest.fixture
def lead(number_index):
    numbers = ("+13125550101", "+13125550102")
    kept = (LeadNumber(f"n{n}", e164, key=number_index.key(e164)) for n, e164 in enumerate(numbers))
    return Lead("lead-7", 7, 0, "Maria Delgado", tuple(kept), Address(state="IL"))


def stop(do_not_call, lead=None, number=None, *, cause="c1", source="key_9"):
    do_not_call.set(
        lead=lead, number=number, person_wide=number is None, actor="carrier", cause=cause,
        source=source,
    )  # fmt: skip


def test_whoever_is_listed_has_taken_back_consent_for_himself_and_every_number(
    do_not_call, lead, revocations
):
    stop(do_not_call, lead, source="agent")

    for whose in ("lead:lead-7", *(number.key for number in lead.numbers)):
        (said,) = revocations.of(whose)
        assert (said.means, said.kinds, said.purposes) == ("words", None, None)


def test_one_number_takes_back_consent_for_that_number_alone(do_not_call, lead, revocations):
    cell, home = lead.numbers
    stop(do_not_call, lead, cell.e164)

    assert [said.means for said in revocations.of(cell.key)] == ["keypress"]
    assert revocations.of(home.key) == revocations.of("lead:lead-7") == ()


def test_a_key_pressed_by_nobody_we_know_is_kept_for_the_number(
    do_not_call, number_index, revocations
):
    stop(do_not_call, number="+13125550188")

    assert len(revocations.of(number_index.key("+13125550188"))) == 1


def test_twice_is_once_and_another_wish_is_another(do_not_call, lead, revocations):
    for cause in ("c1", "c1", "c2"):
        stop(do_not_call, lead, cause=cause)

    assert len(revocations.of("lead:lead-7")) == 2


def test_every_consent_that_stood_for_the_number_ends_with_it(do_not_call, lead, main, clock):
    key = lead.numbers[0].key
    given = Consent(ConsentTier.WRITTEN, clock.now(), artificial_voice=True)
    main.transaction(lambda tx: consents.add(tx, key, given)())

    stop(do_not_call, lead)

    (ended,) = Consents(main).of(key)
    assert ended.revoked_at is not None


def test_the_judge_is_told_of_the_person_s_and_of_the_number_s_once(
    do_not_call, gathering, lead, clock
):
    stop(do_not_call, lead)
    facts = gathering.gather(lead, lead.numbers[0], "live_manual", clock.now())

    assert len(facts.revocations.value) == 1
    assert facts.revocations.source == "our records"


def test_a_relationship_ends_on_the_day_of_the_wish(do_not_call, gathering, lead, clock):
    today = clock.now().date()
    known = Lead(**{**vars(lead), "inquired_on": today - timedelta(days=9), "fetched_at": clock.at})
    stop(do_not_call, lead)

    (tie,) = gathering.gather(known, lead.numbers[0], "sms", clock.now()).relationships.value

    assert (tie.on, tie.ended_on) == (today - timedelta(days=9), today)


def test_rows_are_added_under_their_cause_and_never_changed(revocations, clock):
    first = Revocation(clock.now(), "letter")
    revocations.add(("k-1", ""), Said(first, "letter:1"))
    revocations.add(("k-1",), Said(Revocation(clock.now(), "email"), "letter:1"))

    assert revocations.of("k-1") == (first,)
    assert revocations.of("k-2") == ()
