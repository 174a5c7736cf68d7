"""The chain `rulebook`, record by record. A record that comes too late to mean anything, as the
second of two who clicked at once, changes nothing: whoever wrote it reads that here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Protocol

from services.domain.rulebook_change import (
    Change,
    Entry,
    History,
    InForce,
    ShadowRun,
    Standing,
    What,
    may_approve,
)
from services.domain.times import from_text, to_text

ADOPTED, PROPOSED, RAN, APPROVED, REJECTED, ROLLED_BACK = (
    "rulebook.adopted",
    "rulebook.proposed",
    "rulebook.shadow_run",
    "rulebook.approved",
    "rulebook.rejected",
    "rulebook.rolled_back",
)

# What begins sooner after its record is not known in time to every process that judges; they read
# what is in force anew more often than this (services/rulebook_in_force.py).
LEAST_NOTICE = timedelta(seconds=5)


class Event(Protocol):
    """A record of the chain, as ports.Record."""

    @property
    def at(self) -> str: ...
    @property
    def actor(self) -> str: ...
    @property
    def action(self) -> str: ...
    @property
    def body(self) -> Mapping[str, Any]: ...


def fold(chain: Iterable[Event]) -> History:
    history = History()
    for event in chain:
        step = STEPS.get(event.action)
        history = step(history, event) if step else history
        history = replace(history, length=history.length + 1)
    return history


def _adopted(history: History, event: Event) -> History:
    since = event.at if history.begun else ""
    change = replace(
        _new(history, event),
        standing=Standing.APPROVED,
        adopted=True,
        decided_by=event.actor,
        decided_at=event.at,
        in_force_from=since,
    )
    return _scheduled(_with(history, change), What.VERSION, Entry(since, change.number))


def _proposed(history: History, event: Event) -> History:
    return _with(history, _new(history, event))


def _ran(history: History, event: Event) -> History:
    change = history.changes.get(event.body["number"])
    if change is None or change.standing is not Standing.PROPOSED:
        return history
    against = InForce(**event.body["against"])
    run = ShadowRun(event.actor, event.at, against, event.body["told"])
    return _with(history, replace(change, runs=(*change.runs, run)))


def _approved(history: History, event: Event) -> History:
    change = history.changes.get(event.body["number"])
    if change is None or change.standing is not Standing.PROPOSED:
        return history
    if not may_approve(change, event.actor, history.in_force(event.at)):
        return history
    since = event.body["in_force_from"]
    if since < _knowable(event):
        return history
    decided = replace(_decided(change, event, Standing.APPROVED), in_force_from=since)
    return _scheduled(_with(history, decided), change.what, Entry(since, change.number))


def _rejected(history: History, event: Event) -> History:
    change = history.changes.get(event.body["number"])
    if change is None or change.standing is not Standing.PROPOSED:
        return history
    return _with(history, _decided(change, event, Standing.REJECTED))


def _rolled_back(history: History, event: Event) -> History:
    change = history.changes.get(event.body["number"])
    since = event.body["in_force_from"]
    if change is None or history.before(change.number) != event.body["restores"]:
        return history
    if since < _knowable(event):
        return history
    gone = replace(
        change,
        standing=Standing.ROLLED_BACK,
        rolled_back_by=event.actor,
        rolled_back_at=event.at,
    )
    history = _with(history, gone)
    if change.in_force_from >= since:
        return _set(history, change.what, history.schedules[change.what][:-1])
    # A start that comes sooner was read by processes that cannot know of its end in time.
    return _scheduled(history, change.what, Entry(since, event.body["restores"]))


def _knowable(event: Event) -> str:
    """The first instant that every process knows of before it comes."""
    return to_text(from_text(event.at) + LEAST_NOTICE)


def _new(history: History, event: Event) -> Change:
    body = event.body
    return Change(
        number=len(history.changes) + 1,
        what=What(body["what"]),
        by=event.actor,
        at=event.at,
        version=body.get("version", ""),
        rules=tuple(body.get("rules", ())),
        note=body.get("note", ""),
    )


def _decided(change: Change, event: Event, standing: Standing) -> Change:
    return replace(change, standing=standing, decided_by=event.actor, decided_at=event.at)


def _with(history: History, change: Change) -> History:
    return replace(history, changes={**history.changes, change.number: change})


def _scheduled(history: History, what: What, entry: Entry) -> History:
    """Of two that begin at once the one that was decided later judges."""
    entries = [*history.schedules[what], entry]
    return _set(history, what, tuple(sorted(entries, key=lambda e: e.since)))


def _set(history: History, what: What, entries: tuple[Entry, ...]) -> History:
    return replace(history, schedules={**history.schedules, what: entries})


STEPS: dict[str, Callable[[History, Event], History]] = {
    ADOPTED: _adopted,
    PROPOSED: _proposed,
    RAN: _ran,
    APPROVED: _approved,
    REJECTED: _rejected,
    ROLLED_BACK: _rolled_back,
}
