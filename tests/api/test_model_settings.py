"""From the settings to a model that answers, and what the metrics then say."""

from datetime import date

import pytest
from stub_model import said, stub_model

from services.conversation.command import Cmd
from services.conversation.question import Question

KEY = "key-of-the-organization"
QUESTION = Question(
    playbook="real_estate",
    state="owner",
    language="en",
    asked="Are you the owner?",
    text="that would be me",
    today=date(2026, 11, 21),
    health=False,
    allowed=(Cmd.AFFIRM, Cmd.DENY),
)


@pytest.fixture
def model():
    with stub_model() as stub:
        yield stub


def test_without_a_key_there_is_no_model(services):
    assert services.understanding is None


def test_a_key_a_url_and_a_name_make_a_model(model, make_app):
    app = make_app(
        OPENAI_API_KEY=KEY,
        OPENAI_BASE_URL=model.base_url,
        ASSISTANT_MODEL="gpt-6-nano",
        ASSISTANT_MODEL_EFFORT="unsaid",
    )
    model.react = said({"cmd": "affirm", "quote": "that would be me"})
    understanding = app.extensions["services"].understanding

    found = understanding.commands(QUESTION)

    assert [command.cmd for command in found] == [Cmd.AFFIRM]
    assert understanding.signature["model"] == model.asked[0]["model"] == "gpt-6-nano"
    assert "reasoning_effort" not in model.asked[0]


def test_metrics_tell_how_questions_went_and_nothing_that_was_said(model, make_app, values):
    app = make_app(OPENAI_API_KEY=KEY, OPENAI_BASE_URL=model.base_url)
    model.react = said({"cmd": "affirm", "quote": "me"}, {"cmd": "affirm", "quote": "invented"})
    app.extensions["services"].understanding.commands(QUESTION)

    bearer = {"Authorization": f"Bearer {values['CRON_SECRET']}"}
    shown = app.test_client().get("/metrics", headers=bearer).text

    assert 'model_questions_total{outcome="understood"} 1.0' in shown
    assert 'model_dropped_total{reason="never_said"} 1.0' in shown
    assert "model_question_seconds_count 1.0" in shown
    assert "invented" not in shown
