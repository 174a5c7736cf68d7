import pytest

from services.conversation.alarm import Alarm
from services.conversation.understanding.alarms import alarms


def kinds(text, language="en", **more):
    return [one.alarm for one in alarms(text, language=language, **more)]


def test_an_emergency_goes_before_an_opt_out():
    said = "stop calling me, I have chest pain"

    assert kinds(said) == [Alarm.EMERGENCY, Alarm.OPT_OUT]


def test_a_bare_stop_after_the_notice_is_an_opt_out():
    assert kinds("Stop.") == [Alarm.OPT_OUT_BARE]
    assert kinds("Stop.", notice_just_given=True) == [Alarm.OPT_OUT]


@pytest.mark.parametrize(
    "said", ["Stop fucking calling me.", "quit freaking calling", "stop bloody calling this house"]
)
def test_an_oath_does_not_hide_an_opt_out(said):
    assert kinds(said) == [Alarm.OPT_OUT]
