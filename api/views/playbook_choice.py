"""May an assistant call this number, and which? Each playbook with its own verdict."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from api.views import assistant_words
from api.views.verdict import VerdictCard
from api.views.verdict_card import row
from services.compliance.day_bar import home_zone
from services.compliance.model import FindingKind, Verdict
from services.compliance.words import headline
from services.domain.lead import Lead, LeadNumber
from services.judging import Judging, Manner


@dataclass(frozen=True)
class PlaybookChoice:
    id: str
    name: str
    verdict: VerdictCard

    @property
    def may(self) -> bool:
        return self.verdict.may


@dataclass(frozen=True)
class Asked:
    """Whom an assistant would call, and when."""

    lead: Lead
    number: LeadNumber
    at: datetime


def choices(
    playbooks: tuple[str, ...], asked: Asked, judging: Judging, manner: Callable[[str], Manner]
) -> tuple[PlaybookChoice, ...]:
    """Those that may call come first. Raises StoreUnavailable."""
    found = [_choice(playbook, asked, judging, manner(playbook)) for playbook in playbooks]
    order = list(assistant_words.PLAYBOOKS)
    return tuple(sorted(found, key=lambda choice: (not choice.may, _place(order, choice.id))))


def _place(order: list[str], playbook: str) -> int:
    return order.index(playbook) if playbook in order else len(order)


def _choice(playbook: str, asked: Asked, judging: Judging, manner: Manner) -> PlaybookChoice:
    verdict = judging.judge(asked.lead, asked.number, at=asked.at, manner=manner)
    name = assistant_words.PLAYBOOKS.get(playbook, assistant_words.label(playbook))
    return PlaybookChoice(playbook, name, _card(verdict, asked.at))


def _card(verdict: Verdict, at: datetime) -> VerdictCard:
    """A gate that a person could acknowledge is a no to an assistant."""
    zone = home_zone(verdict.question, verdict.facts) if verdict.question and verdict.facts else ""
    said = headline(verdict, zone or "UTC", at).replace("You may call", "It may call")
    return VerdictCard(_tone(verdict), said, findings=tuple(row(f) for f in verdict.findings))


def _tone(verdict: Verdict) -> str:
    if verdict.allowed:
        return "may"
    denied = any(f.finding is FindingKind.DENY for f in verdict.objections)
    return "not" if denied else "unknown"
