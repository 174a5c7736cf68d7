from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_shell import PASSWORD

from api.auth import client_address
from services.domain.errors import NotSignedIn, TooSoon
from services.domain.user import Role
from services.throttling import ACCOUNT, LONGEST, delay_after

AGENT = "agent@people.example"
FIRESTORE = {"STORE": "firestore", "FIRESTORE_PROJECT": "cleardial-test"}


@given(st.integers(0, 10_000), st.integers(0, 20))
def test_a_delay_grows_and_never_exceeds_a_quarter_of_an_hour(failures, free):
    assert delay_after(failures, free=free) <= delay_after(failures + 1, free=free) <= LONGEST
    assert timedelta(minutes=15) == LONGEST


def test_guessing_one_account_gets_slower(browser, people):
    answers = [browser.sign_in(AGENT, "wrong password") for _ in range(4)]

    assert [a.status_code for a in answers] == [401, 401, 401, 429]
    assert answers[-1].headers["Retry-After"] == "1"
    assert "Try again in 1 s" in answers[-1].text


def test_an_unknown_account_is_slowed_alike(browser, people):
    answers = [browser.sign_in("nobody@people.example", "a" * 12) for _ in range(4)]

    assert [a.status_code for a in answers] == [401, 401, 401, 429]


def test_even_the_right_password_waits(browser, people, clock):
    for _ in range(4):
        browser.sign_in(AGENT, "wrong password")
    assert browser.sign_in(AGENT).status_code == 429

    clock.pass_by(seconds=1)
    assert browser.sign_in(AGENT).status_code == 303


def test_a_refused_try_does_not_lengthen_the_wait(services, clock):
    for _ in range(20):
        clock.pass_by(minutes=15)
        services.throttling.claim(ACCOUNT, "a")
    for _ in range(50):
        with pytest.raises(TooSoon) as wait:
            services.throttling.claim(ACCOUNT, "a")
    assert wait.value.after_s == 900

    clock.pass_by(minutes=15)
    services.throttling.claim(ACCOUNT, "a")


def test_an_hour_of_quiet_forgets(services, clock):
    for _ in range(3):
        services.throttling.claim(ACCOUNT, "a")
    clock.pass_by(hours=1)
    for _ in range(3):
        services.throttling.claim(ACCOUNT, "a")


def test_guessing_many_accounts_from_one_address_gets_slower(browser, people):
    answers = [browser.sign_in(f"p{n}@people.example", "a" * 12).status_code for n in range(11)]

    assert answers == [401] * 10 + [429]


def test_an_address_is_not_punished_for_people_who_come_in(browser, people):
    for _ in range(30):
        assert browser.sign_in(AGENT).status_code == 303
        browser.post("/sign-out")


def test_outside_vercel_nobody_chooses_his_address(browser, people):
    answers = [
        browser.post(
            "/sign-in",
            data={"email": f"p{n}@people.example", "password": "a" * 12},
            headers={"X-Forwarded-For": f"203.0.113.{n}"},
        ).status_code
        for n in range(11)
    ]

    assert answers[-1] == 429


@pytest.fixture
def address(make_app):
    """address(vercel, remote, **headers) is what counts as the client's."""

    def asked(vercel, remote, **headers):
        app = make_app(**({"VERCEL": "1", **FIRESTORE} if vercel else {}))
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with app.test_request_context(headers=named, environ_base={"REMOTE_ADDR": remote}):
            return client_address()

    return asked


def test_the_header_of_the_edge_counts_on_vercel_alone(address):
    forwarded = {"X_Forwarded_For": "203.0.113.7, 10.0.0.1"}

    assert address(False, "198.51.100.1", **forwarded) == "198.51.100.1"
    assert address(True, "198.51.100.1", **forwarded) == "203.0.113.7"
    assert address(True, "", X_Vercel_Forwarded_For="203.0.113.8", **forwarded) == "203.0.113.8"


def test_a_household_of_the_newer_internet_is_one_address(address):
    assert address(False, "2001:db8::1") == address(False, "2001:db8::ffff") == "2001:db8::/64"
    assert address(False, "2001:db8:0:1::1") != address(False, "2001:db8::1")
    assert address(True, "", X_Forwarded_For="not:an:address") == "not:an:address"


def test_unknown_accounts_are_recorded_ten_times_a_minute_then_counted(services, clock):
    def guess(n):
        with pytest.raises(NotSignedIn):
            services.sign_in.enter(f"p{n}@people.example", "a" * 12, address=f"203.0.113.{n}")

    for n in range(14):
        guess(n)
    clock.pass_by(minutes=1)
    guess(14)

    unrecorded = [record.body["unrecorded"] for record in services.trail.chain("security")]
    assert unrecorded == [0] * 10 + [4]


def test_a_guess_costs_the_same_for_known_and_unknown(services, people):
    """By construction: both are one argon2 verification with the same parameters."""
    from argon2 import extract_parameters

    from services.crypto_service.passwords import NOBODY

    known = services.users.store.get(people[Role.AGENT].id).user.password
    assert extract_parameters(NOBODY) == extract_parameters(known)
    assert not services.sign_in.passwords.match(None, PASSWORD)
    assert services.sign_in.passwords.match(known, PASSWORD)
