"""What a turn that was understood leads to: answers first, then wishes, then questions to us."""

from collections.abc import Iterable
from dataclasses import replace

from services.conversation.answers import (
    SETTERS,
    answer_questions,
    answered,
    give_up,
    has,
    take,
    values,
)
from services.conversation.asking import ask
from services.conversation.command import Cmd, Command
from services.conversation.flow import enter, said_exit, to_limit
from services.conversation.guarding import respond
from services.conversation.limits import missed, understood
from services.conversation.slots import exhausted, tried
from services.conversation.state import Mode
from services.conversation.step import Desk

STRONG = (
    Cmd.NOT_ME, Cmd.CALL_BACK, Cmd.NOT_INTERESTED, Cmd.HARDSHIP, Cmd.ALREADY_PAID, Cmd.DISPUTE,
)  # fmt: skip


def decide(desk: Desk) -> None:
    """The whole answer to a turn of speech or keys."""
    desk.commands = tuple(_as_slot(desk, one) for one in desk.commands)
    if _strong(desk) or answered(desk) or _weak(desk):
        return
    spoke_of = answer_questions(desk)
    if _asks_for_time(desk):
        understood(desk)
        desk.say("c.wait")
        ask(desk, patient=True)
    elif spoke_of or has(desk, Cmd.REPEAT):
        understood(desk)
        ask(desk)
    elif has(desk, Cmd.DO_NOT_KNOW, Cmd.REFUSE) and desk.state.slot:
        _helped(desk, desk.state.slot)
    else:
        not_understood(desk)


def _helped(desk: Desk, slot: str) -> None:
    """He was understood, and has no answer: an example, or on without it."""
    understood(desk)
    tried(desk, slot)
    if exhausted(desk, slot):
        give_up(desk, slot)
    else:
        ask(desk, rung=2)


def not_understood(desk: Desk) -> None:
    """A rung down; where a slot has no try left, on without it."""
    slot = desk.state.slot
    if slot and desk.state.mode is Mode.ASK:
        tried(desk, slot)
        if exhausted(desk, slot):
            give_up(desk, slot)
            return
    if not missed(desk, "no_match"):
        to_limit(desk)


def _as_slot(desk: Desk, command: Command) -> Command:
    """A choice is a value of the slot that was asked; a correction without a name, too."""
    if command.cmd is Cmd.CHOOSE and desk.state.slot:
        return replace(command, cmd=Cmd.SET_SLOT, slot=desk.state.slot)
    if command.cmd in SETTERS and command.slot is None:
        return replace(command, slot=desk.state.slot or desk.state.echoed)
    return command


def _strong(desk: Desk) -> bool:
    """Wishes that go before an answer, unless the same words are the answer."""
    taken = {one.quote for one in values(desk)}
    wishes = [one for one in desk.commands if one.cmd in STRONG and not _part_of(desk, one, taken)]
    return bool(wishes) and _follow(desk, wishes)


def _weak(desk: Desk) -> bool:
    return _follow(desk, [one for one in desk.commands if one.cmd not in STRONG])


def _follow(desk: Desk, wishes: Iterable[Command]) -> bool:
    """To where the state or, failing that, the playbook leads with one of these wishes."""
    every, desk.commands = desk.commands, tuple(wishes)
    target = said_exit(desk)
    desk.commands = every
    if target:
        understood(desk)
        _take_ahead(desk)
        enter(desk, target, with_words=True)
        return True
    return any(_anywhere(desk, one) for one in wishes)


def _anywhere(desk: Desk, wish: Command) -> bool:
    response = desk.book.playbook.anywhere.get(wish.cmd)
    if response is None or response.to == desk.state.node:
        return False
    if response.after and not desk.state.verified:
        return False
    understood(desk)
    if response.to and not response.say and not response.effects:
        enter(desk, response.to, with_words=True)
        return True
    if not respond(desk, response):
        ask(desk)
    return True


def _take_ahead(desk: Desk) -> None:
    """Values said beside a wish are kept."""
    for one in values(desk) if desk.state.mode is Mode.ASK else ():
        if one.slot in desk.node.collect and one.cmd in SETTERS:
            take(desk, one)


def _asks_for_time(desk: Desk) -> bool:
    return has(desk, Cmd.WAIT)


def _part_of(desk: Desk, wish: Command, taken: set[str]) -> bool:
    """Some of the wish's words are words of an answer."""
    first, behind = _span(desk, wish.quote)
    spans = (_span(desk, quote) for quote in taken)
    return any(first < other_behind and other < behind for other, other_behind in spans)


def _span(desk: Desk, quote: str) -> tuple[int, int]:
    first = desk.event.text.find(quote)
    return first, first + len(quote)
