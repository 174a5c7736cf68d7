"""What the caller's turn says: words and keys as commands, each with its quote."""

from services.conversation.asking import kind_now, offered, slot_of, spoken_options
from services.conversation.command import Cmd, Command
from services.conversation.effect import EffectKind
from services.conversation.event import EventKind
from services.conversation.keys import keyed
from services.conversation.predicate import mentions
from services.conversation.provenance import proved
from services.conversation.slot_spec import Confirm, Kind, Slot
from services.conversation.slots import DOUBTED
from services.conversation.state import Mode
from services.conversation.step import Desk
from services.conversation.understanding.commands import commands
from services.conversation.understanding.expected import Expected

SET_RIGHT = (Kind.MONEY, Kind.DATE, Kind.TIME, Kind.EMAIL, Kind.DIGITS)
ACTED = {EffectKind.BOOK.value, EffectKind.PROMISE.value}
ANSWERS = frozenset({"affirm", "deny"})


def understood(desk: Desk, handed: tuple[Command, ...] | None) -> tuple[Command, ...]:
    """The turn's commands: keys, else the rules', else what a model handed in, as far as the
    caller's own words bear it out. A model's command adds to the rules' and replaces none that
    they are sure of."""
    if desk.event.kind is EventKind.KEYS:
        return keyed(desk.event.keys, kind_now(desk), desk.state.slot, offered(desk))
    if desk.event.kind is not EventKind.SPEECH:
        return ()
    ruled = by_rules(desk)
    kept = tuple(command for command in handed or () if _bearable(desk, command))
    sure = tuple(one for one in ruled if one.confidence >= DOUBTED or not kept)
    return (*sure, *(one for one in kept if (one.cmd, one.slot) not in _named(sure)))


def by_rules(desk: Desk) -> tuple[Command, ...]:
    """What the rules alone understand of the turn's words."""
    return read(desk, expected(desk))


def read(desk: Desk, wanted: tuple[Expected, ...]) -> tuple[Command, ...]:
    if kind_now(desk) is Kind.OPEN and desk.state.mode is Mode.ASK and not wanted:
        return ()
    return commands(
        desk.event.text,
        wanted,
        language=desk.state.language,
        today=desk.record.today,
        options=spoken_options(desk),
        faqs=known_questions(desk),
    )


def expected(desk: Desk) -> tuple[Expected, ...]:
    """What an answer may be now: the asked slot, those that may be given ahead, a yes or no."""
    slot, name = slot_of(desk), desk.state.slot
    if desk.state.mode in (Mode.GO_ON, Mode.STOP_ASKED):
        return (Expected("yes_no"),)
    if slot is None or name is None:
        return (Expected(desk.node.expect),)
    if desk.state.mode is Mode.CONFIRM:
        also = () if slot.kind in (Kind.YES_NO, Kind.OPEN) else (as_expected(name, slot),)
        return (Expected("yes_no"), *also)
    wanted = [as_expected(name, slot), *ahead(desk), *echoed(desk, slot), *earlier(desk, slot)]
    if slot.kind is not Kind.YES_NO and (slot.optional or wants_yes_no(desk) or desk.state.echoed):
        wanted.append(Expected("yes_no"))
    return tuple(wanted)


def ahead(desk: Desk) -> tuple[Expected, ...]:
    """Slots of this state that may be given before they are asked for."""
    slots = desk.book.playbook.slots
    return tuple(
        as_expected(name, slots[name])
        for name in desk.node.collect
        if slots[name].ahead and name != desk.state.slot and not desk.state.filled(name)
    )


def echoed(desk: Desk, asked: Slot) -> tuple[Expected, ...]:
    """The value that was just read back in passing may be set right."""
    name = desk.state.echoed
    slot = desk.book.playbook.slots[name] if name else None
    return (as_expected(name, slot),) if name and slot and slot.kind is not asked.kind else ()


def earlier(desk: Desk, asked: Slot) -> tuple[Expected, ...]:
    """What was given before and may still be set right ("actually, the price is ..."): of another
    kind than what is asked, no secret, and nothing that was read back elsewhere or acted upon."""
    if asked.kind is Kind.OPEN or ACTED & set(desk.state.done):
        return ()
    slots = desk.book.playbook.slots
    return tuple(
        as_expected(name, slots[name])
        for name in desk.state.slots
        if name != desk.state.echoed and _correctable(desk, name, asked)
    )


def _correctable(desk: Desk, name: str, asked: Slot) -> bool:
    slot = desk.book.playbook.slots[name]
    if slot.secret or slot.kind is asked.kind or slot.kind not in SET_RIGHT:
        return False
    return name in desk.node.collect or slot.confirm is not Confirm.EXPLICIT


def as_expected(name: str, slot: Slot) -> Expected:
    return Expected(slot.kind.value, name, slot.lengths, slot.past)


def wants_yes_no(desk: Desk) -> bool:
    """A branch of the state asks for a plain yes or no."""
    return any(ANSWERS & set(mentions(b.when, "said")) for b in desk.node.next)


def known_questions(desk: Desk) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(id, how callers ask it) of every question that may be answered now."""
    return tuple(
        (id, desk.book.text(answer.text, desk.state.language, desk.state.stage).words)
        for id, answer in desk.book.playbook.faq.items()
        if answer.open_to(desk.state.verified)
    )


def _bearable(desk: Desk, command: Command) -> bool:
    reason = proved(desk, command)
    if reason:
        desk.note("dropped", {"cmd": command.cmd.value, "slot": command.slot, "why": reason})
    return not reason


def _named(ruled: tuple[Command, ...]) -> set[tuple[Cmd, str | None]]:
    return {(one.cmd, one.slot) for one in ruled}
