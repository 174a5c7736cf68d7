from datetime import date

import pytest
from stub_model import stub_model

from services.ai_service.line import Line
from services.ai_service.resting import Resting
from services.ai_service.understanding import Mind, ModelUnderstanding
from services.conversation.command import Cmd
from services.conversation.question import Question, Said, SlotAsked, Speaker
from tests.podio_sandbox import MovableClock

KEY = "key-of-the-organization"
BUDGET_S = 0.4


@pytest.fixture
def ask_about():
    """A question like those of a promise to pay, with whatever is changed."""

    def make(text="I can pay one hundred dollars on Friday", **changed):
        given = {
            "playbook": "debt_collection",
            "state": "negotiation",
            "language": "en",
            "asked": "How much could you pay, and when?",
            "text": text,
            "today": date(2026, 11, 21),
            "health": False,
            "allowed": (Cmd.SET_SLOT, Cmd.AFFIRM, Cmd.DENY, Cmd.FAQ, Cmd.CHOOSE, Cmd.DISPUTE),
            "slots": (
                SlotAsked("amount", "money"),
                SlotAsked("day", "date"),
                SlotAsked("plan", "option", (("weekly", "every week"), ("once", "all at once"))),
            ),
            "faqs": (("company", "which company is calling"),),
            "turns": (Said(Speaker.ASSISTANT, "Hello."), Said(Speaker.CALLER, "[name] here")),
        }
        return Question(**(given | changed))

    return make


@pytest.fixture
def model():
    with stub_model() as stub:
        yield stub


@pytest.fixture
def clock():
    return MovableClock()


@pytest.fixture
def line(model):
    line = Line(model.base_url, KEY, budget_s=BUDGET_S)
    yield line
    line.close()


@pytest.fixture
def told():
    return []


@pytest.fixture
def understanding(line, clock, told):
    return ModelUnderstanding(line, Mind("gpt-5-mini"), Resting(clock), told.append)
