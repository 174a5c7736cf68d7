"""What is asked now, in which form, and what is listened for."""

from dataclasses import replace

from services.conversation.effect import EffectKind
from services.conversation.playbook import End
from services.conversation.reply import Line, Listen
from services.conversation.slot_spec import Kind, Slot
from services.conversation.spoken import listed
from services.conversation.state import Mode
from services.conversation.step import Desk
from services.conversation.values import options, rows, slot_words

MOST_BY_KEYS = 8  # 9 and 0 mean something else
CUTS_BEFORE_MUST_HEAR = 2  # of a read-back: then no speech cuts it off
FORMS = ("say", "again", "help")
KEYS_TEXT = {
    Kind.YES_NO: "c.keys_yes_no",
    Kind.OPTION: "c.keys_options",
    Kind.DATE: "c.keys_date",
    Kind.MONEY: "c.keys_money",
    Kind.TIME: "c.keys_time",
    Kind.DIGITS: "c.keys_digits",
    Kind.SCALE: "c.keys_scale",
    Kind.DURATION: "c.keys_duration",
}
SPELT = frozenset({Kind.NAME, Kind.EMAIL, Kind.ADDRESS, Kind.CODE})
USUAL_S, PATIENT_S, KEYED_S = 5, 15, 8
YES_NO_MODES = (Mode.CONFIRM, Mode.GO_ON, Mode.STOP_ASKED)


def prompt_key(desk: Desk) -> str:
    state = desk.state
    return f"{state.node}/{state.slot or ''}/{state.mode.value}"


def ask(desk: Desk, *, rung: int = 0, patient: bool = False) -> None:
    """The question of this moment. `rung`: 0 whole, 1 shorter, 2 with an example and the keys,
    3 with the way to a person. `patient`: the caller asked for time."""
    key = prompt_key(desk)
    asked = desk.state.prompts.get(key, 0)
    desk.put(prompts={**desk.state.prompts, key: asked + 1})
    desk.disclose()
    before = len(desk.lines)
    _question(desk, FORMS[min(rung or (1 if asked else 0), 2)])
    if len(desk.lines) == before:
        _unsayable(desk)
        return
    if rung >= 2:
        _by_keys(desk)
    if rung >= 3:
        desk.say("c.offer")
    desk.listen = listen(desk, patient=patient)


def _unsayable(desk: Desk) -> None:
    """The question itself may not be said: nobody is left waiting for it."""
    desk.effect(EffectKind.ALERT, {"what": "unsayable"})
    desk.say("c.trouble")
    desk.end(End.HANG_UP, None)


def _question(desk: Desk, form: str) -> None:
    state, slot = desk.state, slot_of(desk)
    if state.mode is Mode.CONFIRM and state.slot:
        desk.say("c.confirm", extra={"value": slot_words(desk.book, state, state.slot)})
        if state.prompts.get(prompt_key(desk), 0) > CUTS_BEFORE_MUST_HEAR:
            desk.lines[-1] = replace(desk.lines[-1], must_hear=True)
    elif state.mode is Mode.STOP_ASKED:
        desk.say("c.stop_asked")
    elif state.mode is Mode.GO_ON:
        desk.say("c.go_on")
    elif slot:
        named = [label for _, label in offered(desk)]
        desk.say(slot.ask, extra={"options": listed(named, state.language)}, form=form)
    elif desk.node.ask:
        desk.say(desk.node.ask, form=form)


def _by_keys(desk: Desk) -> None:
    kind, slot = kind_now(desk), slot_of(desk)
    if kind in SPELT or len(offered(desk)) > MOST_BY_KEYS:
        desk.say("c.spell")
    elif kind is Kind.OPTION:
        _options_by_keys(desk)
    elif kind in KEYS_TEXT and (slot is None or slot.keys or kind is Kind.YES_NO):
        desk.say(KEYS_TEXT[kind])


def _options_by_keys(desk: Desk) -> None:
    template = desk.book.text("c.key_option", desk.state.language).say
    keys = [
        template.replace("{key}", str(number)).replace("{option}", label)
        for number, (_, label) in enumerate(offered(desk), start=1)
    ]
    numbers = [str(number) for number in range(1, len(keys) + 1)]
    desk.say("c.keys_options", extra={"keys": ", ".join(keys), **{n: n for n in numbers}})


def slot_of(desk: Desk) -> Slot | None:
    return desk.book.playbook.slots[desk.state.slot] if desk.state.slot else None


def kind_now(desk: Desk) -> Kind:
    """How the caller's next words are read."""
    slot = slot_of(desk)
    if desk.state.mode in YES_NO_MODES:
        return Kind.YES_NO
    return slot.kind if slot else Kind(desk.node.expect)


def offered(desk: Desk) -> tuple[tuple[str, str], ...]:
    slot = slot_of(desk)
    if slot is None or slot.kind is not Kind.OPTION:
        return ()
    return options(desk.book, desk.record, desk.state, slot)


def listen(desk: Desk, *, patient: bool = False) -> Listen:
    kind, slot = kind_now(desk), slot_of(desk)
    single = kind in (Kind.YES_NO, Kind.OPTION)
    keys = 1 if single else slot.keys if slot else 0
    if len(offered(desk)) > MOST_BY_KEYS:
        keys = 0
    return Listen(
        expects=kind.value,
        keys=keys,
        hints=_names(desk),
        timeout_s=PATIENT_S if patient else KEYED_S if keys > 1 else USUAL_S,
        secret=bool(slot and slot.secret),
    )


def _names(desk: Desk) -> tuple[str, ...]:
    """Everything that the choices of this moment are called."""
    found = [name for _, *names in spoken_options(desk) for name in names]
    return tuple(dict.fromkeys(found))


def is_secret(desk: Desk) -> bool:
    slot = slot_of(desk)
    return bool(slot and slot.secret)


def spoken_options(desk: Desk) -> tuple[tuple[str, ...], ...]:
    """(id, what it is called, other names for it)."""
    slot = slot_of(desk)
    if slot is None or desk.state.mode is Mode.STOP_ASKED:
        return ()
    names = _aliases(desk, slot) | {
        id: desk.book.text(text, desk.state.language, desk.state.stage).words
        for id, text in slot.options.items()
    }
    return tuple((id, label, *names.get(id, ())) for id, label in offered(desk))


def _aliases(desk: Desk, slot: Slot) -> dict[str, tuple[str, ...]]:
    found = rows(desk.record, desk.state, slot.rows) if slot.rows else ()
    return {str(row["id"]): tuple(map(str, row.get("aliases") or ())) for row in found}


def asked_words(lines: tuple[Line, ...]) -> str:
    """Our last question, as it was spoken."""
    return lines[-1].text if lines else ""
