"""How much of our last reply was heard, and which disclosures that completes."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from services.conversation.event import Event, EventKind
from services.conversation.reply import Line
from services.conversation.state import State, Told

WORD = re.compile(r"\w+")
UNTOLD = (EventKind.HUNG_UP, EventKind.RESUMED)  # without `heard` nobody knows what was spoken


def settled(state: State, event: Event) -> State:
    """The state with every disclosure completed that the last reply brought to its end."""
    whole = {line.disclosure for line in heard_whole(state.said, event) if line.disclosure}
    last = max((told.turn for told in state.ledger), default=-1)
    ledger = (
        _completed(told, event) if told.turn == last and told.id in whole else told
        for told in state.ledger
    )
    return replace(state, ledger=tuple(ledger))


def _completed(told: Told, event: Event) -> Told:
    return replace(told, completed=event.at_s) if told.completed is None else told


def heard_whole(said: tuple[Line, ...], event: Event) -> tuple[Line, ...]:
    """Lines of the last reply that were spoken to their end, in order, up to the cut."""
    if event.heard is None:
        return () if event.kind in UNTOLD else said
    lines = takewhile(lambda pair: pair[1], _line_by_line(said, event.heard))
    return tuple(line for line, _ in lines)


def _line_by_line(said: tuple[Line, ...], heard: str) -> Iterator[tuple[Line, bool]]:
    words, at = _words(heard), 0
    for line in said:
        spoken = _words(line.text)
        yield line, words[at : at + len(spoken)] == spoken
        at += len(spoken)


def within(value: str, said: tuple[Line, ...], event: Event) -> bool:
    """Whether `value` was spoken to its end. A cut before that does not count as read back."""
    if event.heard is None:
        return event.kind not in UNTOLD
    return " ".join(_words(value)) in " ".join(_words(event.heard))


def heard_text(said: tuple[Line, ...], event: Event) -> str:
    """What was heard of the last reply, for the transcript: never more than was said."""
    text = " ".join(line.text for line in said)
    return text if event.heard is None else text[: len(event.heard)]


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())
