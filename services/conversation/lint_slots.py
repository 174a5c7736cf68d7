"""Slots that a caller can always give: by voice, by keys, by spelling, or not at all."""

from collections.abc import Iterator

from services.conversation.playbook import Playbook
from services.conversation.slot_spec import Confirm, Fallback, Kind, Slot
from services.conversation.validators import ARGUED, VALIDATORS

Found = Iterator[tuple[str, str]]
TYPED = frozenset({Kind.DIGITS, Kind.DATE, Kind.MONEY, Kind.TIME, Kind.SCALE, Kind.DURATION})
PRESSED = frozenset({Kind.YES_NO, Kind.OPTION})
SPELT = frozenset({Kind.NAME, Kind.EMAIL, Kind.ADDRESS, Kind.CODE})
MOST_OPTIONS = 8
KEYS = {Kind.DATE: 8, Kind.TIME: 4, Kind.SCALE: 2}


def bad_slots(playbook: Playbook) -> Found:
    """(place, cure) for each slot that some caller could not get past."""
    collected = {slot for node in playbook.states.values() for slot in node.collect}
    for name, slot in playbook.slots.items():
        place = f"slots.{name}"
        if name not in collected:
            yield place, "no state collects it; collect it or remove it"
        yield from ((place, cure) for cure in (*_fallback(slot), *_options(slot), *_secrecy(slot)))
        yield from ((f"{place}.checks", cure) for cure in _checks(slot))


def _fallback(slot: Slot) -> Iterator[str]:
    if slot.fallback is Fallback.KEYS and slot.kind not in TYPED | PRESSED:
        yield f"a {slot.kind.value} cannot be typed; spell or skip it"
    if slot.fallback is Fallback.SPELL and slot.kind not in SPELT and not _beyond_keys(slot):
        yield f"a {slot.kind.value} is not spelt; let it be typed"
    if slot.fallback is Fallback.SKIP and not (slot.optional or slot.kind is Kind.OPEN):
        yield "only an optional or open slot may be skipped"
    if slot.fallback is Fallback.KEYS and slot.kind in TYPED and not slot.keys:
        yield "say how many keys it takes"
    if slot.keys and slot.keys != KEYS.get(slot.kind, slot.keys):
        yield f"a {slot.kind.value} takes {KEYS[slot.kind]} keys"
    if slot.keys == 1:
        yield "one key alone may be 9 or 0, which mean something else; take two"


def _beyond_keys(slot: Slot) -> bool:
    return bool(slot.rows) and slot.most + len(slot.options) > MOST_OPTIONS


def _options(slot: Slot) -> Iterator[str]:
    if slot.kind is Kind.OPTION and not (slot.options or slot.rows):
        yield "give an option its `options` or `rows`"
    if _beyond_keys(slot) and slot.fallback is Fallback.KEYS:
        yield f"keys reach {MOST_OPTIONS} options, as 9 and 0 mean something else; spell it"
    if slot.kind is not Kind.OPTION and (slot.options or slot.rows or slot.where):
        yield "only a slot of kind option has options"
    if slot.rows and not slot.label:
        yield "say by `label` what its rows are called"
    if slot.ahead and slot.kind in PRESSED | {Kind.OPEN}:
        yield f"a {slot.kind.value} cannot be understood ahead of its question"


def _secrecy(slot: Slot) -> Iterator[str]:
    if slot.secret and slot.confirm is not Confirm.NEVER:
        yield "a secret is never read back; write confirm: never"
    if slot.secret and slot.kind is Kind.OPTION:
        yield "options are read out, so they cannot be secret"


def _checks(slot: Slot) -> Iterator[str]:
    for check in slot.checks:
        name, _, argument = check.partition(":")
        if name not in VALIDATORS:
            yield f"there is no check {name}; take one of {sorted(VALIDATORS)}"
        elif (name in ARGUED) != bool(argument):
            yield f"write {name}:<argument>" if name in ARGUED else f"{name} takes no argument"
