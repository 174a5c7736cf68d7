"""What the caller gives: taken, confirmed, corrected, left out, compared."""

import unicodedata
from dataclasses import replace

from services.conversation.slot_spec import Confirm, Kind, Slot
from services.conversation.state import Given, Mode, Status
from services.conversation.step import Desk
from services.conversation.validators import Check, passes
from services.conversation.values import options, value

DOUBTED = 60  # percent: below it words are only guessed at, and a value is read back
WRITTEN_OUT = (Kind.NAME, Kind.ADDRESS, Kind.EMAIL, Kind.OPEN)


def fill(desk: Desk, name: str, text: str, quote: str, *, confidence: int = 100) -> bool:
    """Take a value. False, with the reason said, when it is not what it must be."""
    slot = desk.book.playbook.slots[name]
    if not _allowed(desk, slot, text):
        desk.say(slot.invalid or "c.invalid")
        tried(desk, name)
        return False
    status = Status.HEARD if _read_back(slot, text, confidence) else Status.CONFIRMED
    words = "" if slot.secret else quote
    given = Given(text, words, desk.state.count("turns"), status, _label(desk, slot, text))
    kept = tuple(skipped for skipped in desk.state.skipped if skipped != name)
    desk.put(slots={**desk.state.slots, name: given}, skipped=kept)
    if slot.confirm is Confirm.IMPLICIT and status is Status.CONFIRMED:
        desk.put(echoed=name)
    return True


def confirm(desk: Desk, name: str) -> None:
    given = replace(desk.state.slots[name], status=Status.CONFIRMED)
    desk.put(slots={**desk.state.slots, name: given}, mode=Mode.ASK)


def drop(desk: Desk, name: str) -> None:
    """What stood there was wrong."""
    kept = {slot: given for slot, given in desk.state.slots.items() if slot != name}
    desk.put(slots=kept, mode=Mode.ASK)


def skip(desk: Desk, name: str) -> None:
    drop(desk, name)
    desk.put(skipped=tuple(dict.fromkeys((*desk.state.skipped, name))))


def tried(desk: Desk, name: str) -> None:
    tries = desk.state.tries.get(name, 0) + 1
    desk.put(tries={**desk.state.tries, name: tries})


def exhausted(desk: Desk, name: str) -> bool:
    return desk.state.tries.get(name, 0) >= desk.book.playbook.slots[name].attempts


def forget(desk: Desk, names: tuple[str, ...]) -> None:
    """As if these had never been asked."""
    if names:
        state = desk.state
        desk.put(
            slots={slot: given for slot, given in state.slots.items() if slot not in names},
            tries={slot: count for slot, count in state.tries.items() if slot not in names},
            skipped=tuple(slot for slot in state.skipped if slot not in names),
        )


def missing(desk: Desk) -> str | None:
    """The first slot of the state that has no confirmed value and was not left out."""
    state = desk.state
    lacking = (s for s in desk.node.collect if not state.filled(s) and s not in state.skipped)
    return next(lacking, None)


def compare(desk: Desk) -> str | None:
    """For a state that verifies. None: ask on. Empty: the right party is proved, go on. Else the
    state that a failure leads to. Nothing that was compared is kept, nor said."""
    spec = desk.node.verify
    if spec is None:
        return None
    agreed = [slot for slot, field in spec.compare.items() if _agrees(desk, slot, field)]
    if len(agreed) >= spec.need:
        _prove(desk, agreed)
        return ""
    if missing(desk) is not None:
        return None
    desk.put(rounds=desk.state.rounds + 1)
    if desk.state.rounds >= spec.rounds:
        return spec.failed
    forget(desk, desk.node.collect)
    desk.say(spec.mismatch)
    return None


def _prove(desk: Desk, agreed: list[str]) -> None:
    slots = {
        name: replace(given, status=Status.VERIFIED) if name in agreed else given
        for name, given in desk.state.slots.items()
    }
    for name in slots:
        if desk.book.playbook.slots[name].secret:
            slots[name] = replace(slots[name], value="", quote="")
    desk.put(verified=True, slots=slots)


def _agrees(desk: Desk, name: str, field: str) -> bool:
    expected = value(desk.record, desk.state, field)
    given = desk.state.slots.get(name)
    if expected in (None, "") or given is None or given.status is Status.HEARD:
        return False
    return _same(desk.book.playbook.slots[name].kind, given.value, str(expected))


def _same(kind: Kind, given: str, expected: str) -> bool:
    if kind in WRITTEN_OUT:
        return bool(_plain(given)) and _plain(given) == _plain(expected)
    if kind is Kind.CODE:
        return given.casefold() == "".join(filter(str.isalnum, expected)).casefold()
    if kind is Kind.DIGITS:
        return "".join(filter(str.isdecimal, expected)) == given
    return given == expected


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in folded if not _accent(c)).split())


def _accent(char: str) -> bool:
    return bool(unicodedata.combining(char))


def _allowed(desk: Desk, slot: Slot, text: str) -> bool:
    if slot.kind is Kind.OPTION:
        return text in dict(options(desk.book, desk.record, desk.state, slot))
    given = {name: one.value for name, one in desk.state.slots.items()}
    return passes(slot.checks, text, Check(desk.record, given))


def _read_back(slot: Slot, text: str, confidence: int) -> bool:
    """Not a secret, not a plain yes or no, nor "none of these"."""
    none_of_rows = slot.rows is not None and text in slot.options
    if slot.secret or slot.kind is Kind.YES_NO or none_of_rows:
        return False
    return slot.confirm is Confirm.EXPLICIT or confidence < DOUBTED


def _label(desk: Desk, slot: Slot, text: str) -> str:
    if slot.kind is not Kind.OPTION:
        return ""
    return dict(options(desk.book, desk.record, desk.state, slot))[text]
