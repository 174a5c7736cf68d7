"""What the agent's pages show: the queue, the lead, the numbers, the call that is owed."""

from dataclasses import dataclass, field
from typing import Any

from api.views.script_pane import Line
from api.views.verdict import DayBar, VerdictCard


@dataclass(frozen=True)
class QueueRow:
    """One lead of the queue. `line` says until when, or from when, it may be called."""

    name: str
    href: str
    local_time: str
    city: str
    line: str
    tone: str
    place: str = ""
    day: DayBar | None = None
    current: bool = False


@dataclass(frozen=True)
class Queue:
    """`opens` names the first instant when every lead waits; `rehearse` is that instant as text."""

    rows: tuple[QueueRow, ...] = ()
    open_now: int = 0
    opens: str = ""
    rehearse: str = ""
    problem: str = ""

    @property
    def total(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class NumberChoice:
    """One number of the lead. `shown` is masked. Numbers that cannot be called are still listed."""

    id: str
    shown: str
    label: str
    verdict: VerdictCard
    script: tuple[Line, ...] = ()


@dataclass(frozen=True)
class PastCall:
    when: str
    what: str
    note: str = ""


@dataclass(frozen=True)
class LeadCard:
    lead_id: str
    item_id: int
    name: str
    address: str
    local_time: str
    city: str
    zone: str
    details: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    fetched: str = ""
    numbers: tuple[NumberChoice, ...] = ()
    history: tuple[PastCall, ...] = ()

    @property
    def chosen(self) -> str:
        """The first number that may be called, else the first."""
        may = [n.id for n in self.numbers if n.verdict.may]
        return (may or [n.id for n in self.numbers] or [""])[0]


@dataclass(frozen=True)
class OwedCall:
    """A call of this agent that is still on, or that ended without its outcome."""

    call_id: str
    state: str
    owed: bool
    notes: str = ""
    take: int | None = None  # the attempt by which the agent took it from an assistant


@dataclass(frozen=True)
class Workspace:
    lead: LeadCard
    queue: Queue
    owed: OwedCall | None = None
    today: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
