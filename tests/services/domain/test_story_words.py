import pytest

from services.domain.story_words import sentence


@pytest.mark.parametrize(
    ("action", "body", "said"),
    [
        ("permit.used", {"call_sid": "CA1"}, "the phone company connected the agent"),
        ("permit.used", {"assistant": "real_estate"}, "the assistant real estate calls"),
        ("permit.issued", {"assistant": "real_estate"}, "for the assistant real estate"),
        ("amd.answered", {"answered_by": "machine_start"}, "machine start"),
        ("call.incoming", {"assistant": "healthcare_intake"}, "healthcare intake"),
        ("consent.revoked", {"means": "letter"}, "taken back: letter"),
        ("relationship.kept", {"kind": "inquiry", "on": "2026-11-01"}, "inquiry on 2026-11-01"),
        ("emergency.set", {"state": "LA", "since": "2026-09-01"}, "LA, since 2026-09-01"),
        ("reassigned.imported", {"count": 4}, "taken in: 4"),
        ("consent.given", {"tier": "written", "source": "web form"}, "written, by web form"),
    ],
)
def test_what_an_assistant_does_is_said_of_the_assistant(action, body, said):
    assert said in sentence(action, body)


def test_a_turn_is_told_without_a_word_of_anybody():
    body = {"turn": 3, "event": "speech", "state_before": "owner", "state_after": "would_sell"}
    assert sentence("assistant.turn", body) == (
        "Turn 3 of the talk, after speech: owner to would sell."
    )
