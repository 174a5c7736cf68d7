"""A proposal tried on what was decided lately, before anybody approves it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf
from time import monotonic

from services.decisions import Decision, Decisions
from services.domain.errors import Conflict, NotFound
from services.domain.rulebook_change import Change, InForce, What
from services.domain.times import to_text
from services.ports import Clock, Data
from services.rulebook_changes import RulebookChanges
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
        now = self.clock.now()
        return Span(now - LOOKS_BACK, now + timedelta(minutes=1), MOST, LONGEST_S)

    def run(self, number: int, actor: str, span: Span) -> Change:
        """Try proposal `number` and keep what came of it for whoever approves. Raises NotFound,
        Conflict, RulebookUnavailable, StoreUnavailable."""
        history = self.changes.history()
        now = to_text(self.clock.now())
        against = history.in_force(now)
        change = history.changes.get(number)
        if change is None:
            raise NotFound("no such change of the rulebook")
        told = self.told(self.target(change, against), span)
        return self.changes.keep_run(number, actor, against, told)

    def target(self, change: Change, against: InForce) -> Target:
        """A version with the house rules that were recorded, or these house rules under the
        version in force."""
        if change.what is What.VERSION:
            return Target(change.version)
        judging = self.changes.history().changes.get(against.version)
        if judging is None:
            raise Conflict("no rulebook is in force yet")
        return Target(judging.version, tuple(dict(row) for row in change.rules))

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
