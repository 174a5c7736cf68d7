"""Consents of a number: added once, ended by whoever takes them back."""

from datetime import timedelta

import pytest
from house import NOON

from services.compliance.facts import Consent, ConsentTier
from services.stores import consents
from services.stores.consents import Consents

GIVEN = Consent(ConsentTier.WRITTEN, NOON, artificial_voice=True, source="form 7")


@pytest.fixture
def kept(databases):
    main, _, _ = databases

    def add(consent, key="k-1"):
        main.transaction(lambda tx: consents.add(tx, key, consent)())
        return Consents(main).of(key)

    return main, add


def test_the_same_consent_twice_is_one(kept):
    _, add = kept

    assert add(GIVEN) == add(GIVEN) == (GIVEN,)


def test_another_form_of_consent_is_another(kept):
    _, add = kept
    add(GIVEN)

    spoken = Consent(ConsentTier.EXPRESS, NOON, source="call")
    assert add(spoken) == (GIVEN, spoken)


def test_what_was_taken_back_is_not_given_again_by_a_repetition(kept):
    main, add = kept
    add(GIVEN)
    later = NOON + timedelta(days=1)
    main.transaction(lambda tx: consents.revoke_all(tx, "k-1", later)())

    (ended,) = add(GIVEN)

    assert ended.revoked_at == later
