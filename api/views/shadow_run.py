"""What a proposal would have changed, as its approver reads it."""

from dataclasses import dataclass

from api.views.rulebook_reader import Reader
from services.domain.rulebook_change import ShadowRun
from services.what_if import TURNS, Effect

EFFECTS = (
    (Effect.SAME, "Same verdict, same reasons", "grey"),
    (Effect.OTHER_REASONS, "Same verdict, other reasons", "notice"),
    (Effect.NOW_DENIED, "Allowed then, forbidden by this", "not"),
    (Effect.NOW_ALLOWED, "Forbidden then, allowed by this", "may"),
    (Effect.ERASED, "Erased people: counted, not judged", "grey"),
    (Effect.UNREAD, "Decisions that this rulebook cannot judge", "notice"),
    (Effect.DAMAGED, "Damaged records", "not"),
)


@dataclass(frozen=True)
class Bar:
    name: Effect
    label: str
    tone: str
    count: int


@dataclass(frozen=True)
class Reason:
    """`turned`: of how many decisions the verdict would be another."""

    rule: str
    adds: bool
    count: int
    turned: int
    calls: tuple[str, ...]


@dataclass(frozen=True)
class Run:
    """A shadow run. `stale`: against what is no longer in force."""

    note: str
    decisions: int
    effects: tuple[Bar, ...]
    reasons: tuple[Reason, ...]
    stale: bool
    whole: bool

    @property
    def changes(self) -> int:
        return sum(e.count for e in self.effects if e.name in TURNS)


def run_of(run: ShadowRun, reader: Reader, *, stale: bool) -> Run:
    told = run.told
    counts = told["effects"]
    shown = (Bar(name, words, tone, counts.get(name, 0)) for name, words, tone in EFFECTS)
    since = reader.when(told["since"])
    return Run(
        note=f"Run by {reader.name(run.by)}, {reader.when(run.at)}: calls asked for since {since}.",
        decisions=told["decisions"],
        effects=tuple(effect for effect in shown if effect.count),
        reasons=tuple(
            Reason(
                row["rule"],
                row["effect"] == "adds",
                row["count"],
                row["turned"],
                tuple(row["calls"]),
            )
            for row in told["rules"]
        ),
        stale=stale,
        whole=told["whole"],
    )
