"""When a machine answers: by the carrier's word or by its own first words."""

import re
from enum import StrEnum

from services.conversation.event import EventKind
from services.conversation.playbook import End
from services.conversation.reply import Line, Listen
from services.conversation.state import Mode
from services.conversation.step import Desk
from services.conversation.values import value, words

FIRST_TURNS = 2
GREETING_S = 12
FULL = re.compile(
    r"(?:mailbox|voicemail|buz[oó]n)(?: \w+){0,4} (?:is full|has not been set up|not set up|lleno)"
    r"|cannot accept (?:any )?(?:more )?messages|no puede recibir mensajes",
    re.IGNORECASE,
)
RECORDS = re.compile(
    r"(?:leave|record) (?:me |us |a |your |your name |my )*(?:\w+ ){0,6}?message"
    r"|(?:after|at|following) the (?:tone|beep)|reached the (?:voicemail|mailbox|voice mail)"
    r"|(?:is not|isn't|not) available(?: to take your call)?.{0,40}(?:message|tone|beep)"
    r"|forwarded to (?:an automated )?(?:voice|answering)"
    r"|deje (?:su|un|el|tu) (?:\w+ ){0,3}?mensaje|despu[eé]s del? (?:tono|bip|se[nñ]al)",
    re.IGNORECASE,
)
MENU = re.compile(
    r"(?:press|dial) (?:1|one|2|two|pound)\b.{0,60}(?:press|dial|or)|for english"
    r"|(?:oprima|marque|presione) (?:el )?(?:1|uno|2|dos)\b",
    re.IGNORECASE,
)
SCREENING = re.compile(
    r"(?:state|say|record) your name\b|who is calling and why|why you(?: are|'re) calling"
    r"|diga su nombre y",
    re.IGNORECASE,
)


class Machine(StrEnum):
    RECORDS = "records"
    FULL = "full"
    MENU = "menu"
    SCREENING = "screening"


def by_words(desk: Desk) -> Machine | None:
    """What the first words betray, before anybody has answered anything."""
    state = desk.state
    if desk.event.kind is not EventKind.SPEECH or state.slots or state.verified:
        return None
    if state.count("turns") > FIRST_TURNS + 1:
        return None
    for machine, pattern in (
        (Machine.FULL, FULL),
        (Machine.SCREENING, SCREENING),
        (Machine.RECORDS, RECORDS),
        (Machine.MENU, MENU),
    ):
        if pattern.search(desk.event.text):
            return machine
    return None


def by_carrier(answered_by: str) -> Machine | None:
    """`machine_end_*`: its greeting is over. `machine_start`: it still speaks, see `wait_out`."""
    if answered_by.startswith("machine_end"):
        return Machine.RECORDS
    return Machine.FULL if answered_by == "fax" else None


def wait_out(desk: Desk) -> None:
    """Its greeting is heard to the end."""
    desk.put(mode=Mode.MACHINE)
    desk.listen = Listen(expects="open", timeout_s=GREETING_S)


def meet(desk: Desk, machine: Machine) -> None:
    """Leave the message, when there is one that may be left; say who calls to one who screens."""
    desk.note("machine", machine.value)
    if machine is Machine.SCREENING:
        desk.introduce()
        desk.listen = Listen(expects="open", timeout_s=GREETING_S)
        return
    spec = desk.book.playbook.voicemail
    desk.lines.clear()
    text = _message(desk) if machine is Machine.RECORDS else None
    if text:
        desk.lines.append(text)
    desk.end(End.HANG_UP, spec.left if text else spec.not_left)


def _message(desk: Desk) -> Line | None:
    spec, language = desk.book.playbook.voicemail, desk.state.language
    needed = all(value(desk.record, desk.state, field) for field in spec.needs)
    if not spec.text or not needed or not desk.holds(spec.when):
        return None
    template = desk.book.text(spec.text, language, desk.state.stage).say
    text = words(desk.book, desk.record, desk.state, template)
    return Line(spec.text, text, language, must_hear=True)
