"""Answers to what was asked: values, yes and no, read-backs."""

from dataclasses import replace

from services.conversation.asking import ask, kind_now, offered, slot_of
from services.conversation.command import Cmd, Command
from services.conversation.flow import act, enter, go_on, leave, proceed, said_exit
from services.conversation.hearing import within
from services.conversation.ledger import before_acting
from services.conversation.limits import understood
from services.conversation.slot_spec import Kind
from services.conversation.slots import confirm, drop, exhausted, fill, skip, tried
from services.conversation.state import Mode, State
from services.conversation.step import Desk
from services.conversation.values import slot_words

SETTERS = (Cmd.SET_SLOT, Cmd.CORRECT_SLOT)
ANSWERS = {Cmd.AFFIRM: "yes", Cmd.DENY: "no"}


def answered(desk: Desk) -> bool:
    mode = desk.state.mode
    if mode is Mode.CONFIRM:
        return _confirmed(desk)
    if mode is Mode.GO_ON:
        return _went_on(desk)
    return _given(desk) if desk.node.collect else _asked(desk)


def _asked(desk: Desk) -> bool:
    """The plain question of a state."""
    if kind_now(desk) is Kind.OPEN:
        if desk.event.text.strip():
            understood(desk)
            answer_questions(desk)
            leave(desk)
            return True
        return False
    if has(desk, *ANSWERS) and (said_exit(desk) or desk.node.to):
        understood(desk)
        answer_questions(desk)
        leave(desk)
        return True
    return False


def _given(desk: Desk) -> bool:
    """Values for the slots of a state."""
    found = values(desk)
    if not found:
        return _left_out(desk)
    understood(desk)
    before = desk.state
    desk.put(echoed=None)
    good = [one for one in found if take(desk, one)]
    _acknowledge(desk, before, good)
    answer_questions(desk)
    name = desk.state.slot
    if name and not good and exhausted(desk, name):
        give_up(desk, name)
        return True
    _echo(desk)
    go(desk, proceed(desk))
    return True


def _acknowledge(desk: Desk, before: State, good: list[Command]) -> None:
    """A value that was set right later is read back in passing."""
    late = [one.slot for one in good if one.slot != before.slot and before.filled(one.slot or "")]
    if late and desk.state.filled(late[0] or ""):
        desk.put(echoed=late[0])


def take(desk: Desk, one: Command) -> bool:
    heard = desk.event.confidence
    confidence = one.confidence if heard is None else min(one.confidence, heard)
    return fill(desk, one.slot or "", one.value or "", one.quote, confidence=confidence)


def values(desk: Desk) -> list[Command]:
    """This turn's values for slots of the state, yes and no included, one for each slot."""
    slot, name = slot_of(desk), desk.state.slot
    made: dict[str, Command] = {}
    for one in desk.commands:
        target = one.slot or name
        if one.cmd in ANSWERS and slot and slot.kind is Kind.YES_NO and target == name and name:
            made.setdefault(name, replace(one, slot=name, value=ANSWERS[one.cmd]))
        elif one.cmd is Cmd.AFFIRM and name and len(only := _read_out(desk)) == 1:
            made.setdefault(name, replace(one, slot=name, value=only[0][0]))
        elif one.cmd in SETTERS and one.value is not None and _may_set(desk, one, target):
            made.setdefault(target or "", one)
    if desk.state.echoed in made and slot and slot.kind is Kind.YES_NO:
        made.pop(name or "", None)  # the no was for what had just been read back
    if not made and slot and name and slot.kind is Kind.OPEN and desk.event.text.strip():
        text = " ".join(desk.event.text.split())
        made[name] = Command(Cmd.SET_SLOT, text, name, text)
    return list(made.values())


def _read_out(desk: Desk) -> list[tuple[str, str]]:
    """What was offered, without "none of these": a yes to one thing takes it."""
    slot = slot_of(desk)
    return [one for one in offered(desk) if slot and not (slot.rows and one[0] in slot.options)]


def _may_set(desk: Desk, one: Command, target: str | None) -> bool:
    """What was given before is set right only by who says so: another number in the next answer is
    not meant for it."""
    state = desk.state
    if target is None or target not in desk.book.playbook.slots:
        return False
    if target == state.slot or (target in desk.node.collect and not state.filled(target)):
        return True
    if target == state.echoed:
        return has(desk, Cmd.DENY, Cmd.CORRECT_SLOT)
    return one.cmd is Cmd.CORRECT_SLOT and target in state.slots


def _left_out(desk: Desk) -> bool:
    """No value came: an optional slot may be declined, one that nobody knows asked with help."""
    slot, name = slot_of(desk), desk.state.slot
    if slot is None or name is None:
        return False
    if slot.optional and has(desk, Cmd.DO_NOT_KNOW, Cmd.DENY, Cmd.REFUSE):
        understood(desk)
        skip(desk, name)
        go(desk, proceed(desk))
        return True
    if desk.node.verify and has(desk, Cmd.DO_NOT_KNOW, Cmd.REFUSE):
        give_up(desk, name)
        return True
    return False


def _confirmed(desk: Desk) -> bool:
    """The answer to a read-back: a yes counts only when the value was heard to its end."""
    name = desk.state.slot or ""
    before = desk.state.slots[name].value
    other = [one for one in values(desk) if one.value != before]
    if other:
        understood(desk)
        drop(desk, name)
        tried(desk, name)
        take(desk, other[0])
        go(desk, proceed(desk))
        return True
    if not has(desk, *ANSWERS, *SETTERS):
        return False
    understood(desk)
    if has(desk, Cmd.DENY):
        _taken_back(desk, name)
    elif not within(slot_words(desk.book, desk.state, name), desk.state.said, desk.event):
        ask(desk)
    else:
        confirm(desk, name)
        go(desk, proceed(desk))
    return True


def _taken_back(desk: Desk, name: str) -> None:
    drop(desk, name)
    tried(desk, name)
    if exhausted(desk, name):
        give_up(desk, name)
    else:
        go(desk, proceed(desk))


def _went_on(desk: Desk) -> bool:
    """The answer to a disclosure before an act: a yes counts when it was heard to its end."""
    if not has(desk, *ANSWERS):
        return False
    understood(desk)
    waiting = before_acting(desk.book, desk.record, desk.state, desk.state.node)
    if has(desk, Cmd.DENY):
        enter(desk, _declined(desk))
    elif waiting:
        go_on(desk)
    else:
        desk.put(mode=Mode.ASK)
        go(desk, act(desk))
    return True


def _declined(desk: Desk) -> str:
    specs = desk.book.playbook.disclosures.values()
    named = (s.declined for s in specs if s.declined and desk.state.node in s.required_before)
    return next(named, None) or desk.book.playbook.on_limit


def give_up(desk: Desk, slot: str) -> None:
    """Nobody could give it: left out where that is allowed, else the state's way for it."""
    if desk.book.playbook.slots[slot].optional or desk.node.verify:
        skip(desk, slot)
        understood(desk)
        go(desk, proceed(desk))
    else:
        enter(desk, desk.node.on_fail or desk.book.playbook.on_limit)


def answer_questions(desk: Desk) -> bool:
    """What the caller asks of us is answered in passing."""
    spoken = False
    for one in desk.commands:
        answer = desk.book.playbook.faq.get(one.value or "") if one.cmd is Cmd.FAQ else None
        if answer and answer.open_to(desk.state.verified):
            desk.say(answer.text)
            spoken = True
    if not spoken and has(desk, Cmd.WHO_IS_THIS):
        desk.say("c.who_is_this")
        spoken = True
    return spoken


def _echo(desk: Desk) -> None:
    name = desk.state.echoed
    if name:
        desk.say("c.echo", extra={"value": slot_words(desk.book, desk.state, name)})


def go(desk: Desk, target: str | None) -> None:
    if target:
        enter(desk, target)


def has(desk: Desk, *wanted: Cmd) -> bool:
    return any(one.cmd in wanted for one in desk.commands)
