"""An assistant's call as the agent watches it: what is said, disclosed and known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from api.views import assistant_words, times, words
from services.conversation.book import Book
from services.conversation.reply import Ending
from services.conversation.slot_spec import Kind
from services.conversation.state import Given, State
from services.conversation.talk import Talk
from services.ports import Data

KEPT = "kept to ourselves"
MARK = re.compile(r"(\[[a-z_]+\])")
MARKS = {"[known]": "known", "[secret]": "secret"}


@dataclass(frozen=True)
class Line:
    """`by`: caller or assistant. `cut`: the caller spoke into it; `text` is what he had heard."""

    by: str
    text: str
    cut: bool = False

    @property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The text in pieces, each with whether it is a mark for something that is kept back."""
        found = ((piece, bool(MARK.fullmatch(piece))) for piece in MARK.split(self.text) if piece)
        return tuple((MARKS.get(p, p.strip("[]")) if mark else p, mark) for p, mark in found)


@dataclass(frozen=True)
class Told:
    """A disclosure. `tone`: may when it was heard to its end, notice when it was cut off, grey
    while it is still to come. `at`: when it ended, `0:04`."""

    label: str
    tone: str
    note: str
    at: str = ""


@dataclass(frozen=True)
class Value:
    label: str
    text: str
    status: str


@dataclass(frozen=True)
class AssistantCard:
    call_id: str
    playbook: str
    words: str
    tone: str
    detail: str = ""
    answered_at: str | None = None
    lines: tuple[Line, ...] = ()
    told: tuple[Told, ...] = ()
    values: tuple[Value, ...] = ()
    live: bool = False
    may_take: bool = False
    may_stop: bool = False
    summary: str = ""


def card(
    data: Data, talk: Talk | None, book: Book | None, *, agent: str, summary: str = ""
) -> AssistantCard:
    """`agent`: the name of who takes the call, "" when nobody does. `summary`: of a talk that is
    over, a line for each thing."""
    state = State.from_data(talk.state) if talk and talk.state else None
    phase = _phase(data, talk)
    live = data["cause"] is None
    return AssistantCard(
        call_id=data["call_id"],
        playbook=assistant_words.playbook(data["assistant"]),
        words=assistant_words.PHASES[phase].format(agent=agent or "An agent"),
        tone=_tone(phase),
        detail=_detail(data),
        answered_at=data.get("answered_at") if live else None,
        lines=tuple(Line(e.by.value, e.text, e.cut) for e in talk.transcript) if talk else (),
        told=tuple(_told(state, book)) if state and book else (),
        values=tuple(_values(state, book)) if state and book else (),
        live=live,
        may_take=phase in ("talking", "waiting"),
        may_stop=live and phase not in ("handing_over", "with_agent"),
        summary=summary,
    )


def _phase(data: Data, talk: Talk | None) -> str:
    if data["cause"] is not None:
        return "ended"
    if data.get("handed_over_at"):
        return "with_agent"
    if data.get("handing_over"):
        return "handing_over"
    waits = talk is not None and talk.replies and talk.last[1].ending is Ending.HAND_OVER
    return "waiting" if waits else str(data["state"])


def _tone(phase: str) -> str:
    tones = {"talking": "live", "ringing": "live", "waiting": "notice", "with_agent": "live"}
    return tones.get(phase, "")


def _detail(data: Data) -> str:
    """Why it ended, and what it came to."""
    if data["cause"] is None:
        return ""
    why = assistant_words.ENDS.get(data["cause"]) or words.of(words.CAUSES, data["cause"])
    if data.get("handed_over_at"):
        return why
    came_to = assistant_words.outcome(data.get("outcome"))
    return f"{came_to}. {why}" if came_to else why


def _told(state: State, book: Book) -> Iterator[Told]:
    """Every disclosure that is always due, and any other that was begun, in the book's order."""
    for id_, disclosure in book.playbook.disclosures.items():
        said = [told for told in state.ledger if told.id == id_]
        done = next((told for told in said if told.completed is not None), None)
        if done is not None:
            yield Told(_label(id_), "may", "heard to its end", times.talk(done.completed or 0))
        elif said and said[-1].turn == state.count("turns"):
            yield Told(_label(id_), "grey", "being said")
        elif said:
            yield Told(_label(id_), "notice", "cut off: it is said again")
        elif not disclosure.when:
            yield Told(_label(id_), "grey", "not said yet")


def _values(state: State, book: Book) -> Iterator[Value]:
    """What the caller gave, in the order in which the book asks for it."""
    for name, slot in book.playbook.slots.items():
        given = state.slots.get(name)
        if given is not None:
            text = KEPT if slot.secret else shown(slot.kind, given)
            yield Value(_label(name), text, given.status.value)


def shown(kind: Kind, given: Given) -> str:
    """A canonical value as people read it."""
    if kind is Kind.MONEY and given.value.isdigit():
        return f"${int(given.value) / 100:,.2f}".removesuffix(".00")
    if kind is Kind.DATE:
        return _date(given.value)
    if kind is Kind.YES_NO:
        return given.value.capitalize()
    return given.label or given.value.replace("_", " ")


def _date(text: str) -> str:
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{on:%a %b} {on.day}, {on.year}"


def _label(name: str) -> str:
    return assistant_words.label(name)
