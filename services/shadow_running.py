"""A proposal tried on what was decided lately, before anybody approves it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import inf
from time import monotonic

from services.decisions import Decision, Decisions
from services.domain.errors import Conflict, NotFound
from services.domain.rulebook_change import Change, History, What
from services.domain.times import to_text
from services.ports import Clock, Data
from services.rulebook_changes import RulebookChanges, change_of, open_change
from services.what_if import Compared, Target, WhatIf
from services.what_if_tally import Tally

LOOKS_BACK = timedelta(days=30)
MOST, LONGEST_S = 2_000, 20.0  # of what a page waits for; a command takes all


@dataclass(frozen=True)
class Span:
    """Calls asked for in [since, until), at most the newest `most` decisions of them, as far as
    `seconds` reach; None has no end."""

    since: datetime
    until: datetime
    most: int | None = None
    seconds: float | None = None


@dataclass(frozen=True)
class ShadowRunning:
    changes: RulebookChanges
    decisions: Decisions
    what_if: WhatIf
    clock: Clock
    timer: Callable[[], float] = monotonic

    def lately(self) -> Span:
        """What a page can wait for."""
        return replace(self.between(None, None), most=MOST, seconds=LONGEST_S)

    def between(self, since: datetime | None, until: datetime | None) -> Span:
        """The last thirty days until now, where no instant is named."""
        now = self.clock.now()
        return Span(since or now - LOOKS_BACK, until or now + timedelta(minutes=1))

    def run(self, number: int, actor: str, span: Span) -> Change:
        """Try proposal `number` and keep what came of it for whoever approves. Raises NotFound,
        Conflict, RulebookUnavailable, StoreUnavailable."""
        history = self.changes.history()
        open_change(history, number)
        against = history.in_force(to_text(self.clock.now()))
        told = self.told(self._target(history, number), span)
        return self.changes.keep_run(number, actor, against, told)

    def of_call(self, number: int, call_id: str) -> tuple[Change, list[Compared]]:
        """What change `number` would say of each decision about one call. Raises as `run`."""
        history = self.changes.history()
        target = self._target(history, number)
        compared = self.what_if.compare(target, self.decisions.of_call(call_id))
        return history.changes[number], list(compared)

    def target_of(self, number: int) -> Target:
        """A version with the house rules that were recorded, or house rules under the version in
        force. Raises NotFound, Conflict (none is in force)."""
        return self._target(self.changes.history(), number)

    def target_of_version(self, digits: str) -> Target:
        """A version that was in force or proposed, or this release's, by its first digits. Raises
        NotFound when none begins so, or several do."""
        changes = self.changes.history().changes.values()
        known = {self.what_if.own(), *(c.version for c in changes if c.version)}
        found = [version for version in known if digits and version.startswith(digits)]
        if len(found) != 1:
            raise NotFound("no rulebook of this name, or more than one")
        return Target(found[0])

    def _target(self, history: History, number: int) -> Target:
        change = change_of(history, number)
        if change.what is What.VERSION:
            return Target(change.version)
        version = history.version_at(to_text(self.clock.now()))
        if not version:
            raise Conflict("no rulebook is in force yet")
        return Target(version, tuple(dict(row) for row in change.rules))

    def told(
        self, target: Target, span: Span, tell: Callable[[Compared], None] = lambda _: None
    ) -> Data:
        """Counts and reasons (Tally.told), with the span; `whole` is False when most or seconds
        have cut it. Each comparison is told as it comes."""
        tally, chosen = Tally(), _Chosen(self.decisions, span, self.timer)
        for compared in self.what_if.compare(target, chosen):
            tally.count(compared)
            tell(compared)
        ends = {"since": to_text(span.since), "until": to_text(span.until)}
        return tally.told() | ends | {"whole": not chosen.cut}


@dataclass
class _Chosen:
    """The decisions of a span; `cut` when there were more of them."""

    decisions: Decisions
    span: Span
    timer: Callable[[], float]
    cut: bool = False

    def __iter__(self) -> Iterator[Decision]:
        span = self.span
        ends = inf if span.seconds is None else self.timer() + span.seconds
        found = self.decisions.asked(to_text(span.since), to_text(span.until))
        for place, decision in enumerate(found):
            if place == span.most or self.timer() > ends:
                self.cut = True
                return
            yield decision
