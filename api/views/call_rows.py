"""The day's calls as rows: those that were made, and those that the law forbade."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from heapq import merge

from api.views import assistant_words, times, words
from api.views.manager import CallRow
from services.domain.permit import ASSISTANT
from services.domain.story import StoryHit
from services.domain.times import from_text
from services.ports import Data

Name = Callable[[str], str]
Timed = tuple[str, Callable[[], CallRow]]  # its instant as text, and how the row is made


@dataclass(frozen=True)
class Names:
    """Ids to names; "" when nobody knows."""

    agent: Name
    lead: Name


@dataclass(frozen=True)
class Clocked:
    zone: str
    now: datetime


def newest(most: int, *streams: Iterable[Timed]) -> tuple[tuple[CallRow, ...], str | None]:
    """The newest `most` rows of streams that come newest first, and the instant of the last when
    older ones follow. Rows of one instant stay together."""
    rows: list[CallRow] = []
    last = ""
    for at, make in merge(*streams, key=lambda timed: timed[0], reverse=True):
        if len(rows) >= most and at != last:
            return tuple(rows), last
        rows.append(make())
        last = at
    return tuple(rows), None


def made(data: Data, names: Names, clocked: Clocked) -> CallRow:
    asked = from_text(data["asked_at"])
    said = data["disposition"]
    note = _date(said["next_action_on"]) if said and said["next_action_on"] else ""
    return CallRow(
        at=times.clock(asked, clocked.zone),
        agent=_agent(data, names),
        lead=(names.lead(data["lead_id"]) if data["lead_id"] else "") or "Erased or deleted",
        outcome=_outcome(data),
        talk=_talk(data, clocked.now),
        verdict="Allowed",
        tone="may",
        note="Abandoned: answered with nobody there." if data["abandoned"] else note,
    )


def forbidden(hit: StoryHit, names: Names, clocked: Clocked) -> CallRow:
    return CallRow(
        at=times.clock(from_text(hit.at), clocked.zone),
        agent=names.agent(hit.actor.removeprefix("user:")) or "Unknown",
        lead=names.lead(hit.lead_id) or "Erased or deleted",
        outcome="Not called",
        talk="",
        verdict=f"Denied: {objection(hit.rules)}",
        tone="not",
    )


def objection(rules: tuple[str, ...]) -> str:
    """The first rule that objected, in a few words."""
    return next((words.short(rule) for rule in rules), "not allowed")


def _agent(data: Data, names: Names) -> str:
    if data["agent_id"] == ASSISTANT:
        return f"Assistant, {assistant_words.playbook(data['assistant'])}"
    return names.agent(data["agent_id"]) or "Unknown"


def _outcome(data: Data) -> str:
    if data["agent_id"] == ASSISTANT and data.get("outcome") and data["cause"]:
        return assistant_words.outcome(data["outcome"])
    if data["disposition"]:
        return words.of(words.DISPOSITIONS, data["disposition"]["code"])
    if data["cause"] is None:
        return words.of(words.PHASES, data["state"])
    cause = words.of(words.CAUSES_OF_OTHERS, data["cause"])
    return f"{cause} Outcome owed." if data["owed"] else cause


def _talk(data: Data, now: datetime) -> str:
    if data.get("answered_at") and data["cause"] is None:
        return times.talk(int((now - from_text(data["answered_at"])).total_seconds()))
    return times.talk(data["talk_s"]) if data.get("talk_s") else ""


def _date(text: str) -> str:
    on = date.fromisoformat(text)
    return f"{on:%a %b} {on.day}"
