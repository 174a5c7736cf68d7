"""An assistant's turns as the carrier brings them: once, twice, late, from the wrong leg."""

import pytest
from assistant_house import AssistantHouse
from house import SECOND, House

from services.assistant_endings import AssistantEndings
from services.assistant_line import MACHINES, Asked, AssistantLine
from services.call_progress import News
from services.conversation.event import Event, EventKind
from services.conversation.reply import Ending
from services.domain.errors import NotFound

OTHER_LEG = "CA" + "f" * 32


class Scene:
    """A call that was sent, whose lead may answer; and the talk that it carries."""

    def __init__(self, databases, *, unsure=False) -> None:
        self.house = House(databases)
        self.house.carrier.unsure = unsure
        self.talk = AssistantHouse(databases, clock=self.house.clock)
        self.line = AssistantLine(
            self.house.calls, self.house.book, self.house.progress, self.talk.turns,
            self.talk.talks, self.house.carrier, self.house.clock,
            lambda call_id, turn, by: f"turn {turn} by {by}",
        )  # fmt: skip
        self.endings = AssistantEndings(
            self.house.calls, self.talk.talks, self.talk.turns, self.house.clock
        )
        self.call_id = self.house.calling.send(self.house.order(), "real_estate").call_id

    @property
    def leg(self) -> str:
        return self.house.carrier._line("leg").sid

    def answer(self) -> None:
        self.house.carrier.ring()
        self.house.carrier.answer()
        self.house.deliver(self.call_id)

    def take(self, turn, event, leg=None):
        return self.line.take(Asked(self.call_id, turn, leg or self.leg, event))

    def said(self, turn, text, leg=None):
        return self.take(turn, Event(EventKind.SPEECH, text=text, confidence=90), leg)

    def actions(self):
        return [r.action for r in self.house.trail.chain(f"call:{self.call_id}")]

    def turns(self):
        return self.actions().count("assistant.turn")


@pytest.fixture
def scene(databases):
    made = Scene(databases)
    made.answer()
    return made


def test_the_same_turn_twice_is_one_turn_with_one_answer(scene):
    scene.take(0, Event(EventKind.ANSWERED))
    first, again = scene.said(1, "hello"), scene.said(1, "hello")

    assert first == again
    assert scene.turns() == 2


def test_a_turn_that_is_not_awaited_gets_the_last_answer_with_its_own_number(scene):
    scene.take(0, Event(EventKind.ANSWERED))
    for turn in range(1, 6):
        scene.said(turn, f"word {turn}")

    given = scene.said(1, "late")

    assert given.turn == 5
    assert given.reply == scene.said(5, "again").reply


def test_a_turn_ahead_of_its_time_does_nothing(scene):
    scene.take(0, Event(EventKind.ANSWERED))

    assert scene.said(7, "early").turn == 0
    assert scene.turns() == 1


def test_another_leg_hears_a_goodbye_and_changes_nothing(scene):
    scene.take(0, Event(EventKind.ANSWERED))

    given = scene.said(1, "hello", leg=OTHER_LEG)

    assert (given.reply.ending, given.reply.lines) == (Ending.HANG_UP, ())
    assert scene.turns() == 1


def test_a_call_that_has_ended_takes_no_further_turn(scene):
    scene.take(0, Event(EventKind.ANSWERED))
    scene.house.carrier.lead_hangs_up()
    scene.house.deliver(scene.call_id)

    assert scene.said(1, "hello").reply.ending is Ending.HANG_UP
    assert scene.turns() == 1


def test_no_call_is_not_found(scene):
    with pytest.raises(NotFound):
        scene.line.take(Asked("0" * 32, 0, scene.leg, Event(EventKind.ANSWERED)))


def test_an_agents_call_has_no_turns(scene):
    call_id = scene.house.connected(request="r9", lead=SECOND)

    with pytest.raises(NotFound):
        scene.line.take(Asked(call_id, 0, OTHER_LEG, Event(EventKind.ANSWERED)))


def test_seconds_are_counted_from_the_answer(scene):
    scene.take(0, Event(EventKind.ANSWERED))
    scene.house.clock.step(30)
    scene.said(1, "hello")

    turns = [r for r in scene.house.trail.chain(f"call:{scene.call_id}") if "turn" in r.body]
    assert turns[-1].body["at_s"] >= 30


def test_the_first_turn_teaches_the_leg_that_the_dial_lost(databases):
    scene = Scene(databases, unsure=True)
    scene.house.carrier.sent.clear()
    assert scene.house.data(scene.call_id)["lead_sid"] is None

    given = scene.take(0, Event(EventKind.ANSWERED))

    assert given.reply.listen is not None
    assert scene.house.data(scene.call_id)["lead_sid"] == scene.leg


@pytest.mark.parametrize("word", sorted(MACHINES))
def test_a_machine_is_asked_for_its_turn_at_once_and_once(scene, word):
    scene.take(0, Event(EventKind.ANSWERED))

    for _ in range(2):
        scene.line.detected(scene.call_id, scene.leg, word)

    assert scene.house.carrier.redirects == [(scene.leg, f"turn 1 by {word}")]
    assert scene.house.data(scene.call_id)["answered_by"] == word
    assert scene.actions().count("amd.answered") == 1


@pytest.mark.parametrize("word", ["human", "unknown"])
def test_a_human_is_not_interrupted(scene, word):
    scene.line.detected(scene.call_id, scene.leg, word)

    assert scene.house.carrier.redirects == []
    assert scene.house.data(scene.call_id)["answered_by"] == word


def test_a_detection_of_another_leg_moves_nobody(scene):
    scene.line.detected(scene.call_id, OTHER_LEG, "machine_start")

    assert scene.house.carrier.redirects == []


def test_a_detection_that_comes_after_the_end_moves_nobody(scene):
    scene.house.carrier.lead_hangs_up()
    scene.house.deliver(scene.call_id)
    asked = []
    scene.house.carrier.redirect = lambda *order, **_: asked.append(order)

    scene.line.detected(scene.call_id, scene.leg, "machine_start")

    assert asked == []


def test_the_goodbye_tells_who_ended_the_call(scene):
    scene.take(0, Event(EventKind.ANSWERED))
    scene.said(1, "bye")
    scene.house.carrier.lead_hangs_up()
    scene.house.deliver(scene.call_id)

    assert scene.house.data(scene.call_id)["cause"] == "assistant_hung_up"


@pytest.mark.parametrize("turns", [1, 2, 4])
def test_wherever_the_lead_hangs_up_the_tick_ends_the_talk(scene, turns):
    scene.take(0, Event(EventKind.ANSWERED))
    for turn in range(1, turns):
        scene.said(turn, "hm")
    scene.house.carrier.lead_hangs_up()
    scene.house.carrier.sent.clear()  # nobody tells us

    scene.house.tick()
    for _ in range(2):
        scene.endings.end_all(scene.house.clock.now().replace(year=2027))

    data = scene.house.data(scene.call_id)
    assert (data["cause"], data["open"], data["owed"]) == ("lead_hung_up", False, False)
    assert scene.talk.talks.get(scene.call_id).over
    assert scene.turns() == turns + 1


def test_a_talk_whose_call_goes_on_is_not_ended(scene):
    scene.take(0, Event(EventKind.ANSWERED))

    scene.endings.end_all(scene.house.clock.now().replace(year=2027))

    assert not scene.talk.talks.get(scene.call_id).over


def test_a_person_at_our_side_may_end_it(scene):
    scene.take(0, Event(EventKind.ANSWERED))
    news = News("page.hung_up", {}, "page.hung_up", "user:u1")

    scene.house.progress.hear(scene.call_id, news)
    scene.house.deliver(scene.call_id)

    assert scene.house.data(scene.call_id)["cause"] == "stopped"
    assert scene.said(1, "hello").reply.ending is Ending.HANG_UP
