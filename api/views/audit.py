"""What the auditor's pages show."""

from dataclasses import dataclass

from api.views.verdict import FindingRow
from services.assistant_story import TurnTold


@dataclass(frozen=True)
class Mark:
    """How far a record is proved. `tone`: may (verified), notice (younger than the last
    checkpoint), not (damaged)."""

    tone: str
    text: str


@dataclass(frozen=True)
class Step:
    """One record of the story. `facts` are for everybody, `rest` is everything else in it."""

    seq: int
    at: str
    title: str
    who: str = ""
    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    findings: tuple[FindingRow, ...] = ()
    mark: Mark | None = None
    tone: str = ""
    hash: str = ""
    rest: tuple[tuple[str, str], ...] = ()
    turn: TurnTold | None = None


@dataclass(frozen=True)
class LedgerRow:
    """`started`, `completed`: seconds of the call as `0:04`; "" when it was cut off."""

    label: str
    sha: str
    version: str
    language: str
    started: str
    completed: str


@dataclass(frozen=True)
class TalkLedger:
    playbook: str
    version: int
    sha256: str
    source: str
    rows: tuple[LedgerRow, ...]


@dataclass(frozen=True)
class AuditCall:
    title: str
    summary: str
    subject: str
    steps: tuple[Step, ...] = ()
    proof: Mark | None = None
    talk: TalkLedger | None = None


@dataclass(frozen=True)
class Hit:
    """One result of a search."""

    title: str
    text: str
    at: str
    href: str
    tone: str = ""


@dataclass(frozen=True)
class AuditPage:
    """`searched` is what was asked, shown back; None before the first search."""

    proof: Mark
    searched: str | None = None
    hits: tuple[Hit, ...] = ()
