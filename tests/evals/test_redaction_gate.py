import pytest

from services.conversation.redaction import redact
from tests.evals.identifier_lines import lines
from tests.evals.labelled import BOTH_KINDS, utterances
from tests.evals.redaction_count import counted

SEED, COUNT = 20261121, 5_000


@pytest.fixture(scope="module")
def result():
    return counted(lines(SEED, COUNT))


def test_every_kind_is_there_in_numbers(result):
    assert min(result.there.values()) > 700
    assert set(result.there) == {"card", "phone", "ssn", "email"}


def test_of_a_thousand_identifiers_one_may_stay(result):
    assert min(result.recall.values()) >= 0.999, result.missed[:10]


def test_of_a_hundred_masks_one_may_hide_nothing(result):
    assert result.precision >= 0.99, result.false[:10]


def test_of_a_hundred_clean_letters_one_may_be_lost(result):
    assert result.lost_share <= 0.01


def test_talk_without_identifiers_stays_as_it_is():
    talk = [one.text for name in BOTH_KINDS for one in utterances(name)]
    touched = [text for text in talk if redact(text) != text]

    assert len(talk) > 1_000
    assert len(touched) <= len(talk) / 100, touched
