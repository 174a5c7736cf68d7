"""The composition root's part for what judges. Only bootstrap.py imports it.

No other process is started before a kept rulebook is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.bootstrap_stores import Stores
    from services.decisions import Decisions
    from services.ports import Clock
    from services.replaying import Replaying
    from services.rulebook_changes import RulebookChanges
    from services.rulebook_fitness import RulebookFitness
    from services.rulebook_in_force import RulebookInForce
    from services.rulebook_judge import JudgeInForce
    from services.rulebook_ports import Interpreter, Interpreters
    from services.rulebook_releases import RulebookReleases
    from services.rulebook_service.shelf import KeptInterpreters
    from services.rulebooks import Rulebooks
    from services.shadow_running import ShadowRunning
    from services.what_if import WhatIf


@dataclass(frozen=True)
class RulebookRooms:
    """`judge`: whoever must know whether a call may be made asks this one. `own()`: the version of
    this code."""

    own: Callable[[], str]
    judge: JudgeInForce
    books: Rulebooks
    fitness: RulebookFitness
    in_force: RulebookInForce
    changes: RulebookChanges
    releases: RulebookReleases
    decisions: Decisions
    replaying: Replaying
    what_if: WhatIf
    shadow: ShadowRunning
    close: Callable[[], None]


def build(stores: Stores, clock: Clock, *, adopts: bool) -> RulebookRooms:
    from services.compliance.version import rulebook_version
    from services.decisions import Decisions
    from services.replaying import Replaying
    from services.rulebook_changes import RulebookChanges
    from services.rulebook_fitness import RulebookFitness
    from services.rulebook_in_force import RulebookInForce
    from services.rulebook_judge import JudgeInForce
    from services.rulebook_releases import RulebookReleases
    from services.rulebooks import Rulebooks
    from services.shadow_running import ShadowRunning
    from services.stores.rulebook_force import RulebookForce
    from services.what_if import WhatIf

    own, books, force = rulebook_version, Rulebooks(stores.main, clock), RulebookForce(stores.main)
    processes = _Processes(books)
    fitness = RulebookFitness(own, processes.of, force, clock)
    changes = RulebookChanges(stores.trail, clock, force, fitness.expect)
    releases = RulebookReleases(books, changes, clock, adopts)
    in_force = RulebookInForce(force, own, releases.bring)
    decisions = Decisions(stores.audit, stores.trail)
    what_if = WhatIf(own, processes.of, fitness)
    return RulebookRooms(
        own=own,
        judge=JudgeInForce(in_force, own, processes.of, fitness),
        books=books,
        fitness=fitness,
        in_force=in_force,
        changes=changes,
        releases=releases,
        decisions=decisions,
        replaying=Replaying(processes.fresh),
        what_if=what_if,
        shadow=ShadowRunning(changes, decisions, what_if, clock),
        close=processes.close,
    )


class _Processes:
    """Interpreters of kept rulebooks, made at their first use."""

    def __init__(self, books: Rulebooks) -> None:
        self._books = books
        self._shelf = cache(self._make)

    def of(self, version: str) -> Interpreter | None:
        return self._shelf().of(version)

    def fresh(self) -> Interpreters:
        return self._make()

    def close(self) -> None:
        if self._shelf.cache_info().currsize:
            self._shelf().close()

    def _make(self) -> KeptInterpreters:
        from services.rulebook_service.shelf import KeptInterpreters

        return KeptInterpreters(self._books.proved)
