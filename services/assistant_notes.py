"""What a turn leaves behind in words: the transcript, redacted, and the notes of its record."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from services.conversation.book import Book
from services.conversation.event import Event, EventKind
from services.conversation.question import WITHHELD, Speaker
from services.conversation.reply import Ending, Reply
from services.conversation.state import State
from services.conversation.step import Step
from services.conversation.talk import Entry, Talk, Turned
from services.ports import Data

Redact = Callable[[str, tuple[str, ...]], str]


def entries(
    talk: Talk | None, event: Event, reply: Reply, *, redact: Redact, known: tuple[str, ...]
) -> tuple[Entry, ...]:
    """The lines that this turn adds to the transcript. `known`: what is masked wherever it is
    said."""
    number = talk.turn if talk else 0
    said = caller_text(event, talk)
    theirs = [Entry(number, Speaker.CALLER, redact(said, known))] if said else []
    ours = [Entry(number, Speaker.ASSISTANT, redact(x.text, known)) for x in reply.lines]
    return (*theirs, *ours)


def caller_text(event: Event, talk: Talk | None) -> str:
    """The caller's words or keys; only a mark while a secret was asked for."""
    if event.kind is EventKind.SPEECH:
        said = event.text
    elif event.kind is EventKind.KEYS:
        said = f"[keys {event.keys}]"
    else:
        return ""
    listen = talk.last[1].listen if talk else None
    return WITHHELD if said and listen and listen.secret else said


def without_secrets(state: Mapping[str, Any], book: Book) -> Data:
    """The state without what waits to be compared: a secret stays in the talk's own document for
    as long as it is needed, and never in the log."""
    slots = book.playbook.slots
    hidden = {name for name in state["slots"] if name in slots and slots[name].secret}
    kept = {name: given for name, given in state["slots"].items() if name not in hidden}
    return {**state, "slots": kept}


def plain_notes(before: State, event: Event, turned: Turned, steps: Sequence[Step]) -> Data:
    """What may stand unsealed in the turn's record: no word of anybody."""
    last = steps[-1]
    return {
        "event": event.kind.value,
        "source": event.source,
        "answered_by": event.answered_by,
        "confidence": event.confidence,
        "at_s": event.at_s,
        "state_before": before.node,
        "state_after": last.state.node,
        "mode": last.state.mode.value,
        "verified": last.state.verified,
        "language": turned.language,
        "disclosures": _disclosures(before, last.state),
        "effects": [effect.kind.value for effect in turned.effects],
        "tools": [step.tool.tool for step in steps if step.tool],
        "texts": [line.text_id for line in turned.reply.lines],
        "ending": _ending(event, turned.reply),
        "outcome": last.state.outcome,
    } | _names(steps)


def _ending(event: Event, reply: Reply) -> str | None:
    """How the assistant itself ended it: nothing for one that the caller ended."""
    ended = event.kind is not EventKind.HUNG_UP and reply.ending is not Ending.NONE
    return reply.ending.value if ended else None


def _disclosures(before: State, after: State) -> list[Data]:
    """Those that were started or completed in this turn: what was said, by its hash."""
    known = set(before.ledger)
    return [vars(told).copy() for told in after.ledger if told not in known]


def _names(steps: Sequence[Step]) -> Data:
    """Commands and alarms by their names alone."""
    noted = [step.noted for step in steps]
    return {
        "commands": [_name(one, "cmd") for note in noted for one in note.get("commands", ())],
        "alarms": [_name(one, "alarm") for note in noted for one in note.get("alarms", ())],
    }


def _name(noted: Any, field: str) -> Any:
    return noted.get(field) if isinstance(noted, Mapping) else getattr(noted, field, str(noted))


def private_notes(event: Event, talk: Talk | None, steps: Sequence[Step]) -> Data:
    """What is sealed: the caller's words, and all that was noted of them."""
    secret = caller_text(event, talk) == WITHHELD
    noted = [] if secret else [dict(step.noted) for step in steps]
    return {"words": caller_text(event, talk), "noted": noted}
