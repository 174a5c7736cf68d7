"""What a proposal would have changed, as its approver reads it."""

from dataclasses import dataclass

from api.views.rulebook_reader import Reader
from services.domain.rulebook_change import ShadowRun

EFFECTS = (
    ("same", "Same verdict, same reasons", "grey"),
    ("other_reasons", "Same verdict, other reasons", "notice"),
    ("now_denied", "Allowed then, forbidden by this", "not"),
    ("now_allowed", "Forbidden then, allowed by this", "may"),
    ("erased", "Erased people: counted, not judged", "grey"),
    ("unread", "Facts that this rulebook does not read", "notice"),
    ("damaged", "Damaged records", "not"),
)


@dataclass(frozen=True)
class Effect:
    name: str
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
    effects: tuple[Effect, ...]
    reasons: tuple[Reason, ...]
    stale: bool
    whole: bool

    @property
    def changes(self) -> int:
        return sum(e.count for e in self.effects if e.name in ("now_denied", "now_allowed"))


def run_of(run: ShadowRun, reader: Reader, *, stale: bool) -> Run:
    told = run.told
    counts = told["effects"]
    shown = (Effect(name, words, tone, counts.get(name, 0)) for name, words, tone in EFFECTS)
    since = reader.when(told["since"]) if told.get("since") else "the beginning"
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
        whole=told.get("whole", True),
    )
