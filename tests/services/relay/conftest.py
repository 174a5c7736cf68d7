import pytest

from services.assistant_line import Given
from services.assistant_turns import OtherSource
from services.conversation.reply import Ending, Line, Listen, Reply
from services.relay_pace import Pace
from services.relay_session import RelaySession


class Seconds:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


class ScriptedLine:
    """Answers turns with the replies that are laid ready; the last one stays."""

    def __init__(self):
        self.asked, self.replies, self.elsewhere = [], [ask("Are you the owner?")], False

    def take(self, asked):
        if self.elsewhere:
            raise OtherSource("elsewhere")
        self.asked.append(asked)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        return Given(asked.turn, reply)

    @property
    def events(self):
        return [asked.event for asked in self.asked]


def line(text, *, language="en", must_hear=False):
    return Line("t", text, language, must_hear)


def ask(*texts, keys=0, timeout_s=5, lines=None):
    lines = lines or tuple(line(text) for text in texts)
    return Reply(lines, Listen("open", keys=keys, timeout_s=timeout_s))


def end(text="Goodbye.", ending=Ending.HANG_UP):
    return Reply((line(text),), ending=ending)


@pytest.fixture
def seconds():
    return Seconds()


@pytest.fixture
def talk():
    return ScriptedLine()


@pytest.fixture
def session(talk, seconds):
    return RelaySession("call", "CA1", talk, Pace(seconds))
