"""An assistant's call for an auditor: what was disclosed, what was said, what was understood of it
and by whom. Quotes and words come from the sealed part of each turn's record."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.domain.errors import Conflict, Erased
from services.ports import AuditTrail, Record

TURN = "assistant.turn"


@dataclass(frozen=True)
class Disclosed:
    """One utterance of a disclosure. `sha`: of the text as written; `said`: as it was spoken.
    `started`, `completed`: seconds of the call; never completed when it was cut off."""

    id: str
    sha: str
    said: str
    language: str
    started: int
    completed: int | None


@dataclass(frozen=True)
class Understood:
    """A command or an alarm, with the caller's words that say it. `detail`: slot and value."""

    kind: str
    name: str
    detail: str
    quote: str


@dataclass(frozen=True)
class TurnTold:
    """`words`: the caller's; `lines`: ours, as spoken. `model`: what understood it beside the
    rules, "" when they alone did. `sealed`: why nothing of it can be read."""

    words: str = ""
    lines: tuple[str, ...] = ()
    understood: tuple[Understood, ...] = ()
    model: str = ""
    sealed: str = ""


@dataclass(frozen=True)
class TalkTold:
    """`turns` by the seq of their records."""

    playbook: str
    version: int
    sha256: str
    source: str
    disclosures: tuple[Disclosed, ...]
    turns: Mapping[int, TurnTold]


@dataclass(frozen=True)
class AssistantStory:
    trail: AuditTrail

    def of(self, call_id: str) -> TalkTold | None:
        """None for a call in which no assistant spoke."""
        chain = self.trail.chain(f"call:{call_id}")
        turns = [record for record in chain if record.action == TURN]
        if not turns:
            return None
        book = turns[0].body["book"]
        return TalkTold(
            playbook=book["id"],
            version=book["version"],
            sha256=book["sha256"],
            source=turns[0].body.get("source") or "",
            disclosures=tuple(_disclosed(turns)),
            turns={record.seq: self._turn(record) for record in turns},
        )

    def _turn(self, record: Record) -> TurnTold:
        model = " ".join(str(part) for part in (record.body.get("model") or {}).values())
        try:
            said = json.loads(self.trail.open_personal(record, "said"))
        except Erased:
            return TurnTold(model=model, sealed="The person was erased.")
        except Conflict:
            return TurnTold(model=model, sealed="This cannot be opened.")
        lines = tuple(line["text"] for line in said["turned"]["reply"]["lines"])
        understood = tuple(u for note in said.get("noted", ()) for u in _understood(note))
        return TurnTold(said.get("words", ""), lines, understood, model)


def _disclosed(turns: list[Record]) -> Iterator[Disclosed]:
    """Each utterance once: a later turn tells when it was heard to its end."""
    found: dict[tuple[str, int, int], Disclosed] = {}
    for record in turns:
        for told in record.body.get("disclosures", ()):
            key = (told["id"], told["turn"], told["started"])
            found[key] = Disclosed(
                told["id"],
                told["sha"],
                told["said"],
                told["language"],
                told["started"],
                told["completed"],
            )
    yield from found.values()


def _understood(note: Mapping[str, Any]) -> Iterator[Understood]:
    for one in note.get("alarms", ()):
        yield Understood("alarm", one["alarm"], one.get("scope") or "", one.get("quote") or "")
    for one in note.get("commands", ()):
        detail = ": ".join(str(one[n]) for n in ("slot", "value") if one.get(n) is not None)
        yield Understood("command", one["cmd"], detail, one.get("quote") or "")
