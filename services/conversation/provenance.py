"""A value without the caller's own words is dropped: nobody fills a slot but the caller."""

import re
import unicodedata

from services.conversation.asking import offered, slot_of, spoken_options
from services.conversation.command import Cmd, Command
from services.conversation.slot_spec import Kind, Slot
from services.conversation.step import Desk
from services.conversation.understanding.commands import commands
from services.conversation.understanding.expected import Expected

WORD = re.compile(r"[^\W_]+")
SETTERS = (Cmd.SET_SLOT, Cmd.CORRECT_SLOT)


def proved(desk: Desk, command: Command) -> str:
    """Why a handed-in command is dropped; empty when the caller's words bear it out."""
    if not quoted(command.quote, desk.event.text):
        return "quote_not_said"
    if command.cmd in SETTERS:
        return _value_proved(desk, command)
    if command.cmd is Cmd.CHOOSE and command.value not in dict(offered(desk)):
        return "unknown_option"
    if command.cmd is Cmd.FAQ and command.value not in desk.book.playbook.faq:
        return "unknown_question"
    return ""


def _value_proved(desk: Desk, command: Command) -> str:
    name = command.slot or desk.state.slot
    slot = desk.book.playbook.slots.get(name or "")
    if slot is None or name is None or name not in desk.node.collect:
        return "slot_not_asked"
    if slot.kind is Kind.OPEN:
        return "" if quoted(command.value or "", desk.event.text) else "value_not_said"
    if slot.kind is Kind.OPTION:
        return _choice_proved(desk, name, slot, command)
    return "" if command.value in _parsed(desk, name, slot, command.quote) else "value_not_in_quote"


def _choice_proved(desk: Desk, name: str, slot: Slot, command: Command) -> str:
    """A model may know an option by words that we do not, but not against words that we know."""
    if slot is not slot_of(desk) or command.value not in dict(offered(desk)):
        return "unknown_option"
    parsed = _parsed(desk, name, slot, command.quote) - {None}
    return "" if not parsed or command.value in parsed else "value_not_in_quote"


def _parsed(desk: Desk, name: str, slot: Slot, quote: str) -> set[str | None]:
    """What code reads in the quote alone."""
    found = commands(
        quote,
        Expected(slot.kind.value, name, slot.lengths, slot.past),
        language=desk.state.language,
        today=desk.record.today,
        options=spoken_options(desk),
    )
    yes_no = {Cmd.AFFIRM: "yes", Cmd.DENY: "no"}
    return {yes_no.get(one.cmd, one.value) for one in found}


def quoted(quote: str, text: str) -> bool:
    """The words of `quote` stand in `text`, in order and together, whatever their case, accents
    and pauses."""
    sought, said = _words(quote), _words(text)
    return bool(sought) and f" {' '.join(sought)} " in f" {' '.join(said)} "


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
