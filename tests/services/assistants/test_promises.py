"""A promise from its first day to its last."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from assistant_house import ACCOUNT, answered
from hypothesis import given
from hypothesis import strategies as st

from services.domain.promise import GRACE, Payment, Promise, Standing, paid_towards, standing
from services.promises import Promises

ON = date(2026, 12, 1)
FIFTY = Promise(5_000, ON, date(2026, 11, 18))


@pytest.mark.parametrize(
    "paid, today, stands",
    [
        (0, ON, Standing.PENDING),
        (0, ON + timedelta(days=1), Standing.OVERDUE),
        (0, ON + GRACE, Standing.OVERDUE),
        (0, ON + GRACE + timedelta(days=1), Standing.BROKEN),
        (4_999, ON, Standing.PARTIAL),
        (4_999, ON + GRACE, Standing.PARTIAL),
        (4_999, ON + GRACE + timedelta(days=1), Standing.BROKEN),
        (5_000, ON + timedelta(days=99), Standing.FULFILLED),
    ],
)
def test_where_a_promise_stands(paid, today, stands):
    assert standing(FIFTY, paid, today) is stands


def test_a_payment_serves_the_promise_that_is_due_first():
    later = Promise(3_000, ON + timedelta(days=30), FIFTY.made_on)
    payments = (Payment("b", 6_000, ON), Payment("a", 1_000, date(2026, 11, 1)))

    assert paid_towards((later, FIFTY), payments) == (1_000, 5_000)


DAYS = st.dates(date(2026, 11, 1), date(2027, 2, 1))
PROMISES = st.builds(Promise, st.integers(1, 9_000), DAYS, DAYS)
PAYMENTS = st.builds(Payment, st.text("abc", min_size=1, max_size=3), st.integers(1, 9_000), DAYS)


@given(st.lists(PROMISES, max_size=5).map(tuple), st.lists(PAYMENTS, max_size=5).map(tuple))
def test_no_cent_serves_twice(promises, payments):
    towards = paid_towards(promises, payments)

    assert sum(towards) <= sum(payment.amount_cents for payment in payments)
    assert all(0 <= paid <= p.amount_cents for paid, p in zip(towards, promises, strict=True))


@pytest.fixture
def promises(house):
    return Promises(house.promises, house.accounts, house.trail, house.clock)


@pytest.fixture
def made(house):
    house.main.create("accounts", ACCOUNT.id, house.accounts.document(ACCOUNT))
    call = house.call()
    house.turns.take(call, 0, answered())
    house.say(call, 1, "do promise amount_cents=5000 on=2026-12-01")
    (stored,) = house.promises.of_account(ACCOUNT.id)
    return stored.id


def look(house, promises, days=0):
    house.clock.step(days * 86_400)
    promises.look(house.clock.now() + timedelta(minutes=1))
    (stored,) = house.promises.of_account(ACCOUNT.id)
    return house.promises.opened(stored)


def pay(house, *payments):
    account = replace(ACCOUNT, payments=payments)
    document = house.accounts.document(account)
    house.main.transaction(lambda tx: tx.put("accounts", account.id, document))


def actions(house):
    return [record.action for record in house.trail.chain(f"account:{ACCOUNT.id}")]


def test_an_unpaid_promise_is_overdue_and_then_broken(house, promises, made):
    assert look(house, promises).standing is Standing.PENDING
    assert look(house, promises, days=14).standing is Standing.OVERDUE
    assert look(house, promises, days=5).standing is Standing.BROKEN
    look(house, promises, days=5)

    assert actions(house) == ["promise.made", "promise.overdue", "promise.broken"]


def test_payments_of_the_file_fulfil_it(house, promises, made):
    pay(house, Payment("p1", 2_000, date(2026, 11, 20)))
    assert look(house, promises, days=3).standing is Standing.PARTIAL
    pay(house, Payment("p1", 2_000, date(2026, 11, 20)), Payment("p2", 3_000, date(2026, 11, 22)))
    kept = look(house, promises, days=3)

    assert (kept.standing, kept.paid_cents) == (Standing.FULFILLED, 5_000)
    look(house, promises, days=30)
    assert actions(house) == ["promise.made", "promise.partial", "promise.fulfilled"]


def test_looking_twice_changes_nothing(house, promises, made):
    look(house, promises, days=14)
    look(house, promises)

    assert actions(house).count("promise.overdue") == 1


def test_a_promise_of_an_erased_person_is_left_alone(house, promises, made):
    house.vault.erase(ACCOUNT and f"lead:{ACCOUNT.lead_id}")
    house.clock.step(60 * 86_400)

    promises.look(house.clock.now() + timedelta(minutes=1))

    assert actions(house) == ["promise.made"]


def test_a_broken_promise_stays_broken_whatever_is_paid_later(house, promises, made):
    assert look(house, promises, days=30).standing is Standing.BROKEN
    pay(house, Payment("p1", 5_000, date(2026, 12, 20)))

    assert look(house, promises, days=5).standing is Standing.BROKEN
