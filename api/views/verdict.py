"""What the verdict card shows."""

from dataclasses import dataclass

ORDER = {"deny": 0, "unknown": 1, "allow": 2, "not_applicable": 3}


@dataclass(frozen=True)
class FindingRow:
    """`finding` is allow, deny, unknown or not_applicable. `fact`: what was read, and its age."""

    finding: str
    reason: str
    section: str
    url: str
    fact: str = ""
    gate: str | None = None
    rule: str = ""


@dataclass(frozen=True)
class Span:
    """Legal minutes of the lead's day, `start` inclusive, `end` exclusive, 0 to 1440."""

    start: int
    end: int


@dataclass(frozen=True)
class Cut:
    """Where the day opens or closes: a clock time and the rule that says so."""

    minute: int
    text: str
    section: str


@dataclass(frozen=True)
class DayBar:
    spans: tuple[Span, ...]
    now: int
    city: str
    cuts: tuple[Cut, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class Gate:
    """A hard gate. `must_read` is what the agent has to say aloud in this call, to the word;
    `aside` is what he does and does not say."""

    id: str
    law: str
    must_read: str
    aside: str
    section: str
    url: str
    rule: str = ""


@dataclass(frozen=True)
class VerdictCard:
    """`tone`: may, not, unknown or gate. `headline` is the sentence read first. `given`: every
    gate was acknowledged, for the call that is on."""

    tone: str
    headline: str
    detail: str = ""
    day: DayBar | None = None
    findings: tuple[FindingRow, ...] = ()
    gates: tuple[Gate, ...] = ()
    notices: tuple[str, ...] = ()
    legal_until: str | None = None
    next_legal_time: str | None = None
    given: bool = False

    @property
    def may(self) -> bool:
        return self.tone in ("may", "gate")

    @property
    def ordered(self) -> tuple[FindingRow, ...]:
        """Denied first, then what nobody knows, then the rest, each in the order it was judged."""
        return tuple(sorted(self.findings, key=lambda f: ORDER[f.finding]))

    @property
    def objections(self) -> tuple[FindingRow, ...]:
        """Each reason once: what two laws forbid in the same words is one thing to read."""
        first: dict[str, FindingRow] = {}
        for row in self.ordered:
            if ORDER[row.finding] < 2:
                first.setdefault(row.reason, row)
        return tuple(first.values())
