from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.user import ABSOLUTE, IDLE, Role, Session, User

BEGAN = datetime(2026, 11, 18, 8, tzinfo=UTC)
USER = User("u1", Role.AGENT, 3, True, "$argon2id$", BEGAN)
SESSION = Session("s1", "u1", 3, created_at=BEGAN, seen_at=BEGAN)


def test_a_fresh_session_of_the_same_epoch_is_alive():
    assert SESSION.alive(USER, at=BEGAN)


@pytest.mark.parametrize(
    "user", [None, replace(USER, enabled=False), replace(USER, epoch=4), replace(USER, epoch=2)]
)
def test_a_person_who_is_gone_disabled_or_changed_ends_it(user):
    assert not SESSION.alive(user, at=BEGAN)


@given(st.timedeltas(timedelta(), ABSOLUTE * 2), st.timedeltas(timedelta(), ABSOLUTE * 2))
def test_it_lives_while_seen_and_never_beyond_a_day(seen, later):
    session = replace(SESSION, seen_at=BEGAN + min(seen, later))
    at = BEGAN + later

    assert session.alive(USER, at=at) == (at - session.seen_at < IDLE and later < ABSOLUTE)
