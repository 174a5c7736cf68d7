"""The conversation: an event and a state in, a state, a reply and effects out. No clock, no I/O."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from services.conversation import guarding, ledger, voicemail
from services.conversation.asked_of_model import question
from services.conversation.asking import ask, is_secret, listen
from services.conversation.book import Book
from services.conversation.command import Command
from services.conversation.event import Event, EventKind
from services.conversation.flow import answered, enter, to_limit
from services.conversation.hearing import settled
from services.conversation.known import known_values
from services.conversation.limits import gained, missed, spent, stands_still
from services.conversation.playbook import End
from services.conversation.policy import decide
from services.conversation.question import Said
from services.conversation.reading import understood
from services.conversation.record import Record
from services.conversation.reply import Ending, Reply
from services.conversation.stages import stage_of
from services.conversation.state import Mode, State
from services.conversation.step import Desk, Step
from services.conversation.tail import told_on
from services.conversation.values import value

__all__ = ["begin", "question", "restore", "step"]

HUMANS = ("", "human", "unknown")
CLEAR = 90  # percent
Handed = tuple[Command, ...] | None


def begin(book: Book, record: Record, language: str) -> State:
    """Before the first word. A language that the book does not speak becomes its first one."""
    playbook = book.playbook
    spoken = language if language in playbook.languages else playbook.languages[0]
    state = State(playbook.id, playbook.version, book.sha256, spoken, playbook.start)
    if playbook.stage is None:
        return state
    return replace(state, stage=stage_of(playbook.stage, value(record, state, playbook.stage.by)))


def step(
    book: Book, record: Record, state: State, event: Event, *, commands: Handed = None
) -> Step:
    """What the event comes to. `commands`: a model's reading of the turn, or None. Total: any event
    in any state has an answer; a reply is missing only beside a tool, whose answer is the next
    event and belongs to the same turn."""
    desk = Desk(book, record, state, event)
    if event.kind is EventKind.TOOL:
        _tool(desk)
    elif event.kind is EventKind.MACHINE and _human_already_met(desk):
        return Step(state, Reply((), listen=listen(desk)))
    else:
        before = gained(desk)
        desk.state = settled(state, event).counted("turns")
        _react(desk, commands)
        waits = desk.listen and desk.state.mode is not Mode.MACHINE
        if (waits or desk.tool) and stands_still(desk, before):
            _give_up(desk)
    return _finished(desk, state)


def restore(data: Mapping[str, Any]) -> State:
    """Raises KeyError, TypeError, ValueError for what `State.to_data` did not write."""
    return State.from_data(data)


def _react(desk: Desk, handed: Handed) -> None:
    kind = desk.event.kind
    alarmed = guarding.found(desk)
    if desk.state.over:
        _afterwards(desk, alarmed)
    elif kind is EventKind.HUNG_UP:
        desk.end(End.HANG_UP, None)
    elif kind is EventKind.MACHINE or (desk.state.mode is Mode.MACHINE and not alarmed):
        _machine(desk)
    elif desk.state.mode is Mode.STOP_ASKED and not alarmed:
        _stop_answered(desk)
    elif guarding.guard(desk, alarmed):
        return
    elif spent(desk):
        to_limit(desk)
    else:
        _go_on(desk, handed)


def _go_on(desk: Desk, handed: Handed) -> None:
    """Nothing stands in the way of understanding."""
    kind, state = desk.event.kind, desk.state
    if state.tool:
        answered(desk, False, {})
    elif state.mode is Mode.STOP_ASKED:
        ask(desk)
    elif state.mode in (Mode.START, Mode.MACHINE):
        enter(desk, desk.book.playbook.start)
    elif kind is EventKind.SILENCE:
        _ladder(desk, "silence")
    elif kind in (EventKind.SPEECH, EventKind.KEYS):
        _hear(desk, handed)
    else:
        if kind is EventKind.RESUMED:
            desk.say("c.resumed")
        ask(desk)


def _hear(desk: Desk, handed: Handed) -> None:
    """Who speaks, in which language; then what he says."""
    if machine := voicemail.by_words(desk):
        voicemail.meet(desk, machine)
    elif language := guarding.language_wanted(desk):
        desk.put(language=language)
        ask(desk)
    else:
        _understand(desk, handed)


def _understand(desk: Desk, handed: Handed) -> None:
    floor, confidence = desk.book.playbook.limits.confidence, desk.event.confidence
    if desk.event.kind is EventKind.SPEECH and confidence is not None and confidence < floor:
        _ladder(desk, "low_confidence")
        return
    desk.commands = understood(desk, handed)
    if "alarms" in desk.noted:  # what is left of the words is an answer only when it is a clear one
        desk.commands = tuple(one for one in desk.commands if one.confidence >= CLEAR)
    for one in desk.commands:
        desk.note("commands", asdict(one))
    if guarding.guard(desk, guarding.commanded(desk)):
        return
    if desk.lines and not desk.commands:
        ask(desk)  # a guard has spoken, and there is nothing else to answer
    else:
        decide(desk)


def _ladder(desk: Desk, kind: str) -> None:
    if not missed(desk, kind):
        to_limit(desk)


def _stop_answered(desk: Desk) -> None:
    """After a bare "stop": only a clear no goes on."""
    desk.commands = understood(desk, None)
    said = desk.said
    if "deny" in said:
        desk.put(mode=Mode.CONFIRM if _unconfirmed(desk) else Mode.ASK)
        ask(desk)
    elif "repeat" in said:
        ask(desk)
    else:
        guarding.stop(desk, desk.event.text or desk.event.keys)


def _unconfirmed(desk: Desk) -> bool:
    slot = desk.state.slot
    return bool(slot and slot in desk.state.slots and not desk.state.filled(slot))


def _machine(desk: Desk) -> None:
    answered_by = desk.event.answered_by
    if desk.event.kind is EventKind.MACHINE and answered_by == "machine_start":
        voicemail.wait_out(desk)
    elif desk.event.kind is EventKind.MACHINE and answered_by in HUMANS:
        enter(desk, desk.book.playbook.start)
    else:
        machine = voicemail.by_carrier(answered_by) or voicemail.by_words(desk)
        voicemail.meet(desk, machine or voicemail.Machine.RECORDS)


def _human_already_met(desk: Desk) -> bool:
    return desk.event.answered_by in HUMANS and desk.state.mode not in (
        Mode.START,
        Mode.MACHINE,
        Mode.OVER,
        Mode.HANDED_OVER,
    )


def _afterwards(desk: Desk, alarmed: tuple[Any, ...]) -> None:
    """A word after the goodbye: an opt-out still counts, and a hand-over may have found nobody."""
    wants_end = any(one.alarm in guarding.STOPS for one in alarmed)
    if wants_end:
        guarding.guard(desk, tuple(one for one in alarmed if one.alarm in guarding.STOPS))
    elif desk.state.mode is Mode.HANDED_OVER and desk.event.kind is not EventKind.HUNG_UP:
        if spent(desk):
            to_limit(desk)
        else:
            enter(desk, desk.book.playbook.hand_over.nobody)
    else:
        desk.ending = Ending.HANG_UP
        desk.put(mode=Mode.OVER)


def _tool(desk: Desk) -> None:
    """The answer to our own question; an unasked one changes nothing."""
    desk.lines = list(desk.state.held)
    result = desk.event.result
    if desk.state.over:
        desk.ending = Ending.HANG_UP
    elif desk.state.tool and result and result.tool == desk.state.tool:
        answered(desk, result.ok, result.found)
    elif desk.state.tool:
        answered(desk, False, {})
    elif desk.state.mode is Mode.START:
        enter(desk, desk.book.playbook.start)
    else:
        desk.listen = listen(desk)


def _give_up(desk: Desk) -> None:
    desk.lines.clear()
    desk.listen = None
    to_limit(desk)


def _finished(desk: Desk, before: State) -> Step:
    """The state with what was said in this turn, and the notes for its record."""
    if desk.tool:
        desk.put(held=tuple(desk.lines))
        return Step(desk.state, None, tuple(desk.effects), desk.tool, desk.noted)
    spoken = [one for one in desk.lines if one.disclosure]
    entries = [ledger.told(desk.book, desk.state, one, at_s=desk.event.at_s) for one in spoken]
    lines = tuple(desk.lines)
    known, secret = known_values(desk.record, desk.state), _was_secret(desk, before)
    tail: tuple[Said, ...] = told_on(before, desk.event, lines, secret=secret, known=known)
    desk.put(ledger=(*desk.state.ledger, *entries), said=lines, held=(), tail=tail)
    reply = Reply(lines, desk.listen if desk.ending is Ending.NONE else None, desk.ending)
    return Step(desk.state, reply, tuple(desk.effects), None, desk.noted)


def _was_secret(desk: Desk, before: State) -> bool:
    return is_secret(Desk(desk.book, desk.record, before, desk.event))
