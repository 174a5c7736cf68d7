"""What the manager's page shows."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CallRow:
    at: str
    agent: str
    lead: str
    outcome: str
    talk: str
    verdict: str
    tone: str
    note: str = ""


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class Filter:
    """One filter of the page; it lives in the query string under `name`."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class HeldBack:
    """One reason and how many leads it holds back now."""

    reason: str
    leads: int
    section: str = ""


@dataclass(frozen=True)
class OutboxRow:
    """A write to Podio that waits or has failed. `state`: waiting, attempted, dead."""

    id: str
    what: str
    lead: str
    state: str
    reason: str
    when: str
    dead: bool = False


@dataclass(frozen=True)
class AgentRow:
    name: str
    state: str
    tone: str
    since: str
    calls: int


@dataclass(frozen=True)
class ManagerPage:
    day: str
    calls: tuple[CallRow, ...] = ()
    filters: tuple[Filter, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    leads: int = 0
    outbox: tuple[OutboxRow, ...] = ()
    agents: tuple[AgentRow, ...] = ()
    older: str = ""  # addresses of the list's other pages
    newest: str = ""
    due: int = 0  # rules whose review is due

    @property
    def filtered(self) -> bool:
        return any(c.chosen and c.value for f in self.filters for c in f.choices)

    @property
    def failed(self) -> int:
        return sum(row.dead for row in self.outbox)

    @property
    def held(self) -> int:
        return sum(row.leads for row in self.held_back)
