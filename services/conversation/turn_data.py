"""A turn and its conversation as JSON and back, for the record and the document."""

from collections.abc import Mapping
from typing import Any

from services.conversation.effect import Effect, EffectKind
from services.conversation.question import Speaker
from services.conversation.reply import Ending, Line, Listen, Reply
from services.conversation.talk import Entry, Turned

Data = dict[str, Any]


def reply_data(reply: Reply) -> Data:
    return {
        "lines": [vars(line).copy() for line in reply.lines],
        "listen": vars(reply.listen).copy() if reply.listen else None,
        "ending": reply.ending.value,
    }


def reply_from(data: Mapping[str, Any]) -> Reply:
    """Raises KeyError, TypeError, ValueError for anything that `reply_data` did not write."""
    listen = data["listen"]
    return Reply(
        tuple(Line(**line) for line in data["lines"]),
        Listen(**(listen | {"hints": tuple(listen["hints"])})) if listen else None,
        Ending(data["ending"]),
    )


def entry_data(entry: Entry) -> Data:
    return {"turn": entry.turn, "by": entry.by.value, "text": entry.text, "cut": entry.cut}


def entry_from(data: Mapping[str, Any]) -> Entry:
    return Entry(data["turn"], Speaker(data["by"]), data["text"], data["cut"])


def turned_data(turned: Turned) -> Data:
    return {
        "number": turned.number,
        "state": dict(turned.state),
        "reply": reply_data(turned.reply),
        "language": turned.language,
        "effects": [effect_data(effect) for effect in turned.effects],
        "entries": [entry_data(entry) for entry in turned.entries],
        "heard": turned.heard,
    }


def turned_from(data: Mapping[str, Any]) -> Turned:
    """Raises KeyError, TypeError, ValueError for anything that `turned_data` did not write."""
    return Turned(
        number=data["number"],
        state=data["state"],
        reply=reply_from(data["reply"]),
        language=data["language"],
        effects=tuple(effect_from(effect) for effect in data["effects"]),
        entries=tuple(entry_from(entry) for entry in data["entries"]),
        heard=data["heard"],
    )


def effect_data(effect: Effect) -> Data:
    return {"kind": effect.kind.value, "key": effect.key, "values": dict(effect.values)}


def effect_from(data: Mapping[str, Any]) -> Effect:
    return Effect(EffectKind(data["kind"]), data["key"], data["values"])
