"""A talk in a few lines, for the CRM and the lead's page: what it came to, and what was said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from services.assistant_books import AssistantBooks
from services.conversation.effect import EffectKind
from services.conversation.spoken import money, spoken
from services.conversation.state import State
from services.conversation.talk import Talk
from services.conversation.values import slot_words
from services.domain.days import lead_day
from services.domain.disposition import Code, Disposition, Motivation
from services.domain.errors import NotFound
from services.domain.outcome import Closing, closing_of
from services.domain.times import from_text
from services.ports import Data

LANGUAGE = "en"  # of whoever reads it


@dataclass(frozen=True)
class Summary:
    """`closing`: the outcome as a call is closed with it. `said`: the disposition and its notes."""

    closing: Closing
    said: Disposition


@dataclass(frozen=True)
class Summaries:
    books: AssistantBooks

    def of(self, data: Data, talk: Talk | None) -> Summary:
        """`data`: the call's document. Of a talk about health no word leaves it but what is
        booked: the CRM is no place for it."""
        outcome = talk.outcome if talk else None
        closing = closing_of(outcome, data["cause"])
        lines = [f"Assistant {data['assistant']}: {closing.label}."]
        lines += list(self._lines(talk)) if talk else []
        day = _next_day(data, talk, closing)
        price = self._price(talk) if talk else None
        return Summary(
            closing, Disposition(closing.code, "\n".join(lines), Motivation.UNKNOWN, price, day)
        )

    def _lines(self, talk: Talk) -> Iterator[str]:
        state = State.from_data(talk.state)
        yield from (f"{_words(name)}: {said}" for name, said in self._slots(talk, state))
        yield from _deeds(talk)

    def _slots(self, talk: Talk, state: State) -> Iterator[tuple[str, str]]:
        try:
            book = self.books.of(talk.book.id, talk.book.sha256)
        except NotFound:
            return
        if book.playbook.health:
            return
        for name in state.slots:
            said = slot_words(book, state, name) if name in book.playbook.slots else ""
            if said and state.filled(name):
                yield name, said

    def _price(self, talk: Talk) -> str | None:
        """The owner's own idea of the price, in dollars."""
        given = State.from_data(talk.state).slots.get("price")
        return f"{int(given.value) // 100}" if given and given.value.isdecimal() else None


def _deeds(talk: Talk) -> Iterator[str]:
    for effect in talk.effects:
        words = WORDS.get(effect.kind)
        if words:
            yield words(effect.values)


def _promised(values: Any) -> str:
    amount = money(int(values["amount_cents"]), LANGUAGE)
    return f"Promised {amount} by {values['on']}"


WORDS: dict[EffectKind, Any] = {
    EffectKind.PROMISE: _promised,
    EffectKind.CALL_BACK: lambda v: " ".join(
        f"Call back {v.get('on') or ''} {spoken('', v.get('time') or '', LANGUAGE)}".split()
    ),
    EffectKind.FLAG: lambda v: f"Said: {_words(str(v['flag']))}",
    EffectKind.RESTRICT: lambda v: f"Not to be called: {_words(str(v['scope']))}",
    EffectKind.DO_NOT_CALL: lambda _: "Asked not to be called any more",
}


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _next_day(data: Data, talk: Talk | None, closing: Closing) -> str | None:
    """The day that the talk named, else the one of the outcome's row."""
    named = talk.did(EffectKind.PROMISE, EffectKind.CALL_BACK) if talk else None
    if named and named.values.get("on") and closing.code is Code.CALLBACK_SCHEDULED:
        return str(named.values["on"])
    if closing.days is None:
        return None
    called = from_text(data.get("dialled_at") or data["asked_at"])
    return (lead_day(called) + timedelta(days=closing.days)).isoformat()
