"""The last entries of a talk, redacted: what a model may see of it."""

from services.conversation.event import Event, EventKind
from services.conversation.hearing import heard_text
from services.conversation.question import MOST_TURNS, WITHHELD, Said, Speaker
from services.conversation.redaction import redact
from services.conversation.reply import Line
from services.conversation.state import State

LONGEST = 400  # characters of one entry


def told_on(
    before: State,
    event: Event,
    lines: tuple[Line, ...],
    *,
    secret: bool,
    known: tuple[str, ...] = (),
) -> tuple[Said, ...]:
    """The tail after a turn: our last words cut to what was heard, the caller's, and ours now.
    `known`: values of the person, masked wherever they are said."""
    tail = list(before.tail)
    if event.heard is not None and tail and tail[-1].by is Speaker.ASSISTANT:
        tail[-1] = Said(Speaker.ASSISTANT, redact(heard_text(before.said, event), known)[:LONGEST])
    if event.kind is EventKind.SPEECH and event.text:
        said = WITHHELD if secret else redact(event.text, known)[:LONGEST]
        tail.append(Said(Speaker.CALLER, said))
    if lines:
        ours = " ".join(line.text for line in lines)
        tail.append(Said(Speaker.ASSISTANT, redact(ours, known)[:LONGEST]))
    return tuple(tail[-MOST_TURNS - 1 :])
